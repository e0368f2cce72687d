"""When resources last changed, as the composition knows, which knows all tables."""

from collections.abc import Callable, Collection
from datetime import datetime

type LastChange = Callable[[Collection[str]], datetime | None]

_lookups: list[LastChange] = []


def register(lookup: LastChange) -> None:
    """`lookup` answers when any of the resources last changed for readers, None where nobody knows."""
    if lookup not in _lookups:
        _lookups.append(lookup)


def last_change(resources: Collection[str]) -> datetime | None:
    moments = (lookup(resources) for lookup in _lookups)
    return max((moment for moment in moments if moment is not None), default=None)
