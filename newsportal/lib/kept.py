"""What stands on every page, kept for some seconds in the memory of each process."""

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
        # Replaced whole, so that no thread sees half of it. Two that read at once do no harm.
        self._last: tuple[Hashable, float, Value] | None = None

    def __call__(self, asked: Asked) -> Value:
        if not settings.FURNITURE_SECONDS:
            return self._read(asked)
        served, begun, last = self._same(asked), time.monotonic(), self._last
        if last and last[0] == served and begun - last[1] < settings.FURNITURE_SECONDS:
            return last[2]
        value = self._read(asked)
        # As old as the beginning of its reading: what was written meanwhile may be missing.
        self._last = served, begun, value
        return value

    def forget(self) -> None:
        self._last = None
