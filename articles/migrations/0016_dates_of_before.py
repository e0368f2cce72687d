"""Dates of the rows that were there: in pieces, while readers read and the desk writes."""

from typing import Any

from django.db import migrations

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
                    # One that has a date has it from the trigger, and perhaps a newer one than is seen here.
                    "AND row.published_at IS NULL AND story.published_at IS NOT NULL",
                    [first, first + PIECE],
                )


class Migration(migrations.Migration):
    # Each piece is committed by itself.
    atomic = False
    dependencies = [
        ("articles", "0015_dates_in_lists"),
        # Until then each date would be told as a change of its story.
        ("newsportal", "0012_dates_in_lists"),
    ]

    operations = [
        migrations.RunPython(write_dates, migrations.RunPython.noop),
    ]
