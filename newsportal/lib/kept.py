"""What stands on every page, kept in the memory of each process: for some seconds, or until it changes."""

import threading
import time
from collections.abc import Callable, Hashable

from django.conf import settings


class Kept[Asked, Value]:
    """`read(asked)`, read anew once it is `FURNITURE_SECONDS` old; 0 keeps nothing, as in tests.

    For what surrounds a page, never for what the page is about. Keep rows and not words: a row has both
    languages, and how old it is by now can still be told. `same` says for which askings one value serves;
    the last one alone is kept. Whoever gets it shares it with other threads and changes nothing in it.
    """

    def __init__(
        self, read: Callable[[Asked], Value], *, same: Callable[[Asked], Hashable] = lambda asked: None
    ) -> None:
        self._read = read
        self._same = same
        self._lock = threading.Lock()
        self._times_forgotten = 0
        # Replaced whole, so that no thread sees half of it. Two that read at once do no harm.
        self._last: tuple[Hashable, float, Value] | None = None

    def __call__(self, asked: Asked) -> Value:
        if not settings.FURNITURE_SECONDS:
            return self._read(asked)
        served, begun, last = self._same(asked), time.monotonic(), self._last
        if last and last[0] == served and begun - last[1] < settings.FURNITURE_SECONDS:
            return last[2]
        before = self._times_forgotten
        value = self._read(asked)
        with self._lock:
            # What was told of meanwhile may be missing in it.
            if before == self._times_forgotten:
                # As old as the beginning of its reading.
                self._last = served, begun, value
        return value

    def forget(self) -> None:
        with self._lock:
            self._times_forgotten += 1
            self._last = None


class Heard:
    """Whether this process hears of each change when it is committed: the page cache's listener says so.

    `until` is by the clock: then the next thing changes that nobody has to write for it.
    """

    def __init__(self) -> None:
        self.until = 0.0


heard = Heard()


class WhileHeard[Value]:
    """Values by key, all forgotten together; while changes are not heard nothing is kept.

    Whoever gets one shares it with other threads and changes nothing in it. Who hears of a change, or of
    the clock, calls `forget`.
    """

    MOST = 500
    """Values; of cards some kilobytes each, beside what the page cache may take."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: dict[Hashable, Value] = {}
        # How often it was forgotten; asked before what is kept is read.
        self.times_forgotten = 0

    def get(self, key: Hashable) -> Value | None:
        return self._kept.get(key) if time.time() < heard.until else None

    def put(self, key: Hashable, value: Value, *, since: int) -> None:
        """Unless it may lack what was told of since its reading: `since` is `times_forgotten` before that."""
        with self._lock:
            if since == self.times_forgotten and time.time() < heard.until and len(self._kept) < self.MOST:
                self._kept[key] = value

    def forget(self) -> None:
        with self._lock:
            self.times_forgotten += 1
            self._kept = {}


class KeptWhileHeard[Value]:
    """`read()`, read anew once it is forgotten."""

    def __init__(self, read: Callable[[], Value]) -> None:
        self._read = read
        self._last = WhileHeard[tuple[Value]]()
        self.forget = self._last.forget

    def __call__(self) -> Value:
        if last := self._last.get(None):
            return last[0]
        since = self._last.times_forgotten
        value = self._read()
        self._last.put(None, (value,), since=since)
        return value
