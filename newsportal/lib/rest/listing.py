"""Lists that go on by cursor: one row more is read than is shown, and says whether there is more."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from newsportal.lib.rest import cursors
from newsportal.lib.rest.shapes import Links


def cut[Row](request: HttpRequest, rows: list[Row], limit: int, cursor_of: Callable[[Row], str]) -> Links:
    """Takes the row too many off the list, and says where the list goes on."""
    if len(rows) <= limit:
        return Links(next=None)
    del rows[limit:]
    return Links(next=cursors.next_url(request, cursor_of(rows[-1])))


def by_slug(
    request: HttpRequest, rows: QuerySet[Any], asked: dict[str, Any], kind: str
) -> tuple[list[Any], Links]:
    """A page of what has unique addresses, in their order."""
    if (cursor := asked.get("cursor")) is not None:
        rows = rows.filter(slug__gt=cursors.read(kind, cursor))
    found = list(rows.order_by("slug")[: asked["limit"] + 1])
    return found, cut(request, found, asked["limit"], lambda row: cursors.write(kind, row.slug))
