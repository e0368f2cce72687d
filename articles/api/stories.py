"""A whole story in the API, from the same rows as its page."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.dateparse import parse_datetime

from articles.api.cards import lead_picture, rubric_ref
from articles.api.photos import picture
from articles.api.shapes import (
    AuthorRef,
    CorrectionOfStory,
    PlaceRef,
    SourceOfStory,
    Story,
    StoryLinks,
    TopicRef,
    Translation,
    as_is,
)
from articles.models import Article, Photo
from articles.models.article import story_url
from articles.places import links
from newsportal.lib.body_blocks import blocks_of
from newsportal.lib.html import for_apps
from newsportal.lib.meta import absolute
from newsportal.lib.rest.shapes import in_both


def story(article: Article, following: int | None) -> Story:
    """Of a story that `story_page.with_relations` selected; `following` is the next one, to read on."""
    rows: Any = article
    photos = [Photo(**row) for row in rows.photo_rows]
    body = for_apps(article.body, {photo.key for photo in photos}, settings.PUBLIC_URL)
    return Story(
        id=article.pk,
        language=as_is(article.language),
        headline=article.headline,
        short_title=article.short_title,
        lead=article.lead,
        url=absolute(article.url),
        rubric=rubric_ref(article.rubric),
        published_at=as_is(article.published_at),
        updated_at=article.updated_at,
        age_mark=article.age_mark,
        is_partner=article.is_partner,
        is_unverified=article.is_unverified,
        reading_minutes=article.reading_minutes,
        photo=lead_picture(article),
        photos=[picture(photo) for photo in photos],
        authors=[AuthorRef(slug=row["slug"], name=in_both(row, "name")) for row in rows.author_rows],
        topics=[TopicRef(slug=row["slug"], name=in_both(row, "name")) for row in rows.topic_rows],
        places=_places(rows.place_rows, article.language),
        sources=[_source(row) for row in rows.source_rows],
        corrections=[_correction(row) for row in rows.correction_rows],
        translations=[_translation(row) for row in rows.sibling_rows],
        body_html=body,
        body=blocks_of(body),
        links=StoryLinks(
            canonical=absolute(article.url),
            next=None if following is None else absolute(reverse("api:article", args=[following])),
            related=absolute(reverse("api:article_related", args=[article.pk])),
        ),
    )


def _places(rows: list[dict[str, Any]], language: str) -> list[PlaceRef]:
    """With the pages that the page of the story links to: those of its language."""
    with translation.override(language):
        pages = links.addresses(row["place"] for row in rows) if rows else {}
    return [
        PlaceRef(
            slug=row["place"],
            name=in_both(row, "name"),
            url=absolute(pages[row["place"]]) if row["place"] in pages else None,
        )
        for row in rows
    ]


def _source(row: dict[str, Any]) -> SourceOfStory:
    return SourceOfStory(
        slug=row["slug"],
        name=in_both(row, "name"),
        phrase=in_both(row, "phrase"),
        kind=as_is(row["kind"]),
        url=row["url"] or row["site"] or None,
        relation=as_is(row["relation"]),
    )


def _correction(row: dict[str, Any]) -> CorrectionOfStory:
    return CorrectionOfStory(
        kind=as_is(row["kind"]),
        placement=as_is(row["placement"]),
        text=row["text"],
        published_at=as_is(parse_datetime(row["published_at"])),
    )


def _translation(row: dict[str, Any]) -> Translation:
    return Translation(
        id=row["id"],
        language=as_is(row["language"]),
        url=absolute(story_url(row["language"], row["path"], row["id"], row["slug"])),
    )
