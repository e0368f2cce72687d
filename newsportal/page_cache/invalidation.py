"""What a notice of the database means for the pages that are kept."""

import time
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from newsportal.changes.last_modified import resource_of
from newsportal.models import Change
from newsportal.page_cache.furniture import Furniture
from newsportal.page_cache.store import Store

ARTICLES = Change.Resource.ARTICLES.value
STORY = "articles_article:"
EVERYTHING = "*"
SHOWN = 50
"""Notices that the admin can look at."""


class Notice(NamedTuple):
    at: float
    payload: str
    dropped: int


class Invalidator:
    """One thread calls it: the listener."""

    def __init__(self, store: Store, furniture: Furniture, forget: Mapping[str, Callable[[], None]]) -> None:
        self._store = store
        self._furniture = furniture
        self._forget = forget
        self.recent: deque[Notice] = deque(maxlen=SHOWN)

    def take(self, payload: str) -> None:
        """`articles 17,18`, `articles *`, `rates 0`: written by the triggers (migration 0008)."""
        resource, _space, numbers = payload.partition(" ")
        # First what pages are made of, then the pages.
        if forget := self._forget.get(resource):
            forget()
        if resource == EVERYTHING:
            # By hand, in the admin.
            self.forget_rows()
            dropped = self._store.clear()
        elif resource == ARTICLES and numbers in {EVERYTHING, str(Change.EVERYTHING)}:
            # So many stories that they are not named: whatever shows one is hardly worth sorting out.
            dropped = self._store.clear()
        elif resource == ARTICLES:
            dropped = self._store.drop([ARTICLES, *(f"{STORY}{number}" for number in numbers.split(","))])
        else:
            dropped = self._store.drop([resource])
        now = time.time()
        self._furniture.changed(now)
        self.recent.append(Notice(now, payload, dropped))

    def gap(self) -> None:
        """Nobody knows what was said meanwhile, and whether the database stays: no page is thrown away."""
        self.forget_rows()
        self.recent.append(Notice(time.time(), EVERYTHING, self._store.doubt()))

    def throw_away(self) -> None:
        """Listening holds: whoever wants one of those pages has it made."""
        self._store.remove_doubted()

    def forget_rows(self) -> None:
        """All that pages are made of and that is kept: the clock has changed something."""
        for forget in self._forget.values():
            forget()


def watched(tags: Iterable[str]) -> frozenset[str] | None:
    """What the triggers call that which these tags of a page name; None where no trigger watches it."""
    found = {_watched(tag) for tag in tags}
    return frozenset(tag for tag in found if tag) if found and None not in found else None


def _watched(tag: str) -> str | None:
    return tag if tag.startswith(STORY) or tag in Change.Resource.values else resource_of(tag)
