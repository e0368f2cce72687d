"""A day of the bank from its address into the database, and which days are due now."""

import time
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.utils import timezone

from widgets.models import Rate, Service
from widgets.nbk.feed import parse
from widgets.nbk.fetching import fetch
from widgets.nbk.storing import Stored
from widgets.runs import run_of

ONE_DAY = timedelta(days=1)
# Local hours. The bank sets tomorrow's rates about 15:30 and may correct a day that is out already.
MORNING, AFTERNOON = 6, 15
LOOK_AGAIN_TODAY, LOOK_AGAIN_TOMORROW = (9, 13), (20,)
# What a worker that was away has missed.
FILL_BACK = 7
# Seconds after which a run begins no other day: with the eight of one call it ends within ten.
PATIENCE = 2.0


NOTHING = Stored()


class Outcome(StrEnum):
    STORED = "stored"
    UNCHANGED = "unchanged"
    NO_DATA = "no_data"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Update:
    """What came of one day."""

    day: date
    outcome: Outcome
    stored: Stored = NOTHING


def update(day: date) -> Update:
    """Fetch, read and store one day. A failure of the bank is written down as a run, and is no exception."""
    done = Update(day, Outcome.FAILED)
    with run_of(Service.NBK) as run:
        publication = parse(fetch(day), day)
        if publication.date is None:
            run.no_data()
            done = Update(day, Outcome.NO_DATA)
        else:
            stored = Rate.objects.store(publication, timezone.now())
            run.stored(stored.rates + stored.confirmed)
            run.quarantined(stored.held)
            done = Update(day, Outcome.UNCHANGED if stored == NOTHING else Outcome.STORED, stored)
    return done


def stored_days(first: date, last: date) -> set[date]:
    """Days of the range that have a real rate."""
    of_bank = Rate.objects.history().filter(date__range=(first, last))
    return set(of_bank.order_by().values_list("date", flat=True).distinct())


def days_of(first: date, last: date) -> list[date]:
    return [first + ONE_DAY * number for number in range((last - first).days + 1)]


def due(now: datetime, stored: Collection[date]) -> list[date]:
    """What to ask for in this half-hour of Almaty, given the days that are stored."""
    local = timezone.localtime(now)
    today, tomorrow = local.date(), local.date() + ONE_DAY
    days: list[date] = []
    if _is_due(today, stored, local, since=MORNING, again=LOOK_AGAIN_TODAY):
        days.append(today)
    if _is_due(tomorrow, stored, local, since=AFTERNOON, again=LOOK_AGAIN_TOMORROW):
        days.append(tomorrow)
    if local.hour == LOOK_AGAIN_TODAY[0] and _is_first_half(local):
        days += [day for day in days_of(today - ONE_DAY * FILL_BACK, today - ONE_DAY) if day not in stored]
    return days


def _is_due(
    day: date, stored: Collection[date], local: datetime, *, since: int, again: Iterable[int]
) -> bool:
    """Every half-hour until it is there, and then at set hours, in case it was published anew."""
    if local.hour < since:
        return False
    return day not in stored or (local.hour in again and _is_first_half(local))


def _is_first_half(local: datetime) -> bool:
    return local.minute < 30


def out_by(now: datetime) -> list[date]:
    """Today, and from the afternoon on tomorrow: what the bank may have published by now."""
    local = timezone.localtime(now)
    return [local.date(), local.date() + ONE_DAY][: 2 if local.hour >= AFTERNOON else 1]


def update_due(now: datetime) -> list[Update]:
    today = timezone.localdate(now)
    return update_all(due(now, stored_days(today - ONE_DAY * FILL_BACK, today + ONE_DAY)))


def update_all(days: Iterable[date]) -> list[Update]:
    """One after the other, until the bank is slow: then the rest waits for the next run."""
    updates: list[Update] = []
    until = time.monotonic() + PATIENCE
    for day in days:
        if time.monotonic() > until:
            break
        updates.append(update(day))
    return updates
