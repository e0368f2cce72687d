"""How old a page may be when only what surrounds its subject has changed."""

from collections import deque
from math import ceil, inf

BOUND = 60
"""Seconds after which no page shows the old furniture."""
# A change is written down under its full second, and the clock looked at each second: both within the bound.
LATEST = BOUND - 5
SOON = BOUND - 20
LATE = 3.0
"""Seconds without a look at the clock after which what is heard may be as old as the look before."""


class Furniture:
    """`renew_before`: a page whose making began earlier is made anew by whoever asks next, while others get
    the old one; `end_before`: nobody gets it. One thread writes, all read.
    """

    def __init__(self) -> None:
        self.renew_before = 0.0
        self.end_before = 0.0
        # Under which second it is written down, and since when it may have been so.
        self._soon: deque[tuple[int, float]] = deque()
        self._latest: deque[tuple[int, float]] = deque()
        self._looked_at = inf

    def changed(self, now: float) -> None:
        second = ceil(now)
        since = self._looked_at if now - self._looked_at > LATE else second
        if not self._latest or self._latest[-1] != (second, since):
            self._soon.append((second, since))
            self._latest.append((second, since))

    def look_at_clock(self, now: float) -> None:
        while self._soon and self._soon[0][1] <= now - SOON:
            self.renew_before = float(self._soon.popleft()[0])
        while self._latest and self._latest[0][1] <= now - LATEST:
            self.end_before = float(self._latest.popleft()[0])
        self._looked_at = now
