"""The thread of each web process that hears what has changed, on a connection of its own."""

import logging
import secrets
import threading
import time
from collections.abc import Callable
from enum import Enum
from typing import Any

import psycopg

from newsportal.page_cache.boundaries import next_boundary
from newsportal.page_cache.furniture import Furniture
from newsportal.page_cache.invalidation import Invalidator

CHANNEL = "newsportal_changes"
BARRIER = "barrier"
HEARTBEAT = 5.0
LONGEST_WAIT = 1.0
"""Seconds: between two looks at the clock, and between two attempts to connect."""
DEAF_SECONDS = 2.0
DEAF_WAIT = 60.0
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
    """`connect` opens a connection; `back` is called when the database is there again."""

    def __init__(
        self,
        connect: Callable[..., "psycopg.Connection[Any]"],
        invalidator: Invalidator,
        furniture: Furniture,
        back: Callable[[], None],
    ) -> None:
        super().__init__(name="page cache listener", daemon=True)
        self.state = State.LOST
        # Nothing is kept beyond it.
        self.boundary = 0.0
        self._connect = connect
        self._invalidator = invalidator
        self._furniture = furniture
        self._back = back
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
                log.error("The page cache keeps nothing: LISTEN needs a direct connection to the database")
                self._ended.wait(DEAF_WAIT)
            except (psycopg.Error, OSError) as error:
                if self.state is State.LISTENING:
                    # The first attempt tells whether it was the connection alone.
                    log.warning("The page cache hears nothing: %s", error)
                    self.state = State.LOST
                    continue
                self.state = State.AWAY
                self._ended.wait(wait)
                wait = min(wait * 2, LONGEST_WAIT)

    def stop(self) -> None:
        self._ended.set()
        self.join(CONNECT_SECONDS + LONGEST_WAIT)

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
        self._checked = time.monotonic()
        self.state = State.LISTENING

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
        has_changed, tokens = False, []
        for notice in connection.notifies(timeout=wait, stop_after=1):
            kind, _space, rest = notice.payload.partition(" ")
            if kind == BARRIER:
                tokens.append(rest)
                continue
            # It may have brought a nearer one: until that is known no page lives on.
            self.boundary = 0.0
            self._invalidator.take(notice.payload)
            has_changed = True
        self._furniture.look_at_clock(time.time())
        if has_changed or time.time() >= self.boundary:
            self.boundary = next_boundary(connection, time.time())
        for token in tokens:
            if barrier := self._barriers.get(token):
                barrier.set()
        if time.monotonic() - self._checked > HEARTBEAT:
            connection.execute("SELECT 1")
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
