"""From the listener of a web process to the queue: whatever is heard, a run follows at once."""

import logging
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress

from django.db import DatabaseError, connection, transaction
from procrastinate.exceptions import AlreadyEnqueued, ConnectorException

from newsportal.models import Change

PAUSE = 1.0
"""Seconds: not more often than that, however much is written."""
LONGEST_WAIT = 60.0

log = logging.getLogger(__name__)


class Waker:
    """A thread of its own: the listener must not wait for the database. It begins with the first notice."""

    def __init__(self, boundary: Callable[[], float]) -> None:
        self._boundary = boundary
        self._heard = threading.Event()
        self._thread: threading.Thread | None = None

    def with_each(self, forget: Mapping[str, Callable[[], None]]) -> dict[str, Callable[[], None]]:
        """What the listener calls for each resource, and this too."""

        def both(first: Callable[[], None] | None) -> Callable[[], None]:
            def call() -> None:
                if first is not None:
                    first()
                self.wake()

            return call

        return {resource: both(forget.get(resource)) for resource in Change.Resource.values}

    def wake(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="purge waker", daemon=True)
            self._thread.start()
        self._heard.set()

    def _run(self) -> None:
        while True:
            # The clock changes pages too, and says nothing.
            wait = min(LONGEST_WAIT, max(0.0, self._boundary() - time.time()))
            self._heard.wait(wait)
            self._heard.clear()
            try:
                queue()
            except (DatabaseError, ConnectorException) as error:
                log.warning("The cache outside is told later: %s", error)
                self._heard.set()
            finally:
                connection.close()
            time.sleep(PAUSE)


def queue() -> None:
    """A run of whichever process comes first; one that has not begun yet will see it too."""
    from newsportal.tasks import purge_changes

    with suppress(AlreadyEnqueued), transaction.atomic():
        purge_changes.configure(queueing_lock="newsportal.purge_changes:now").defer()
