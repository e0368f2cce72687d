"""The axis of time: days, months and years, or hours of Asia/Almaty, with few marks."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from newsportal.lib.dates import clock_time, short_day, short_month

MOST_TICKS = 7
DAY_STEPS = (1, 2, 5, 7, 14)
MONTH_STEPS = (1, 2, 3, 6)
YEAR_STEPS = (1, 2, 5, 10, 20, 50)
HOUR_STEPS = (1, 2, 3, 6, 12, 24)


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark between 0 at the left and 1 at the right; a narrow chart may leave out the secondary ones."""

    position: float
    label: str
    is_secondary: bool


@dataclass(frozen=True, slots=True)
class Axis[Moment: date]:
    start: Moment
    end: Moment
    ticks: tuple[Tick, ...]

    def position(self, moment: Moment) -> float:
        return _position(self.start, self.end, moment)


def _position[Moment: date](start: Moment, end: Moment, moment: Moment) -> float:
    span: timedelta = end - start
    passed: timedelta = moment - start
    # All of the time is one moment: it stands in the middle.
    return passed / span if span else 0.5


def date_axis(start: date, end: date) -> Axis[date]:
    days = (end - start).days
    if days <= DAY_STEPS[-1] * MOST_TICKS:
        marks = _days(start, end, _fitting(days, DAY_STEPS))
    elif days <= MONTH_STEPS[-1] * 30 * MOST_TICKS:
        marks = _months(start, end, _fitting(days / 30, MONTH_STEPS))
    else:
        marks = _years(start, end, _fitting(days / 365, YEAR_STEPS))
    ticks = [
        Tick(_position(start, end, day), label, number % 2 == 1) for number, (day, label) in enumerate(marks)
    ]
    return Axis(start, end, tuple(ticks))


def hour_axis(start: datetime, end: datetime) -> Axis[datetime]:
    """For a day or two; midnight is marked by the day that begins."""
    step = _fitting((end - start) / timedelta(hours=1), HOUR_STEPS)
    moment = timezone.localtime(start).replace(minute=0, second=0, microsecond=0)
    ticks: list[Tick] = []
    while moment <= end:
        if moment >= start and moment.hour % step == 0:
            label = clock_time(moment) if moment.hour else short_day(moment.date())
            ticks.append(Tick(_position(start, end, moment), label, len(ticks) % 2 == 1))
        moment += timedelta(hours=1)
    return Axis(start, end, tuple(ticks))


def _fitting(length: float, steps: tuple[int, ...]) -> int:
    return next((step for step in steps if length / step <= MOST_TICKS), steps[-1])


def _days(start: date, end: date, step: int) -> Iterator[tuple[date, str]]:
    for number in range(0, (end - start).days + 1, step):
        day = start + timedelta(days=number)
        yield day, short_day(day)


def _months(start: date, end: date, step: int) -> Iterator[tuple[date, str]]:
    """January is marked by its year."""
    for number in range(start.year * 12 + start.month - 1, end.year * 12 + end.month):
        day = date(number // 12, number % 12 + 1, 1)
        if number % step == 0 and day >= start:
            yield day, str(day.year) if day.month == 1 else short_month(day)


def _years(start: date, end: date, step: int) -> Iterator[tuple[date, str]]:
    for year in range(start.year, end.year + 1):
        day = date(year, 1, 1)
        if year % step == 0 and day >= start:
            yield day, str(year)
