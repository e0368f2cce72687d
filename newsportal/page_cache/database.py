"""What the page cache needs of Django's database: a connection of its own, a word on that of a request."""

from typing import Any

import psycopg
from django.db import connection, connections

from newsportal.page_cache.listener import CHANNEL


def connect(**options: Any) -> "psycopg.Connection[Any]":
    """As Django connects, outside its pool."""
    parameters = connections["default"].get_connection_params()
    for name in ("cursor_factory", "context"):
        parameters.pop(name, None)
    return psycopg.connect(**parameters | options)


def begin_pool_anew() -> None:
    """Its connections are of before the gap, and after a long one it waits long until it tries again."""
    connections["default"].close_pool()  # type: ignore[attr-defined]


def notify(payload: str) -> None:
    """After whatever this thread has committed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, payload])
