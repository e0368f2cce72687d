"""«Самое читаемое»: readings are collected in memory and written in batches, at no cost to a page."""

import atexit
import logging
import threading
from collections import Counter
from datetime import timedelta

from django.db import DatabaseError, connection
from django.db.models import Sum
from django.utils import timezone

from articles.models import Article
from articles.models.article_queryset import ArticleQuerySet

logger = logging.getLogger(__name__)

FLUSH_SECONDS = 5.0
# A crash of a process loses at most this many readings, and FLUSH_SECONDS of them.
FLUSH_READINGS = 1000
MAX_DISTINCT = 10_000
"""Different ids kept between two writes: a flood of made-up ids costs no more memory than that."""

DAYS = 3
"""What «most read» looks back on, unless asked otherwise."""

# Only stories that readers see are counted, whatever ids a client sends.
STORE = """
INSERT INTO articles_viewcount (day, article_id, count)
SELECT %(day)s, a.id, c.count
FROM unnest(%(ids)s::bigint[], %(counts)s::int[]) AS c (id, count)
JOIN articles_article a ON a.id = c.id AND a.publication = 'published' AND a.published_at <= now()
    AND coalesce(a.embargo_until <= now(), true) AND coalesce(a.expires_at > now(), true)
ORDER BY a.id
ON CONFLICT (day, article_id) DO UPDATE SET count = articles_viewcount.count + excluded.count
"""


class ViewCounter:
    """Readings of this process since the last write."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: Counter[int] = Counter()
        self._waiting = 0
        self._timer: threading.Timer | None = None

    def add(self, article_id: int) -> None:
        """Count one reading; returns at once."""
        with self._lock:
            if len(self._counts) >= MAX_DISTINCT and article_id not in self._counts:
                return
            self._counts[article_id] += 1
            self._waiting += 1
            if self._timer is None:
                self._start_timer(FLUSH_SECONDS)
            elif self._waiting == FLUSH_READINGS:
                self._timer.cancel()
                self._start_timer(0)

    def _start_timer(self, seconds: float) -> None:
        self._timer = threading.Timer(seconds, self._flush_in_background)
        self._timer.daemon = True
        self._timer.start()

    def discard(self) -> None:
        """Forget what was counted and not written."""
        with self._lock:
            self._counts.clear()
            if self._timer is not None:
                self._timer.cancel()
                self._timer = None

    def flush(self) -> None:
        """Write what was counted; what cannot be written now is kept for the next time."""
        with self._lock:
            counts, self._counts = self._counts, Counter()
            self._timer = None
            self._waiting = 0
        if not counts:
            return
        ids = sorted(counts)
        try:
            with connection.cursor() as cursor:
                cursor.execute(
                    STORE, {"day": timezone.localdate(), "ids": ids, "counts": [counts[pk] for pk in ids]}
                )
        except DatabaseError:
            logger.warning("Readings are kept until the database is back", exc_info=True)
            with self._lock:
                self._counts.update(counts)

    def _flush_in_background(self) -> None:
        try:
            self.flush()
        finally:
            connection.close()


counter = ViewCounter()
atexit.register(counter.flush)


def by_readings(days: int) -> ArticleQuerySet:
    """What readers may see and have read in the last days, the most read first."""
    return (
        Article.objects.published()
        .filter(view_counts__day__gt=timezone.localdate() - timedelta(days=days))
        .annotate(readings=Sum("view_counts__count"))
        .order_by("-readings", "-published_at", "-pk")
    )


def most_read(language: str, limit: int = 5, days: int = DAYS) -> list[Article]:
    """The stories read most in the last days, one query."""
    return list(by_readings(days).in_language(language).for_cards()[:limit])
