"""The thread of each web process that hears what has changed, on a connection of its own."""

import logging
import secrets
import threading
import time
from collections.abc import Callable
from enum import Enum
from typing import Any

import psycopg

from newsportal.lib import statements
from newsportal.lib.kept import heard
from newsportal.page_cache.boundaries import next_boundary
from newsportal.page_cache.furniture import Furniture
from newsportal.page_cache.invalidation import Invalidator
from newsportal.page_cache.reporting import REQUEST

CHANNEL = "newsportal_changes"
BARRIER = "barrier"
HEARTBEAT = 5.0
LONGEST_WAIT = 1.0
"""Seconds: between two looks at the clock, and between two attempts to connect."""
# A machine that is busy, or a database that recovers, is slow and not deaf.
DEAF_SECONDS = 5.0
DEAF_WAIT = 60.0
# Within it a page that has ended is thrown away; until then it may be given while the database is away.
SWEEP_SECONDS = 30.0
CONNECT_SECONDS = 3
# A cable that is cut says nothing: the system finds out in some seconds.
ALIVE = {
    "connect_timeout": CONNECT_SECONDS,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 2,
    "tcp_user_timeout": 5000,
}

log = logging.getLogger(__name__)


class State(Enum):
    # Not heard for a moment, nobody knows yet why: pages come from Django.
    LOST = "lost"
    LISTENING = "listening"
    # The database does not answer: what is kept is all there is.
    AWAY = "away"


class DeafError(Exception):
    """`LISTEN` is obeyed and nothing is heard: between us and the database stands a pool of transactions."""


class Listener(threading.Thread):
    """`connect` opens a connection; `back` is called when the database is there again,
    `tell` at each heartbeat and whenever somebody asks how this process is.
    """

    def __init__(
        self,
        connect: Callable[..., "psycopg.Connection[Any]"],
        invalidator: Invalidator,
        furniture: Furniture,
        back: Callable[[], None],
        tell: Callable[["psycopg.Connection[Any]"], None],
    ) -> None:
        super().__init__(name="page cache listener", daemon=True)
        self.state = State.LOST
        # Nothing is kept beyond it.
        self.boundary = 0.0
        self._connect = connect
        self._invalidator = invalidator
        self._furniture = furniture
        self._back = back
        self._tell = tell
        self._ended = threading.Event()
        self._barriers: dict[str, threading.Event] = {}

    def run(self) -> None:
        wait = 0.05
        while not self._ended.is_set():
            try:
                with self._connect(autocommit=True, **ALIVE) as connection:
                    self._begin(connection)
                    wait = 0.05
                    while not self._ended.is_set():
                        self._hear(connection)
            except DeafError:
                statements.refuse()
                log.error("The page cache keeps nothing: LISTEN needs a direct connection to the database")
                if self.state is State.AWAY:
                    self._back()
                # There is a database, and Django can ask it.
                self._be(State.LOST)
                self._ended.wait(DEAF_WAIT)
            except (psycopg.Error, OSError) as error:
                if self.state is State.LISTENING:
                    # The first attempt tells whether it was the connection alone.
                    log.warning("The page cache hears nothing: %s", error)
                    self._be(State.LOST)
                    continue
                self._be(State.AWAY)
                self._ended.wait(wait)
                wait = min(wait * 2, LONGEST_WAIT)
            except Exception:
                # A thread that dies would leave pages that nobody drops. Django makes them meanwhile.
                log.exception("The page cache hears nothing")
                self._be(State.LOST)
                self._ended.wait(LONGEST_WAIT)

    def stop(self) -> None:
        self._ended.set()
        self.join(CONNECT_SECONDS + LONGEST_WAIT)
        self._be(State.LOST)

    def _begin(self, connection: "psycopg.Connection[Any]") -> None:
        connection.execute(f"LISTEN {CHANNEL}")
        connection.execute("SET statement_timeout = '5s'")
        self._try_to_hear(connection)
        # From now on nothing is missed; what was said before is.
        self._invalidator.gap()
        if self.state is State.AWAY:
            # Nobody asks Django for anything meanwhile.
            self._back()
        self.boundary = next_boundary(connection, time.time())
        self._be(State.LISTENING)
        self._swept = time.monotonic()
        self._beat(connection)

    def _be(self, state: State) -> None:
        self.state = state
        heard.until = self.boundary if state is State.LISTENING else 0.0

    def _try_to_hear(self, connection: "psycopg.Connection[Any]") -> None:
        """What another connection says."""
        token = f"{BARRIER} {secrets.token_hex(8)}"
        with self._connect(autocommit=True, **ALIVE) as other:
            other.execute("SELECT pg_notify(%s, %s)", [CHANNEL, token])
        # Others may speak at the same time: what they say is of before everything is dropped.
        if not any(notice.payload == token for notice in connection.notifies(timeout=DEAF_SECONDS)):
            raise DeafError

    def _hear(self, connection: "psycopg.Connection[Any]") -> None:
        wait = min(LONGEST_WAIT, max(0.001, self.boundary - time.time()))
        boundary, has_changed, is_asked, tokens = self.boundary, False, False, []
        for notice in connection.notifies(timeout=wait, stop_after=1):
            kind, _space, rest = notice.payload.partition(" ")
            if kind == BARRIER:
                tokens.append(rest)
                continue
            if kind == REQUEST:
                is_asked = True
                continue
            # It may have brought a nearer one: until that is known no page and no row lives on.
            self.boundary = heard.until = 0.0
            self._invalidator.take(notice.payload)
            has_changed = True
        self._furniture.look_at_clock(time.time())
        if is_over := time.time() >= boundary:
            self._invalidator.forget_rows()
        if has_changed or is_over:
            self.boundary = heard.until = next_boundary(connection, time.time())
        for token in tokens:
            if barrier := self._barriers.get(token):
                barrier.set()
        if is_asked or time.monotonic() - self._checked > HEARTBEAT:
            self._beat(connection)
        if time.monotonic() - self._swept > SWEEP_SECONDS:
            # In an outage hours from now nobody shall be given what was withdrawn meanwhile.
            self._invalidator.throw_away()
            self._swept = time.monotonic()

    def _beat(self, connection: "psycopg.Connection[Any]") -> None:
        """Whoever cannot be told about the pages is told nothing, and the pages are kept all the same."""
        try:
            self._tell(connection)
        except psycopg.Error as error:
            if connection.closed:
                raise
            log.warning("Nobody hears how the kept pages are: %s", error)
        self._checked = time.monotonic()

    def wait_for_echo(self, say: Callable[[str], object], seconds: float) -> bool:
        """`say` sends a notice; once it is heard, everything committed before it has been heard too."""
        token = secrets.token_hex(8)
        barrier = self._barriers[token] = threading.Event()
        try:
            say(f"{BARRIER} {token}")
            return barrier.wait(seconds)
        finally:
            del self._barriers[token]
