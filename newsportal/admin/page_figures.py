"""Figures of all web processes as the page of kept pages shows them."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

from django.conf import settings

from newsportal.admin.drop_form import words_of
from newsportal.models import PurgeState, WebProcess
from widgets.source_words import words_of as words_of_failure

SHOWN = 20
SAME_SECONDS = 2.0
"""Processes hear one notice within so long of each other."""
HEIGHT = 100
KINDS = ("hits", "misses", "stale", "refused")


@dataclass
class Process:
    """One web process, in numbers that a person reads."""

    row: WebProcess

    @property
    def figures(self) -> dict[str, Any]:
        return dict(self.row.figures)

    @property
    def answers(self) -> int:
        return sum(self.figures[kind] for kind in KINDS[:3])

    @property
    def hit_percent(self) -> float:
        """Of the answers that could come from memory."""
        return 100 * self.figures["hits"] / self.answers if self.answers else 0.0

    @property
    def filled_percent(self) -> float:
        return 100 * self.figures["bytes"] / self.figures["limit"]


@dataclass
class Dropped:
    """One notice, as all processes heard it."""

    at: float
    payload: str
    pages: dict[str, int] = field(default_factory=dict)

    @property
    def moment(self) -> datetime:
        return datetime.fromtimestamp(self.at, UTC)

    @property
    def what(self) -> str:
        return words_of(self.payload)

    @property
    def count(self) -> int:
        return sum(self.pages.values())


def recently_dropped(rows: list[WebProcess]) -> list[Dropped]:
    """Newest first."""
    heard = sorted(
        (notice["at"], notice["payload"], row.name, notice["dropped"])
        for row in rows
        for notice in row.figures["recent"]
    )
    found: list[Dropped] = []
    for at, payload, name, dropped in heard:
        for one in reversed(found):
            if at - one.at > SAME_SECONDS:
                found.append(Dropped(at, payload, {name: dropped}))
                break
            if one.payload == payload and name not in one.pages:
                one.pages[name] = dropped
                break
        else:
            found.append(Dropped(at, payload, {name: dropped}))
    return found[: -SHOWN - 1 : -1]


@dataclass
class Minute:
    """Answers of one minute, and how high its parts are drawn."""

    at: datetime
    counts: dict[str, int]
    x: int = 0
    bars: list[tuple[str, float, float]] = field(default_factory=list)


def minutes(rows: list[WebProcess]) -> list[Minute]:
    """Of all processes together, oldest first."""
    found: dict[int, dict[str, int]] = {}
    for row in rows:
        told = row.figures["minutes"]
        for before, after in pairwise(told):
            counts = found.setdefault(after["minute"], dict.fromkeys(KINDS, 0))
            for kind in KINDS:
                counts[kind] += after[kind] - before[kind]
    most = max((sum(counts.values()) for counts in found.values()), default=0) or 1
    return [
        Minute(datetime.fromtimestamp(minute * 60, UTC), counts, number, _stacked(counts, most))
        for number, (minute, counts) in enumerate(sorted(found.items()))
    ]


def _stacked(counts: dict[str, int], most: int) -> list[tuple[str, float, float]]:
    """Kind, top and height of each part, from the bottom."""
    bars, top = [], float(HEIGHT)
    for kind in KINDS:
        height = HEIGHT * counts[kind] / most
        top -= height
        if height:
            bars.append((kind, round(top, 2), round(height, 2)))
    return bars


def outside() -> dict[str, Any]:
    """How the cache outside is told of changes; an empty `service` where there is none."""
    state = PurgeState.objects.first() or PurgeState()
    return {"service": settings.PURGE, "state": state, "words": words_of_failure(state.error)}
