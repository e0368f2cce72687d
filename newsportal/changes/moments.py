"""Where a client stands: a snapshot of the database, and the time by the clock.

A snapshot knows which transactions were over when it was taken. What a later one has committed is not in it,
however early it began: so nothing is missed, and no lock is needed.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Self

from django.db import connection, models
from django.db.models import F, Func, Q, Value
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from newsportal.lib.rest import cursors
from newsportal.models import Change

KIND = "changes"
KEPT = timedelta(days=60)
"""A client that was away longer takes everything anew."""

# A cluster that was taken back to a point in time goes on in another timeline, of which the names of its
# journal's files tell at once.
TAKE = """
SELECT pg_current_snapshot()::text, concat_ws(
    '.',
    system_identifier,
    (SELECT oid FROM pg_database WHERE datname = current_database()),
    left(pg_walfile_name(pg_current_wal_lsn()), 8)
) FROM pg_control_system()
"""


@dataclass(frozen=True)
class Moment:
    """`database` says whose transactions these are: a restored backup counts its own, in whatever way."""

    snapshot: str
    database: str
    at: datetime

    @classmethod
    def now(cls) -> Self:
        with connection.cursor() as cursor:
            cursor.execute(TAKE)
            snapshot, database = cursor.fetchone()
        return cls(snapshot, database, timezone.now())

    @property
    def first_running(self) -> int:
        """All transactions below this number were over."""
        return int(self.snapshot.split(":")[0])

    @property
    def first_unknown(self) -> int:
        """No transaction of this number or above had begun."""
        return int(self.snapshot.split(":")[1])

    def can_be_left(self, now: "Moment") -> bool:
        """Whether all that has changed between the two is still known."""
        return (
            self.database == now.database
            and self.first_unknown <= now.first_unknown
            and now.at - self.at <= KEPT
        )

    def as_list(self) -> list[str]:
        return [self.snapshot, self.database, self.at.isoformat()]

    @classmethod
    def of_list(cls, kept: Any) -> Self:
        snapshot, database, at = kept
        moment = parse_datetime(at)
        if moment is None:
            raise cursors.UnknownCursor()
        return cls(snapshot, database, moment)


def changed_between(since: Moment, until: Moment) -> "models.QuerySet[Change]":
    """Whatever the transactions wrote that were not over at `since`."""
    # What lies ahead comes the next time, or was written before a backup was restored.
    return changed_after(since).filter(transaction__lt=until.first_unknown)


def changed_after(since: Moment) -> "models.QuerySet[Change]":
    """As above, however late."""
    return Change.objects.filter(not_over("transaction", since), transaction__gte=since.first_running)


def not_over(column: str, since: Moment) -> Q:
    """Whether the transaction in this column of a change was not over then; where there is none it was."""
    is_known = Func(
        F(column),
        Value(since.snapshot),
        function="newsportal_in_snapshot",
        output_field=models.BooleanField(),
    )
    return ~Q(is_known)


@dataclass(frozen=True)
class Position:
    """`since`, in one language or (empty) in both; between two pages also `until` and the last story."""

    since: Moment
    language: str
    until: Moment | None = None
    after: int = 0

    def write(self) -> str:
        until = self.until.as_list() if self.until else None
        return cursors.write(KIND, [self.since.as_list(), self.language, until, self.after])

    @classmethod
    def read(cls, cursor: str) -> Self:
        """Raises UnknownCursor."""
        since, language, until, after = cursors.read(KIND, cursor)
        return cls(Moment.of_list(since), language, Moment.of_list(until) if until else None, after)
