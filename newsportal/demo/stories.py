"""Story files become stories of the newsroom, the way the desk makes them: saved, published, corrected."""

import uuid
import zlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from articles import corrections, publishing, revisions
from articles.content import SCHEMA, Content
from articles.models import Article, Author, Photo, Rubric, Source, StorySource, Topic
from articles.models.correction import Correction
from articles.pictures import body_width
from newsportal.demo.story_files import PICTURE, StoryFile


@dataclass(frozen=True)
class Known:
    """What a story may name, by the name that files use."""

    rubrics: dict[str, Rubric]
    authors: dict[str, Author]
    sources: dict[str, Source]
    topics: dict[str, Topic]
    photos: dict[str, Photo]

    def find(self, story: StoryFile, kind: str, name: str) -> Any:
        found = getattr(self, kind).get(name)
        if found is None:
            raise story.problem(f'"{name}"', f"there is no {name!r} among the {kind}")
        return found


def load_stories(stories: list[StoryFile], known: Known, first_start: datetime) -> dict[str, Article]:
    """By slug. Russian stories stand first, so that a translation finds the group of its original."""
    loaded: dict[str, Article] = {}
    for story in stories:
        group = loaded[story.translation].translation_group if story.translation else uuid.uuid4()
        loaded[story.slug] = _load(story, known, group, published_at(story, first_start))
    return loaded


def published_at(story: StoryFile, first_start: datetime) -> datetime:
    """Not on the minute of the first start: a newsroom does not publish every story at :17."""
    minutes = zlib.crc32(story.slug.encode()) % 55
    return (first_start - timedelta(hours=story.age_hours, minutes=minutes)).replace(second=0, microsecond=0)


def _load(story: StoryFile, known: Known, group: uuid.UUID, at: datetime) -> Article:
    article = revisions.create_story(
        language=story.language, content=_content(story, known), translation_group=group
    )
    publishing.publish(article, article.revisions.get(), at=at)
    if story.updated_after_hours is not None:
        article.updated_at = at + timedelta(hours=story.updated_after_hours)
        article.save(update_fields=["updated_at"])
    for item in story.corrections:
        if item["kind"] not in Correction.Kind.values or item["placement"] not in Correction.Placement.values:
            raise story.problem("[[corrections]]", "this kind or placement of a correction is not known")
        corrections.correct(
            article,
            kind=item["kind"],
            placement=item["placement"],
            text=item["text"],
            at=at + timedelta(hours=item["after_hours"]),
        )
    return article


def _content(story: StoryFile, known: Known) -> Content:
    for item in story.sources:
        if item["relation"] not in StorySource.Relation.values:
            raise story.problem(f'"{item["relation"]}"', "this relation to a source is not known")
    return Content(
        schema=SCHEMA,
        headline=story.headline,
        short_title=story.short_title,
        seo_title="",
        lead=story.lead,
        slug=story.slug,
        body=_body(story, known),
        age_mark=story.age_mark,
        is_partner=story.is_partner,
        is_unverified=story.is_unverified,
        rubric=known.find(story, "rubrics", story.rubric).pk,
        lead_photo=known.find(story, "photos", story.photo).pk,
        topics=[known.find(story, "topics", topic).pk for topic in story.topics],
        authors=[known.find(story, "authors", author).pk for author in story.authors],
        sources=[
            {
                "source": known.find(story, "sources", item["source"]).pk,
                "url": item["url"],
                "relation": item["relation"],  # type: ignore[typeddict-item]
            }
            for item in story.sources
        ],
    )


def _body(story: StoryFile, known: Known) -> str:
    """Picture stems become the keys under which the photos were stored."""

    def address(stem: str) -> str:
        photo: Photo = known.find(story, "photos", stem)
        return f"{photo.key}/{body_width(photo)}"

    return PICTURE.sub(lambda match: address(match[1]), story.body)
