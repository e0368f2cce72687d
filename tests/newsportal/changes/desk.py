"""A newsroom at work on a few stories: what a person or an operator may do to them, and what readers saw."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from articles import content as contents
from articles import corrections, publishing, revisions
from articles.models import Article, Rubric
from articles.publishing import Change
from tests import newsroom

FIRST_ID = 7_000_000_001
"""No other number of an answer is like the ids from here on."""
DRAFT = "zqxdraft"
"""Stands in every version that readers have not got."""
FOREVER = datetime(2099, 1, 1, tzinfo=UTC)
BOUNDARIES = ("published_at", "embargo_until", "expires_at")


def sweep() -> None:
    """An empty newsroom; ids go on, so that no story is taken for a former one."""
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '10s'")
        cursor.execute(
            "TRUNCATE articles_article, articles_rubric, articles_photo, newsportal_change CASCADE"
        )
        cursor.execute(
            "SELECT setval(pg_get_serial_sequence('articles_article', 'id'), greatest(%s,"
            " nextval(pg_get_serial_sequence('articles_article', 'id'))))",
            [FIRST_ID],
        )


def words(text: str, rubric: Rubric) -> Any:
    """The content of a version."""
    names = {"headline": text, "short_title": text, "seo_title": text, "lead": text}
    return {
        "schema": contents.SCHEMA,
        "slug": "slug",
        "body": f"<p>{text}</p>",
        "age_mark": None,
        "is_partner": False,
        "is_unverified": False,
        "rubric": rubric.pk,
        "lead_photo": None,
        "topics": [],
        "authors": [],
        "sources": [],
    } | names


def begin(rubric: Rubric) -> int:
    return revisions.create_story(language="ru", content=words(f"{DRAFT} нов", rubric)).pk


def go_on(story: Article) -> None:
    """A version that nobody publishes."""
    revisions.save_revision(story, words(f"{DRAFT} дальше", story.rubric), by=None)


def publish(story: Article, text: str, at: datetime | None, photo: int | None) -> None:
    version = words(text, story.rubric) | {"lead_photo": photo}
    revision = revisions.save_revision(story, version, by=None)
    publishing.publish(Article.objects.get(pk=story.pk), revision, at=at, change=Change.UPDATE)


def correct(story: Article, text: str, at: datetime | None) -> None:
    corrections.correct(story, kind="correction", text=text, at=at)


def update(pk: int, **columns: Any) -> None:
    """As an operator does it, past all rules but those of the database."""
    Article.objects.filter(pk=pk).update(**columns)


class Readers:
    """Which stories readers could see at any moment since the sweep."""

    def __init__(self) -> None:
        self.saw: set[int] = set()
        self._rows: list[dict[str, Any]] = []
        self._looked_at = timezone.now()

    def look(self) -> None:
        """Before and after whatever is done: the clock too may have shown a story meanwhile."""
        rows = list(Article.objects.values("pk", "publication", *BOUNDARIES))
        now = timezone.now()
        for row in (*self._rows, *rows):
            if _was_visible(row, self._looked_at, now):
                self.saw.add(row["pk"])
        self._rows, self._looked_at = rows, now

    @contextmanager
    def watching(self) -> Iterator[None]:
        self.look()
        yield
        self.look()


def _was_visible(row: dict[str, Any], since: datetime, until: datetime) -> bool:
    if row["publication"] != "published":
        return False
    begins = max(row["published_at"], row["embargo_until"] or row["published_at"])
    ends = row["expires_at"] or FOREVER
    return begins < ends and begins <= until and ends >= since


def is_still(since: datetime, until: datetime) -> bool:
    """Whether the clock changed nothing for readers in between."""
    span = (since - timedelta(milliseconds=5), until + timedelta(milliseconds=5))
    stories = Article.objects.all()
    crossed = [stories.filter(**{f"{name}__range": span}) for name in BOUNDARIES]
    crossed.append(stories.filter(corrections__published_at__range=span))
    return not any(found.exists() for found in crossed)


@dataclass
class SlowWrite:
    """A transaction on a connection of its own that has changed a story and not ended."""

    story: int
    headline: str

    def __post_init__(self) -> None:
        self._connection = connection.copy()
        self._connection.set_autocommit(False)
        with self._connection.cursor() as cursor:
            cursor.execute(
                "UPDATE articles_article SET headline = %s WHERE id = %s", [self.headline, self.story]
            )

    def end(self, *, commit: bool) -> None:
        try:
            (self._connection.commit if commit else self._connection.rollback)()
        finally:
            self._connection.close()


def rubrics() -> list[Rubric]:
    top = newsroom.rubric("country")
    return [newsroom.rubric("society", parent=top), newsroom.rubric("nature")]
