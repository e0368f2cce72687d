"""How the sources are: what readers see of each and how old it is, how its runs went, when the next one is.

For the newsroom's desk, for the page of the sources' health, and for monitors as JSON.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from widgets.display import MUTED_AFTER
from widgets.models import City, Rate, Service, SourceRun, SuspectRate
from widgets.models.observation import SAMPLE
from widgets.schedule import next_run
from widgets.source_words import STATES, Words, words_of

RECENT = 48


@dataclass(frozen=True, slots=True)
class Shown:
    """Real values that readers see: the moment of the newest, and how many of all are fresh enough."""

    moment: datetime | None
    fresh: int
    total: int


def _shown_weather(now: datetime) -> Shown:
    cities = City.objects.active().with_weather(now)
    return _shown([None if city.source == SAMPLE else city.observed_at for city in cities], now - MUTED_AFTER)


def _shown_rates(now: datetime) -> Shown:
    rates = Rate.objects.board(now)
    fetched = [None if rate.source == SAMPLE else rate.fetched_at for rate in rates]
    return _shown(fetched, now - RATES_STALE_AFTER)


def _waiting_rates() -> int:
    return SuspectRate.objects.filter(verdict=SuspectRate.Verdict.WAITING).count()


def _shown(moments: list[datetime | None], since: datetime) -> Shown:
    real = [moment for moment in moments if moment is not None]
    return Shown(max(real, default=None), sum(moment >= since for moment in real), len(moments))


# Values that have not changed are not stored again: the bank is silent over a week-end with a holiday.
RATES_STALE_AFTER = timedelta(days=5)


@dataclass(frozen=True, slots=True)
class Source:
    """Weather, or rates; `kind` is also the name of its page."""

    kind: str
    name: str | Promise
    task: str
    shown: Callable[[datetime], Shown]
    waiting: Callable[[], int]
    stale_after: timedelta
    # Runs are written down at least so often: the bank is not asked at night, once all has been fetched.
    silent_after: timedelta

    @property
    def service(self) -> Service:
        return Service.NBK if self.kind == "rates" else Service(settings.WEATHER_SOURCE)


SOURCES = {
    source.kind: source
    for source in (
        Source(
            "weather",
            _("Weather"),
            "widgets.update_weather",
            _shown_weather,
            lambda: 0,
            MUTED_AFTER,
            timedelta(minutes=75),
        ),
        Source(
            "rates",
            _("Exchange rates"),
            "widgets.update_rates",
            _shown_rates,
            _waiting_rates,
            RATES_STALE_AFTER,
            timedelta(hours=14),
        ),
    )
}


class State(StrEnum):
    """The worst that can be said, worst first; its words are in `widgets.source_words`."""

    SILENT = "silent"
    STALE = "stale"
    FAILING = "failing"
    HELD_BACK = "held_back"
    OK = "ok"


@dataclass(frozen=True, slots=True)
class Health:
    source: Source
    shown: Shown
    # Newest first.
    recent: list[SourceRun]
    last_success: SourceRun | None
    last_failure: SourceRun | None
    # Values that a person has to decide about.
    waiting: int
    next_run: datetime | None
    now: datetime

    @property
    def url(self) -> str:
        return reverse(self.source.kind)

    @property
    def oldest_first(self) -> list[SourceRun]:
        return self.recent[::-1]

    @property
    def last_run(self) -> SourceRun | None:
        return self.recent[0] if self.recent else None

    @property
    def is_stale(self) -> bool:
        return is_stale(self.source, self.shown, self.now)

    @property
    def is_silent(self) -> bool:
        """The worker does not run, or is stuck."""
        return not self.last_run or self.now - self.last_run.finished_at > self.source.silent_after

    @property
    def is_failing(self) -> bool:
        return self.last_run is not None and self.last_run.outcome == SourceRun.Outcome.FAILED

    @property
    def state(self) -> State:
        tests = (
            (State.SILENT, self.is_silent),
            (State.STALE, self.is_stale),
            (State.FAILING, self.is_failing),
            (State.HELD_BACK, self.waiting),
        )
        return next((state for state, is_so in tests if is_so), State.OK)

    @property
    def words(self) -> Words:
        return STATES[self.state]

    @property
    def failure_words(self) -> Words | None:
        return words_of(self.last_failure.reason) if self.last_failure else None


def is_stale(source: Source, shown: Shown, now: datetime) -> bool:
    return shown.moment is None or now - shown.moment > source.stale_after


def health_of(source: Source, now: datetime) -> Health:
    runs = SourceRun.objects.filter(service=source.service).order_by("-finished_at", "-pk")
    return Health(
        source=source,
        shown=source.shown(now),
        recent=list(runs[:RECENT]),
        last_success=runs.exclude(outcome=SourceRun.Outcome.FAILED).first(),
        last_failure=runs.filter(outcome=SourceRun.Outcome.FAILED).first(),
        waiting=source.waiting(),
        next_run=next_run(source.task, now),
        now=now,
    )


@dataclass(frozen=True, slots=True)
class SourceState:
    """One source as the newsroom's desk shows it; `moment` is None where no real value has come yet."""

    name: str
    url: str
    moment: datetime | None
    is_stale: bool


def states(now: datetime) -> list[SourceState]:
    """Every source, the stale ones marked."""
    found = []
    for kind, source in SOURCES.items():
        shown = source.shown(now)
        found.append(SourceState(str(source.name), reverse(kind), shown.moment, is_stale(source, shown, now)))
    return found


def source_ages(now: datetime | None = None) -> dict[str, int | None]:
    """Seconds since the newest real value that readers see; None where there is none yet."""
    now = now or timezone.now()
    return {kind: _age(source.shown(now), now) for kind, source in SOURCES.items()}


def _age(shown: Shown, now: datetime) -> int | None:
    return None if shown.moment is None else int((now - shown.moment).total_seconds())


def report(now: datetime) -> dict[str, Any]:
    """For monitors: codes and moments alone. Details of errors stay in the admin."""
    sources = {kind: _reported(health_of(source, now)) for kind, source in SOURCES.items()}
    is_ok = all(each["state"] == State.OK for each in sources.values())
    return {"status": "ok" if is_ok else "attention", "checked_at": _iso(now), "sources": sources}


def _reported(health: Health) -> dict[str, Any]:
    last, success, failure = health.last_run, health.last_success, health.last_failure
    return {
        "service": health.source.service.value,
        "state": health.state.value,
        "value_at": _iso(health.shown.moment),
        "age": _age(health.shown, health.now),
        "stale": health.is_stale,
        "fresh": health.shown.fresh,
        "total": health.shown.total,
        "held_back": health.waiting,
        "last_run": _iso(last.finished_at if last else None),
        "last_outcome": last.outcome if last else None,
        "last_success": _iso(success.finished_at if success else None),
        "last_failure": _iso(failure.finished_at if failure else None),
        "last_failure_reason": failure.reason if failure else None,
        "next_run": _iso(health.next_run),
    }


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None
