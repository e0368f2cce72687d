"""Rows of stories and of what belongs to them, as tuples in the order of the columns that are copied."""

import json
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

from articles.content import SCHEMA, Content
from articles.load_corpus.frame import Frame
from articles.load_corpus.words import paragraphs, sentence

BODY_CHARACTERS = 1450
PER_DAY = 100
"""As a busy newsroom writes: a larger corpus goes further back, as an archive does."""
LEAST_DAYS = 30
BEFORE, YEARS = 0.05, 30
"""Of all, so many are strewn over so many years: every corpus has the same months, and as long pages."""
KAZAKH, DRAFTS, SCHEDULED, WITHDRAWN = 0.12, 0.02, 0.001, 0.004
WITH_PHOTO, WITH_SOURCE = 0.75, 0.3


@dataclass
class Rows:
    """One batch. Keys are names of tables, and the tables are copied in this order."""

    articles: list[tuple[Any, ...]] = field(default_factory=list)
    revisions: list[tuple[Any, ...]] = field(default_factory=list)
    bylines: list[tuple[Any, ...]] = field(default_factory=list)
    topics: list[tuple[Any, ...]] = field(default_factory=list)
    sources: list[tuple[Any, ...]] = field(default_factory=list)


ARTICLE_COLUMNS = [
    "id",
    "language",
    "translation_group",
    "headline",
    "short_title",
    "seo_title",
    "lead",
    "slug",
    "rubric_id",
    "lead_photo_id",
    "body",
    "body_text",
    "is_partner",
    "is_unverified",
    "publication",
    "work_state",
    "published_at",
    "withdrawn_at",
    "withdrawal_reason",
    "live_revision_id",
    "working_revision_id",
    "working_headline",
    "version",
    "created_at",
]
REVISION_COLUMNS = ["id", "article_id", "number", "content", "note", "saved_at"]


@dataclass(frozen=True)
class Ids:
    """Numbers reserved in the sequences of the database."""

    articles: list[int]
    revisions: list[int]


def days_of(count: int) -> float:
    """Over how many days so many stories are spread."""
    return min(max(count / PER_DAY, LEAST_DAYS), YEARS * 365)


def rows(ids: Ids, frame: Frame, random: Random, now: datetime, days: float) -> Rows:
    made = Rows()
    for article, revision in zip(ids.articles, ids.revisions, strict=True):
        _add(made, article, revision, _Story(frame, random, now, days))
    return made


class _Story:
    """The choices of one story."""

    def __init__(self, frame: Frame, random: Random, now: datetime, days: float) -> None:
        self.language = "kk" if random.random() < KAZAKH else "ru"
        texts = paragraphs(self.language, random, BODY_CHARACTERS)
        self.words = " ".join(texts)
        body = [f"<p>{text}</p>" for text in texts]
        if len(body) > 3:
            body.insert(2, f"<h2>{sentence(self.language, random)}</h2>")
        # The first rubrics have the most, as in any newsroom.
        rubric = frame.rubrics[min(int(random.expovariate(0.15)), len(frame.rubrics) - 1)]
        has_source = random.random() < WITH_SOURCE
        self.content = Content(
            schema=SCHEMA,
            headline=sentence(self.language, random),
            short_title="",
            seo_title="",
            lead=f"{sentence(self.language, random)}.",
            slug="proverochnyy-material",
            body="".join(body),
            age_mark=None,
            is_partner=False,
            is_unverified=False,
            rubric=rubric,
            lead_photo=random.choice(frame.photos) if random.random() < WITH_PHOTO else None,
            topics=sorted(random.sample(frame.topics, random.randint(0, 3))),
            authors=[random.choice(frame.authors)],
            sources=[{"source": frame.source, "url": "", "relation": "cites"}] if has_source else [],
        )
        dice = random.random()
        self.publication = "none" if dice < DRAFTS else "published"
        self.moment = now - timedelta(
            days=random.random() * (YEARS * 365 if random.random() < BEFORE else days)
        )
        self.published_at: datetime | None = self.moment if self.publication == "published" else None
        if DRAFTS <= dice < DRAFTS + SCHEDULED:
            self.published_at = now + timedelta(hours=random.randint(1, 72))
        self.withdrawn_at: datetime | None = None
        if self.published_at and 1 - dice < WITHDRAWN:
            self.publication, self.withdrawn_at = "withdrawn", self.moment + timedelta(minutes=20)


def _add(made: Rows, article: int, revision: int, story: _Story) -> None:
    content = story.content
    made.articles.append(
        (
            article,
            story.language,
            uuid.uuid4(),
            content["headline"],
            "",
            "",
            content["lead"],
            content["slug"],
            content["rubric"],
            content["lead_photo"],
            content["body"],
            story.words,
            False,
            False,
            story.publication,
            "draft" if story.publication == "none" else "done",
            story.published_at,
            story.withdrawn_at,
            "Проверочное снятие" if story.withdrawn_at else "",
            None if story.publication == "none" else revision,
            revision,
            content["headline"],
            1,
            story.moment,
        )
    )
    made.revisions.append((revision, article, 1, json.dumps(content, ensure_ascii=False), "", story.moment))
    made.bylines += [(article, author, 0) for author in content["authors"]]
    made.topics += [(article, topic) for topic in content["topics"]]
    made.sources += [(article, item["source"], "", item["relation"], 0) for item in content["sources"]]


def tables(made: Rows) -> Iterator[tuple[str, list[str], list[tuple[Any, ...]]]]:
    """Table, columns, rows. The relations of stories and revisions to each other are checked at commit."""
    yield "articles_article", ARTICLE_COLUMNS, made.articles
    yield "articles_revision", REVISION_COLUMNS, made.revisions
    yield "articles_byline", ["article_id", "author_id", "position"], made.bylines
    yield "articles_article_topics", ["article_id", "topic_id"], made.topics
    yield (
        "articles_storysource",
        ["article_id", "source_id", "url", "relation", "position"],
        made.sources,
    )
