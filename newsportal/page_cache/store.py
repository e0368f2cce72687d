"""Pages by key, bounded by bytes; those that nobody has asked for lately go first."""

import threading
import time
from collections import deque
from collections.abc import Collection

from newsportal.page_cache.entry import Entry
from newsportal.page_cache.keys import Key

REMEMBERED = 1000
"""Changes that are remembered for pages in the making."""
MADE_UP = 8
"""One part in so many is for addresses that anybody can make up: a query, another port, leading nowhere."""
LARGEST = 16
"""No page may take more than one part in so many."""


class Shelf:
    """One part of the memory."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.bytes = 0
        self.entries: dict[Key, Entry] = {}

    def add(self, entry: Entry) -> None:
        self.entries[entry.key] = entry
        self.bytes += entry.size

    def next_to_go(self) -> Key:
        """The oldest that nobody has asked for since it was last looked at; the others go to the end."""
        while True:
            key, entry = next(iter(self.entries.items()))
            if not entry.was_asked:
                return key
            entry.was_asked = False
            self.entries[key] = self.entries.pop(key)

    def remove(self, key: Key) -> Entry | None:
        entry = self.entries.pop(key, None)
        if entry is not None:
            self.bytes -= entry.size
        return entry


class Store:
    """Whatever changes it holds the lock; readers take none. `position` counts the changes it was told of."""

    def __init__(self, limit: int) -> None:
        self.made_up = Shelf(limit // MADE_UP)
        self.pages = Shelf(limit - self.made_up.limit)
        self.largest = limit // LARGEST
        self.position = 0
        self._lock = threading.Lock()
        self._keys_of: dict[str, set[Key]] = {}
        # What was dropped at each position; None is everything.
        self._dropped: deque[tuple[int, frozenset[str] | None]] = deque(maxlen=REMEMBERED)

    def get(self, key: Key) -> Entry | None:
        entry = self.pages.entries.get(key) or self.made_up.entries.get(key)
        if entry is not None:
            # All that a hit writes: a row in the order of asking would cost more than all the rest of it.
            entry.was_asked = True
        return entry

    def put(self, entry: Entry, *, since: int, is_made_up: bool = False) -> bool:
        """Unless something that it shows has changed since `position` was `since`."""
        with self._lock:
            if self._has_changed(entry.tags, since):
                return False
            self._remove(entry.key)
            *_address, query = entry.key
            is_made_up = is_made_up or bool(query) or not entry.status.startswith("200")
            shelf = self.made_up if is_made_up else self.pages
            shelf.add(entry)
            for tag in entry.tags:
                self._keys_of.setdefault(tag, set()).add(entry.key)
            self._make_room(shelf)
        return True

    def add_encoding(self, entry: Entry, encoding: str) -> None:
        """One more form of a page, made here by one at a time and counted as part of it."""
        with self._lock:
            if entry.is_packing or self._shelf_of(entry) is None:
                return
            entry.is_packing = True
        try:
            encoded = entry.encode(encoding)
            with self._lock:
                # It may have been dropped meanwhile.
                if (shelf := self._shelf_of(entry)) and encoding not in entry.encoded:
                    shelf.bytes += entry.keep(encoding, encoded)
                    self._make_room(shelf)
        finally:
            entry.is_packing = False

    def _shelf_of(self, entry: Entry) -> Shelf | None:
        """None for what is kept no more, or never was."""
        return next((one for one in (self.pages, self.made_up) if one.entries.get(entry.key) is entry), None)

    def drop(self, tags: Collection[str]) -> int:
        """Whatever shows one of these; how many pages that were."""
        with self._lock:
            self.position += 1
            self._dropped.append((self.position, frozenset(tags)))
            keys = {key for tag in tags for key in self._keys_of.get(tag, ())}
            for key in keys:
                self._remove(key)
        return len(keys)

    def clear(self) -> int:
        with self._lock:
            self.position += 1
            self._dropped.append((self.position, None))
            keys = [key for shelf in (self.pages, self.made_up) for key in shelf.entries]
            for key in keys:
                self._remove(key)
        return len(keys)

    def doubt(self) -> int:
        """Nothing is known to be true any more: it stays a while for those whom nobody else can serve."""
        with self._lock:
            self.position += 1
            self._dropped.append((self.position, None))
            entries = [entry for shelf in (self.pages, self.made_up) for entry in shelf.entries.values()]
            for entry in entries:
                entry.until = 0.0
        return len(entries)

    def remove_doubted(self) -> int:
        """What nobody has asked for since it was doubted, or what had ended by the clock."""
        with self._lock:
            now = time.time()
            keys = [
                key
                for shelf in (self.pages, self.made_up)
                for key, entry in shelf.entries.items()
                if entry.until <= now
            ]
            for key in keys:
                self._remove(key)
        return len(keys)

    def _has_changed(self, tags: frozenset[str], since: int) -> bool:
        if self.position - since > REMEMBERED:
            return True
        return any(
            changed is None or not tags.isdisjoint(changed)
            for position, changed in self._dropped
            if position > since
        )

    def _make_room(self, shelf: Shelf) -> None:
        while shelf.bytes > shelf.limit:
            self._remove(shelf.next_to_go())

    def _remove(self, key: Key) -> None:
        entry = self.pages.remove(key) or self.made_up.remove(key)
        for tag in entry.tags if entry else ():
            keys = self._keys_of[tag]
            keys.discard(key)
            if not keys:
                del self._keys_of[tag]
