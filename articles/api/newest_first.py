"""Lists, newest first, by cursor: what is published meanwhile stands before it and moves nothing."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.dateparse import parse_datetime

from newsportal.lib.rest import cursors


def position(row: Any) -> list[Any]:
    """Where a row stands, as JSON holds it."""
    return [row.published_at.isoformat(), row.pk]


def cursor_of(kind: str, row: Any) -> str:
    return cursors.write(kind, position(row))


def older_than[Rows: QuerySet[Any]](rows: Rows, moment: datetime, pk: int) -> Rows:
    """The date alone lets the index start there."""
    return rows.filter(Q(published_at__lt=moment) | Q(pk__lt=pk), published_at__lte=moment)


def after[Rows: QuerySet[Any]](rows: Rows, kind: str, cursor: str | None) -> Rows:
    """From the cursor on. Raises UnknownCursor."""
    return rows if cursor is None else older_than(rows, *place(cursors.read(kind, cursor)))


def place(written: list[Any]) -> tuple[datetime, int]:
    """What `position` wrote."""
    moment = parse_datetime(written[0])
    if moment is None:
        raise cursors.UnknownCursor()
    return moment, written[1]
