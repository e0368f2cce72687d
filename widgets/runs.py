"""Writing down how a run of a source went: `with run_of(Service.NBK) as run:` around all that it does."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.db import DatabaseError
from django.utils import timezone

from newsportal.lib.http import FetchError
from widgets.models import Service, SourceRun

logger = logging.getLogger(__name__)

# The reason of a failure that is our own mistake: its exception stands in the log.
BUG = "bug"


class ParseError(ValueError):
    """An answer that cannot be used as a whole; `reason` has its words in `widgets.source_words`."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason
        self.detail = detail


class Run:
    """What a run tells of itself while it lasts. Several answers add up; what was held back outweighs."""

    def __init__(self) -> None:
        self.outcome = SourceRun.Outcome.UNCHANGED
        self.count = 0
        self.held_back = 0
        self.notes: list[str] = []

    def stored(self, count: int) -> None:
        """So many new rows; none means that nothing was new."""
        self.count += count
        if count and self.outcome != SourceRun.Outcome.QUARANTINED:
            self.outcome = SourceRun.Outcome.STORED

    def unchanged(self) -> None:
        """The source said so itself, or was not to be asked yet."""

    def no_data(self) -> None:
        """The source answered that it has nothing for what was asked."""
        if self.outcome == SourceRun.Outcome.UNCHANGED:
            self.outcome = SourceRun.Outcome.NO_DATA

    def quarantined(self, count: int) -> None:
        """So many values wait for a person."""
        self.held_back += count
        if count:
            self.outcome = SourceRun.Outcome.QUARANTINED

    def note(self, detail: str) -> None:
        """What who looks after the sources should know of a run that did not fail as a whole."""
        self.notes.append(detail)


@contextmanager
def run_of(service: Service) -> Iterator[Run]:
    """Outside of any transaction of the run, which may be rolled back while what happened is kept.

    A source's failure ends here: it is written down and logged. A mistake of ours is raised further.
    """
    run = Run()
    row = SourceRun(service=service, started_at=timezone.now())
    try:
        yield run
    except (FetchError, ParseError) as error:
        logger.warning("%s: %s", service, error)
        reason = error.failure if isinstance(error, FetchError) else error.reason
        _write(row, run, reason, error.detail)
    except Exception as error:
        # A database that has just failed must not hide why.
        with suppress(DatabaseError):
            _write(row, run, BUG, type(error).__name__)
        raise
    else:
        held_back = [f"{run.held_back} held back"] if run.held_back else []
        _write(row, run, "", "; ".join(held_back + run.notes))


def _write(row: SourceRun, run: Run, reason: str, detail: str) -> None:
    row.finished_at = max(timezone.now(), row.started_at)
    row.outcome = SourceRun.Outcome.FAILED if reason else run.outcome
    row.stored = run.count
    row.reason = reason[:40]
    # What a site sent may hold anything; Postgres takes no NUL.
    row.detail = detail.replace("\0", "")[:300]
    row.save()
