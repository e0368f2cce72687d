"""One clock for the database and for all processes of a test, which the test moves.

Python asks `time_machine`. SQL finds `now()` and its sisters in a schema that stands before `pg_catalog` in the
search path, so that views, triggers and migrations are asked as they are.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import time_machine
from django.db import connection

SCHEMA = """
DROP SCHEMA IF EXISTS moved_clock CASCADE;
CREATE SCHEMA moved_clock;
CREATE TABLE moved_clock.ahead (seconds double precision NOT NULL);
INSERT INTO moved_clock.ahead VALUES (0);
"""
FUNCTION = """
CREATE FUNCTION moved_clock.{name}() RETURNS timestamptz LANGUAGE sql {volatility} PARALLEL SAFE AS $$
    SELECT pg_catalog.{name}() + seconds * interval '1 second' FROM moved_clock.ahead
$$;
"""
FUNCTIONS = {
    "now": "STABLE",
    "transaction_timestamp": "STABLE",
    "statement_timestamp": "STABLE",
    "clock_timestamp": "VOLATILE",
}
PATH = "moved_clock, pg_catalog, public"


class MovedClock:
    """Of one process: what it is ahead of the true clock, in seconds."""

    def __init__(self, ahead: float = 0.0) -> None:
        self.ahead = ahead
        self._travel = time_machine.travel(datetime.now(UTC) + timedelta(seconds=ahead), tick=True)
        self._moved = self._travel.start()

    def move(self, seconds: float) -> None:
        self.ahead += seconds
        self._moved.shift(seconds)

    def stop(self) -> None:
        self._travel.stop()


def move_in_database(ahead: float) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE moved_clock.ahead SET seconds = %s", [ahead])


@contextmanager
def clock_of_database() -> Iterator[None]:
    """Sessions that begin meanwhile, and the caller's own, follow the moved clock."""
    database = connection.ops.quote_name(str(connection.settings_dict["NAME"]))
    with connection.cursor() as cursor:
        cursor.execute(SCHEMA)
        for name, volatility in FUNCTIONS.items():
            cursor.execute(FUNCTION.format(name=name, volatility=volatility))
        cursor.execute(f"ALTER DATABASE {database} SET search_path = {PATH}")
        cursor.execute(f"SET search_path = {PATH}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"ALTER DATABASE {database} RESET search_path")
            cursor.execute("RESET search_path")
            cursor.execute("DROP SCHEMA moved_clock CASCADE")
