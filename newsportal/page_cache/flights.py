"""One making of a page at a time: whoever asks meanwhile waits for it."""

import threading

from newsportal.page_cache.keys import Key


class Flight:
    """A page in the making. `was_kept` is False where waiting was in vain: others need not wait again."""

    def __init__(self) -> None:
        self.landed = threading.Event()
        self.was_kept = False


class Flights:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._flying: dict[Key, Flight] = {}

    def join(self, key: Key) -> tuple[Flight, bool]:
        """The flight of this page, and whether the caller is the one who makes it."""
        with self._lock:
            flight = self._flying.get(key)
            if flight is not None:
                return flight, False
            flight = self._flying[key] = Flight()
            return flight, True

    def land(self, key: Key, *, was_kept: bool) -> None:
        with self._lock:
            flight = self._flying.pop(key)
        flight.was_kept = was_kept
        flight.landed.set()
