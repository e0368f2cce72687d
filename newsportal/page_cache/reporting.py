"""What one web process says of the pages that it keeps: a row, written by its listener."""

import os
import secrets
import socket
import time
from collections import deque
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import psycopg
from psycopg.types.json import Jsonb

if TYPE_CHECKING:
    from newsportal.page_cache.application import PageCache

REQUEST = "report"
"""The notice that asks every process to tell at once."""
MINUTES = 30
RECENT = 20

# Rows of those who are gone are not shown (`processes.py`): they are swept now and then.
TELL = """
WITH swept AS (
    DELETE FROM newsportal_webprocess
    WHERE told_at < clock_timestamp() - interval '1 hour' AND name <> %(name)s
)
INSERT INTO newsportal_webprocess
    (name, host, pid, started_at, told_at, backend, backend_start, figures)
SELECT
    %(name)s, %(host)s, %(pid)s, to_timestamp(%(started)s), clock_timestamp(), pid, backend_start, %(figures)s
FROM pg_stat_activity WHERE pid = pg_backend_pid()
ON CONFLICT (name) DO UPDATE SET
    told_at = excluded.told_at,
    backend = excluded.backend,
    backend_start = excluded.backend_start,
    figures = excluded.figures
"""


@dataclass(slots=True)
class Counts:
    """Answers since the process began."""

    hits: int = 0
    misses: int = 0
    stale: int = 0
    refused: int = 0


class Reporter:
    """`tell` is called by the listener, and by nobody else."""

    def __init__(self, cache: "PageCache") -> None:
        self._cache = cache
        self._name = secrets.token_hex(8)
        self._started = time.time()
        # What the counts were at the end of each minute.
        self._minutes: deque[dict[str, int]] = deque(maxlen=MINUTES + 1)

    def tell(self, connection: "psycopg.Connection[Any]") -> None:
        row = {
            "name": self._name,
            # A worker that was forked is not who imported the module.
            "pid": os.getpid(),
            "host": socket.gethostname()[:255],
            "started": self._started,
            "figures": Jsonb(self.figures(time.time())),
        }
        connection.execute(TELL, row)

    def figures(self, now: float) -> dict[str, Any]:
        cache, store = self._cache, self._cache.store
        counts = asdict(cache.counts)
        minute = int(now // 60)
        if self._minutes and self._minutes[-1]["minute"] == minute:
            self._minutes.pop()
        self._minutes.append({"minute": minute, **counts})
        return {
            "state": cache.listener.state.value,
            "entries": len(store.pages.entries) + len(store.made_up.entries),
            "bytes": store.pages.bytes + store.made_up.bytes,
            "limit": store.pages.limit + store.made_up.limit,
            **counts,
            "minutes": list(self._minutes),
            "recent": [notice._asdict() for notice in [*cache.invalidator.recent][-RECENT:]],
        }
