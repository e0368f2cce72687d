"""Dates of the rows that were there, and the indexes of lists: in pieces, while readers read and the desk writes."""

from typing import Any

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models

from articles.migrations._dated import TABLES

PIECE = 20_000
"""Stories."""


def write_dates(apps: Any, schema_editor: Any) -> None:
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(id), 0) FROM articles_article")
        (last,) = cursor.fetchone()
        for table in TABLES:
            for first in range(0, last + 1, PIECE):
                cursor.execute(
                    f"UPDATE {table} AS row SET published_at = story.published_at FROM articles_article AS story "  # noqa: S608
                    "WHERE story.id = row.article_id AND row.article_id >= %s AND row.article_id < %s "
                    "AND row.published_at IS DISTINCT FROM story.published_at",
                    [first, first + PIECE],
                )


class Migration(migrations.Migration):
    # Each piece is committed by itself, and indexes are made without a lock.
    atomic = False
    dependencies = [
        ("articles", "0015_dates_in_lists"),
        # Until then each date would be told as a change of its story.
        ("newsportal", "0012_dates_in_lists"),
    ]

    operations = [
        migrations.RunPython(write_dates, migrations.RunPython.noop),
        AddIndexConcurrently(
            "tagging", models.Index(fields=["topic", "-published_at", "-article"], name="tagging_newest")
        ),
        AddIndexConcurrently(
            "byline", models.Index(fields=["author", "-published_at", "-article"], name="byline_newest")
        ),
        AddIndexConcurrently(
            "mention",
            models.Index(
                fields=["place", "-published_at", "-article"],
                condition=models.Q(verdict="confirmed"),
                name="mention_newest",
            ),
        ),
    ]
