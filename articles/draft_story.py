"""A story as it would be with another content: what a preview shows. Nothing here is ever saved."""

from datetime import datetime
from typing import Any

from django.db.models import Model, Q

from articles import content as contents
from articles.content import Content
from articles.models import Article, Author, Photo, RubricTree, Source, Topic
from articles.places import mentions
from articles.story_page import AUTHOR, PHOTO, SOURCE, TOPIC, with_surroundings
from newsportal.lib import html

# The number of a story that has none yet: after every other.
UNNUMBERED = 10**17


def draft_story(content: Content, story: Article, tree: RubricTree, now: datetime) -> Article:
    """What `story_page.with_relations` would select once this content were published.

    `story` is the row that the content belongs to; one that was never saved says only in which language it
    will be.
    What was deleted since the content was saved is left out.
    """
    seen = story.publication != Article.Publication.NONE
    draft = Article(
        pk=story.pk or UNNUMBERED,
        language=story.language,
        published_at=(story.published_at if seen else None) or now,
        updated_at=story.updated_at if seen else None,
    )
    contents.apply_columns(draft, content)
    if rubric := tree.by_id.get(content["rubric"]):
        draft.rubric = rubric
    else:
        draft.rubric_id = None  # type: ignore[assignment]  # which no saved row may have
    _add_photos(draft, content, now)
    _add_people(draft, content)
    draft.place_rows = mentions.as_in_text(story, content)  # type: ignore[attr-defined]
    _add_surroundings(draft, story, now)
    return draft


def _add_photos(draft: Any, content: Content, now: datetime) -> None:
    """Those that may be shown: the others will be missing on the page of readers too."""
    keys = html.photo_keys(content["body"])
    wanted = Q(key__in=keys) | Q(pk=content["lead_photo"])
    shown = Photo.objects.showable(now).filter(wanted).defer("original")
    photos = list(shown) if keys or content["lead_photo"] else []
    draft.lead_photo = next((photo for photo in photos if photo.pk == content["lead_photo"]), None)
    draft.photo_rows = [_row(photo, PHOTO) for photo in photos if photo.key in keys]


def _add_people(draft: Any, content: Content) -> None:
    authors = Author.objects.in_bulk(content["authors"])
    draft.author_rows = [_row(authors[pk], AUTHOR) for pk in content["authors"] if pk in authors]
    # Empty lists ask the database nothing.
    topics = Topic.objects.filter(pk__in=content["topics"]).order_by("name_ru")
    draft.topic_rows = [_row(topic, TOPIC) for topic in topics]
    sources = Source.objects.in_bulk({item["source"] for item in content["sources"]})
    draft.source_rows = [
        _row(sources[item["source"]], SOURCE) | {"url": item["url"], "relation": item["relation"]}
        for item in content["sources"]
        if item["source"] in sources
    ]


def _add_surroundings(draft: Any, story: Article, now: datetime) -> None:
    """A new story has none."""
    rows: Any = None
    if story.pk:
        rows = with_surroundings(Article.objects.filter(pk=story.pk), now).only("pk").first()
    draft.correction_rows = rows.correction_rows if rows else []
    draft.sibling_rows = rows.sibling_rows if rows else []


def _row(found: Model, columns: dict[str, str]) -> dict[str, Any]:
    return {name: getattr(found, column) for name, column in columns.items()}
