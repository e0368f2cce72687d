"""Into the database by COPY, and out of it again."""

from collections.abc import Callable
from datetime import datetime
from random import Random
from typing import Any

from django.db import connection, transaction
from psycopg import sql

from articles.load_corpus.frame import PREFIX, prepare
from articles.load_corpus.stories import Ids, days_of, rows, tables
from articles.models import Author, FormerRubricPath, Photo, Rubric, Source, StoryEvent, Topic

BATCH = 5000
# Rows that hang on stories of the corpus, before the stories themselves.
DEPENDENT = (
    "articles_byline",
    "articles_article_topics",
    "articles_article_photos",
    "articles_storysource",
    "articles_correction",
    "articles_pin",
    "articles_mention",
    "articles_viewcount",
    "articles_autosave",
    "articles_editinglock",
)

type Told = Callable[[int], None]


def load(count: int, *, now: datetime, seed: int, told: Told) -> None:
    """Add so many stories; `told` hears how many more there are. Each batch is a transaction of its own."""
    random = Random(seed)  # noqa: S311  nothing secret depends on it
    frame = prepare(random)
    for begin in range(0, count, BATCH):
        size = min(BATCH, count - begin)
        with transaction.atomic(), connection.cursor() as cursor:
            ids = Ids(_reserve(cursor, "articles_article", size), _reserve(cursor, "articles_revision", size))
            for table, columns, found in tables(rows(ids, frame, random, now, days_of(count))):
                _copy(cursor, table, columns, found)
        told(size)
    with connection.cursor() as cursor:
        cursor.execute(
            "ANALYZE articles_article, articles_revision, articles_article_topics, articles_byline"
        )


def remove(told: Told) -> None:
    """Take the whole corpus away; the newsroom's own stories stay, whatever was done with the corpus."""
    rubrics = list(Rubric.objects.filter(path__startswith=PREFIX).values_list("pk", flat=True))
    while gone := _remove_batch(rubrics):
        told(gone)
    with transaction.atomic():
        FormerRubricPath.objects.filter(rubric__in=rubrics).delete()
        for rubric in Rubric.objects.filter(pk__in=rubrics).order_by("-path"):
            rubric.delete()
        Author.objects.filter(slug__startswith=f"{PREFIX}author-").delete()
        Topic.objects.filter(slug__startswith=f"{PREFIX}topic-").delete()
        Photo.objects.filter(key__startswith=PREFIX).delete()
        Source.objects.filter(slug=f"{PREFIX}source").delete()


def _remove_batch(rubrics: list[int]) -> int:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT id FROM articles_article WHERE rubric_id = ANY(%s) LIMIT %s", [rubrics, BATCH])
        ids = [row[0] for row in cursor.fetchall()]
        if not ids:
            return 0
        _forget_log(cursor, ids)
        for table in DEPENDENT:
            cursor.execute(
                sql.SQL("DELETE FROM {} WHERE article_id = ANY(%s)").format(sql.Identifier(table)), [ids]
            )
        cursor.execute("DELETE FROM articles_revision WHERE article_id = ANY(%s)", [ids])
        cursor.execute("DELETE FROM articles_article WHERE id = ANY(%s)", [ids])
    return len(ids)


def _forget_log(cursor: Any, ids: list[int]) -> None:
    """Nobody deletes from the log; whoever took a story of the corpus through its steps did it to measure."""
    if not StoryEvent.objects.filter(article__in=ids).exists():
        return
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    cursor.execute("ALTER TABLE articles_storyevent DISABLE TRIGGER story_event_append_only")
    cursor.execute("DELETE FROM articles_storyevent WHERE article_id = ANY(%s)", [ids])
    cursor.execute("ALTER TABLE articles_storyevent ENABLE TRIGGER story_event_append_only")
    cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _reserve(cursor: Any, table: str, count: int) -> list[int]:
    """Numbers that nobody else gets, also while the newsroom is at work."""
    cursor.execute(
        "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, count]
    )
    return [row[0] for row in cursor.fetchall()]


def _copy(cursor: Any, table: str, columns: list[str], found: list[tuple[Any, ...]]) -> None:
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    with cursor.copy(statement) as copy:
        for row in found:
            copy.write_row(row)
