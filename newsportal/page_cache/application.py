"""The WSGI application that a request meets first: a page from memory, or Django."""

import logging
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.db import DatabaseError

from newsportal.page_cache import encodings
from newsportal.page_cache.answers import give, give_stale, refuse
from newsportal.page_cache.database import begin_pool_anew, connect, notify
from newsportal.page_cache.declared import Page, declared
from newsportal.page_cache.entry import Entry
from newsportal.page_cache.flights import Flights
from newsportal.page_cache.furniture import Furniture
from newsportal.page_cache.invalidation import Invalidator, watched
from newsportal.page_cache.keys import Environ, Key, Keys, takes_json
from newsportal.page_cache.listener import Listener, State
from newsportal.page_cache.outer import Told, headers_of
from newsportal.page_cache.rendering import Application, Rendered, render
from newsportal.page_cache.reporting import Counts, Reporter
from newsportal.page_cache.store import Store
from newsportal.unavailable import AWAY

LONGEST_LIFE = 3600
"""Seconds. The bound for what nobody has thought of."""
PATIENCE = 5.0
"""Seconds to wait for another who makes the same page."""
ECHO_SECONDS = 0.1
WRITERS = ("/admin/", "/api/")
# What Django serves without the database.
ALWAYS_THERE = ("/static/", "/healthz", "/readyz", "/beacon/", "/robots.txt", "/favicon.ico")

log = logging.getLogger(__name__)


class PageCache:
    """`limit` is in bytes. `forget` is what else a notice makes untrue, by resource; `told` is of the cache
    outside that is told too, if there is one.
    """

    def __init__(
        self,
        django: Application,
        *,
        limit: int,
        forget: Mapping[str, Callable[[], None]] | None = None,
        told: Told | None = None,
    ) -> None:
        self._django = django
        self._told = told
        self._keys = Keys()
        self._flights = Flights()
        self._starting = threading.Lock()
        self.store = Store(limit)
        self.furniture = Furniture()
        self.invalidator = Invalidator(self.store, self.furniture, forget or {})
        # Not exact where threads count at one time, and exact enough.
        self.counts = Counts()
        tell = Reporter(self).tell
        self.listener = Listener(connect, self.invalidator, self.furniture, begin_pool_anew, tell)

    def __call__(self, environ: Environ, start_response: Any) -> Iterable[bytes]:
        key = self._keys.of(environ)
        if key is None:
            return self._pass(environ, start_response)
        entry = self.store.get(key)
        if (
            entry is not None
            and self.listener.state is State.LISTENING
            and time.time() < entry.until
            and entry.made_at >= self.furniture.renew_before
            and not (entry.is_of_api and not takes_json(environ))
        ):
            self.counts.hits += 1
            self._pack(entry, environ)
            return self._give(entry, environ, start_response)
        return self._miss(key, entry, environ, start_response)

    def start(self) -> None:
        """With the first request that needs Django: a thread does not survive the fork of a server."""
        if self.listener.ident is None:
            with self._starting:
                if self.listener.ident is None:
                    self.listener.start()

    def _pack(self, entry: Entry, environ: Environ) -> None:
        """Who asks for a page that was made before is given the form that it likes best, and that is kept."""
        encoding = encodings.wanted(environ)
        if entry.lacks(encoding) and entry.is_given_whole(environ):
            self.store.add_encoding(entry, encoding)

    def _give(self, entry: Entry, environ: Environ, start_response: Any) -> Iterable[bytes]:
        status, headers, body = entry.answer(environ)
        start_response(status, headers)
        return body

    def _give_stale(self, entry: Entry, environ: Environ, start_response: Any) -> Iterable[bytes]:
        self.counts.stale += 1
        self._pack(entry, environ)
        return give_stale(entry, environ, start_response)

    def _refuse(self, environ: Environ, start_response: Any) -> Iterable[bytes]:
        self.counts.refused += 1
        return refuse(environ, start_response)

    def _miss(self, key: Key, entry: Entry | None, environ: Environ, start_response: Any) -> Iterable[bytes]:
        page = declared(key[2])
        if page is None or (page.is_of_api and not takes_json(environ)):
            return self._pass(environ, start_response)
        self.start()
        if self.listener.state is State.AWAY:
            if entry is not None:
                return self._give_stale(entry, environ, start_response)
            return self._refuse(environ, start_response)
        self.counts.misses += 1
        made = self._made_by_one(key, page, entry, environ)
        if isinstance(made, Entry):
            return self._give(made, environ, start_response)
        if made.varies_by():
            # It was made without what it varies by: once more, for this client alone.
            return self._django(environ, start_response)
        if made.status.startswith("503") and entry is not None:
            # The database went away this very moment.
            return self._give_stale(entry, environ, start_response)
        return give(made.status, made.headers, [made.body], environ, start_response)

    def _made_by_one(self, key: Key, page: Page, last: Entry | None, environ: Environ) -> Entry | Rendered:
        """Made here, or by another thread meanwhile, or the last one while another makes the next."""
        while True:
            flight, is_mine = self._flights.join(key)
            if is_mine:
                was_kept = False
                try:
                    made = self._make(key, page, environ)
                    was_kept = isinstance(made, Entry) and self.listener.state is State.LISTENING
                    return made
                finally:
                    self._flights.land(key, was_kept=was_kept)
            if last is not None and self._is_good(last):
                return last
            has_landed = flight.landed.wait(PATIENCE)
            last = self.store.get(key)
            if last is not None and self._is_good(last):
                return last
            if not (has_landed and flight.was_kept):
                # Waiting was in vain: it takes too long, or nobody may keep this one.
                return self._make(key, page, environ)

    def _is_good(self, entry: Entry) -> bool:
        """True, as far as anybody hears, and with furniture within its bound."""
        return (
            self.listener.state is State.LISTENING
            and time.time() < entry.until
            and entry.made_at >= self.furniture.end_before
        )

    def _make(self, key: Key, page: Page, environ: Environ) -> Entry | Rendered:
        """Who asked may be shown the entry even if something has changed meanwhile, and it was not kept."""
        since, made_at, boundary = self.store.position, time.time(), self.listener.boundary
        made = render(self._django, self._keys.for_everybody(environ, key))
        tags = watched(page.tags or [tag.strip() for tag in made.header("cache-tag").split(",")])
        if tags is None or not made.may_be_kept():
            return made
        until = min(boundary, made_at + (page.seconds or LONGEST_LIFE))
        status, headers, body = made.status, headers_of(made.headers, tags, self._told), made.body
        entry = Entry(
            key,
            status,
            headers,
            body,
            tags=tags,
            made_at=made_at,
            until=until,
            is_of_api=page.is_of_api,
            encoding=encodings.kept_at_first(environ),
        )
        if entry.size > self.store.largest:
            return made
        if self.listener.state is State.LISTENING:
            self.store.put(entry, since=since, is_made_up=not self._keys.is_own(key[1]))
        return entry

    def _pass(self, environ: Environ, start_response: Any) -> Iterable[bytes]:
        self.start()
        path = environ["PATH_INFO"]
        if self.listener.state is State.AWAY:
            # Django would find out too, after long waiting, and meanwhile nobody else would be served.
            if not path.startswith(ALWAYS_THERE):
                return self._refuse(environ, start_response)
            environ[AWAY] = True
        if environ["REQUEST_METHOD"] in ("GET", "HEAD", "OPTIONS") or not path.startswith(WRITERS):
            return self._django(environ, start_response)
        return self._write(environ, start_response)

    def _write(self, environ: Environ, start_response: Any) -> Iterable[bytes]:
        """Whoever has changed something sees it changed: before the answer this process has heard of it."""
        statuses: list[str] = []

        def start(status: str, headers: Any, *more: Any) -> Any:
            statuses.append(status)
            return start_response(status, headers, *more)

        answer = self._django(environ, start)
        if statuses and statuses[-1] < "4" and self.listener.state is State.LISTENING:
            try:
                if not self.listener.wait_for_echo(notify, ECHO_SECONDS):
                    log.warning("The page cache heard of a change later than %s s after it", ECHO_SECONDS)
            except DatabaseError:
                log.exception("No echo of a change")
        return answer
