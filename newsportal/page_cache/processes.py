"""How the pages of all web processes are, each of which knows its own memory alone."""

import time
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils import timezone

from newsportal.models import WebProcess
from newsportal.page_cache.listener import CHANNEL
from newsportal.page_cache.reporting import REQUEST

PATIENCE = 0.3
"""Seconds to wait for what the processes tell; they do so within some milliseconds, or are busy."""
TOLD = ("state", "entries", "bytes", "limit", "hits", "misses", "stale", "refused")

# A process that is gone has lost its connection: nobody has to wait until it is missed.
ALIVE = """
SELECT process.* FROM newsportal_webprocess AS process
JOIN pg_stat_activity AS activity
    ON activity.pid = process.backend AND activity.backend_start = process.backend_start
ORDER BY process.host, process.pid
"""


def alive() -> list[WebProcess]:
    """Each as it last told, some seconds ago at most."""
    return list(WebProcess.objects.raw(ALIVE))


def ask_all() -> list[WebProcess]:
    """Each as it is now."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp(), pg_notify(%s, %s)", [CHANNEL, REQUEST])
        asked: datetime = cursor.fetchone()[0]
    end = time.monotonic() + PATIENCE
    while True:
        found = alive()
        if all(process.told_at >= asked for process in found) or time.monotonic() > end:
            return found
        time.sleep(0.01)


def report() -> dict[str, Any]:
    """For monitors: numbers and moments alone, as of the last heartbeat of each process."""
    found = alive()
    is_ok = bool(found) or not settings.PAGE_CACHE_BYTES
    return {
        "status": "ok" if is_ok else "attention",
        "checked_at": _iso(timezone.now()),
        "processes": [
            {
                "host": process.host,
                "pid": process.pid,
                "started_at": _iso(process.started_at),
                "told_at": _iso(process.told_at),
                **{name: process.figures[name] for name in TOLD},
            }
            for process in found
        ],
    }


def _iso(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
