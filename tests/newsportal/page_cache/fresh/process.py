"""A web process with its own listener, and what the test asks of it: one word and one answer at a time."""

import os
import re
import threading
import time
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any, NamedTuple

import django
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsportal.settings")
django.setup()
# Whoever is forked from here has all this in memory; no connection is open, no thread runs.
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.urls import get_resolver  # noqa: E402

from newsportal.page_cache import application as page_cache  # noqa: E402
from newsportal.page_cache import boundaries  # noqa: E402
from newsportal.page_cache import listener as listening  # noqa: E402
from newsportal.page_cache.database import connect, notify  # noqa: E402
from newsportal.page_cache.kept_rows import FORGET  # noqa: E402
from newsportal.page_cache.listener import State  # noqa: E402
from tests.newsportal.page_cache.fresh import defects  # noqa: E402
from tests.newsportal.page_cache.fresh.clock import MovedClock  # noqa: E402
from tests.newsportal.page_cache.fresh.subject import Read, read, subject  # noqa: E402
from tests.newsportal.page_cache.web import Got, ask, environ_of  # noqa: E402

DJANGO = get_wsgi_application()
_ = get_resolver().url_patterns
BYTES = 96 * 1024
"""Some fifteen pages: all that are kept are compared at each step, and others take their places."""
PATIENCE = 20.0
# Pages about what stands in the header of all others.
OF_HEADER = re.compile(r"/(weather|rates|monotowns)/")
CHANGE = "HTTP_X_CHANGE"
"""Of a request that changes something: whose process hears of it before it answers."""


class MissedError(Exception):
    """Not in memory: Django would have to make it."""


class Start(NamedTuple):
    name: str
    ahead: float
    defect: str


class WebProcess:
    def __init__(self, start: Start) -> None:
        settings.ALLOWED_HOSTS = ["127.0.0.1"]
        settings.API_REQUESTS_OF_ADDRESS = 10**9
        settings.FURNITURE_SECONDS = 10
        self._name = start.name
        self._clock = MovedClock(start.ahead)
        # Opened: nothing is held up. Closed one by one by the test.
        self._gates = {name: _opened() for name in ("hear", "look", "connect", "make")}
        self._is_peeking = threading.local()
        self._slow: threading.Thread | None = None
        _put(page_cache, "connect", self._connect)
        page_cache.ECHO_SECONDS = PATIENCE
        # Whoever asks second gets what there is, or makes it himself: nobody waits here.
        page_cache.PATIENCE = 0.0
        _put(listening, "next_boundary", self._behind("look", boundaries.next_boundary))
        defects.IN_PROCESS.get(start.defect, lambda: None)()
        self.cache = page_cache.PageCache(self._django, limit=BYTES, forget=FORGET)
        self.cache.store.largest = BYTES
        _put(self.cache.invalidator, "take", self._behind("hear", self.cache.invalidator.take))
        self.cache.start()
        self._until(lambda: self.cache.listener.state is State.LISTENING)

    # What the application is made of
    def _connect(self, **options: Any) -> Any:
        self._pass("connect")
        return connect(application_name=self._name, **options)

    def _pass(self, gate: str) -> None:
        self._gates[gate].wait()

    def _behind(self, gate: str, do: Callable[..., Any]) -> Callable[..., Any]:
        def passed(*words: Any) -> Any:
            self._pass(gate)
            return do(*words)

        return passed

    def _django(self, environ: dict[str, Any], start_response: Any) -> Any:
        if getattr(self._is_peeking, "now", False):
            raise MissedError
        if CHANGE in environ:
            _run(environ[CHANGE])
            start_response("204 No Content", [])
            return []
        answer = DJANGO(environ, start_response)
        if threading.current_thread() is self._slow:
            self._pass("make")
        return answer

    def _until(self, is_so: Callable[[], bool]) -> None:
        end = time.monotonic() + PATIENCE
        while not is_so():
            assert time.monotonic() < end, "it did not happen"
            time.sleep(0.0005)

    # What the test asks
    def ready(self) -> None:
        """The first answer says that it has begun."""

    def move(self, seconds: float) -> None:
        self._clock.move(seconds)

    def hear(self) -> None:
        """Until everything that has been committed is heard."""
        listener = self.cache.listener
        self._until(lambda: listener.state is State.LISTENING and listener.wait_for_echo(notify, 2.0))

    def kept(self, addresses: list[str]) -> dict[str, Read]:
        """What anybody could get from memory at this moment, at worst: as the second to ask gets it."""
        found = {address: self._from_memory(address) for address in addresses}
        return {address: read(address, got) for address, got in found.items() if got is not None}

    def _from_memory(self, address: str) -> Got | None:
        key = self.cache._keys.of(environ_of(address))
        if key is None or self.cache.store.get(key) is None:
            return None
        _flight, is_mine = self.cache._flights.join(key)
        self._is_peeking.now = True
        try:
            return ask(self.cache, address)
        except MissedError:
            return None
        finally:
            self._is_peeking.now = False
            if is_mine:
                self.cache._flights.land(key, was_kept=False)

    def made(self, addresses: list[str], with_furniture: bool) -> dict[str, Read]:
        """As Django makes them now. Rows of the header are read anew where they are looked at."""
        return {address: read(address, self._made(address, with_furniture)) for address in addresses}

    def _made(self, address: str, with_furniture: bool) -> Got:
        environ = environ_of(address)
        key = self.cache._keys.of(environ)
        assert key is not None, address
        plain = self.cache._keys.for_everybody(environ, key)
        kept = settings.FURNITURE_SECONDS
        if with_furniture or OF_HEADER.search(address):
            settings.FURNITURE_SECONDS = 0
        try:
            return ask(lambda _environ, start: DJANGO(plain, start), address)
        finally:
            settings.FURNITURE_SECONDS = kept

    def ask(self, addresses: list[str]) -> dict[str, Read]:
        """As readers ask; what was missing is kept now."""
        return {address: read(address, ask(self.cache, address)) for address in addresses}

    def words(self, address: str) -> tuple[str, str]:
        """For the report: the page from memory, and as it should be."""
        got, made = self._from_memory(address), self._made(address, True)
        texts = [
            subject(address, one.text, one.headers.get("content-type", "")) for one in (got, made) if one
        ]
        return texts[0], texts[-1]

    def change(self, statement: str) -> None:
        """Through this process, which has heard of it when it answers."""
        got = ask(self.cache, "/api/v1/change/", method="POST", **{CHANGE: statement})
        assert got.status == 204

    def hold(self, gate: str) -> None:
        self._gates[gate].clear()

    def let_go(self, gate: str) -> None:
        self._gates[gate].set()

    def until_lost(self) -> None:
        self._until(lambda: self.cache.listener.state is not State.LISTENING)

    def begin_slowly(self, address: str) -> None:
        """Django has made the page, and it is not kept yet."""
        self._gates["make"].clear()
        self._slow = threading.Thread(target=ask, args=(self.cache, address), daemon=True)
        self._slow.start()

    def end_slowly(self) -> None:
        self._gates["make"].set()
        if self._slow is not None:
            self._slow.join(PATIENCE)
            self._slow = None


def _put(owner: object, name: str, by: object) -> None:
    setattr(owner, name, by)


def _opened() -> threading.Event:
    gate = threading.Event()
    gate.set()
    return gate


def _run(statement: str) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(statement)


def serve(pipe: Connection, start: Start) -> None:
    """The whole life of the process: it ends by `kill -9`, or with the test."""
    process: WebProcess | None = None
    while True:
        try:
            method, words = pipe.recv()
        except EOFError:
            return
        try:
            process = process or WebProcess(start)
            pipe.send((True, getattr(process, method)(*words)))
        except BaseException:
            pipe.send((False, traceback.format_exc()))
