"""How old a page may be when only what surrounds its subject has changed."""

from collections import deque
from math import ceil

BOUND = 60
"""Seconds after which no page shows the old furniture."""
# A change is written down under its full second, and the clock looked at each second: both within the bound.
LATEST = BOUND - 5
SOON = BOUND - 20


class Furniture:
    """`renew_before`: a page whose making began earlier is made anew by whoever asks next, while others get
    the old one; `end_before`: nobody gets it. One thread writes, all read.
    """

    def __init__(self) -> None:
        self.renew_before = 0.0
        self.end_before = 0.0
        self._soon: deque[int] = deque()
        self._latest: deque[int] = deque()

    def changed(self, now: float) -> None:
        second = ceil(now)
        if not self._latest or self._latest[-1] != second:
            self._soon.append(second)
            self._latest.append(second)

    def look_at_clock(self, now: float) -> None:
        while self._soon and self._soon[0] <= now - SOON:
            self.renew_before = float(self._soon.popleft())
        while self._latest and self._latest[0] <= now - LATEST:
            self.end_before = float(self._latest.popleft())
