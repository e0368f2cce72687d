"""Days out of MET Norway's hours, which has no days of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import pairwise

from widgets.weather.horizon import ALMATY, DAYS, day_of
from widgets.weather.readings import Day

# A day whose hours leave no longer gap knows its dawn and its afternoon, and so its lowest and highest.
LONGEST_GAP = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class Span:
    """An entry of the forecast: values `at` a moment, sky and precipitation of the hours that follow."""

    at: datetime
    hours: int
    temperature: Decimal | None
    wind_speed: Decimal | None
    code: int | None
    is_day: bool | None
    precipitation: Decimal | None

    @property
    def middle(self) -> datetime:
        return self.at + timedelta(hours=self.hours) / 2


def days(spans: Sequence[Span], now: datetime) -> list[Day]:
    """Those that are covered; today only while it is young: later its forecast of the morning stands."""
    today = day_of(now)
    dates = (today + timedelta(days=number) for number in range(DAYS))
    return [day for each in dates if (day := _day(each, spans))]


def _day(date: date, spans: Sequence[Span]) -> Day | None:
    inside = [span for span in spans if day_of(span.at) == date]
    degrees = {span.at: span.temperature for span in inside if span.temperature is not None}
    if not _is_covered(date, sorted(degrees)):
        return None
    temperatures = degrees.values()
    return Day(
        date=date,
        low=min(temperatures),
        high=max(temperatures),
        code=max((span.code for span in inside if span.code is not None), default=None),
        precipitation=_total([span for span in spans if day_of(span.middle) == date]),
        wind_speed=max((span.wind_speed for span in inside if span.wind_speed is not None), default=None),
    )


def _is_covered(date: date, moments: Sequence[datetime]) -> bool:
    begin, end = (datetime.combine(each, time.min, ALMATY) for each in (date, date + timedelta(days=1)))
    marks = [begin, *moments, end]
    return all(later - earlier <= LONGEST_GAP for earlier, later in pairwise(marks))


def _total(spans: Sequence[Span]) -> Decimal | None:
    """What falls in six hours counts to the day of their middle. Unknown where any part is."""
    amounts = [span.precipitation for span in spans]
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if known and len(known) == len(amounts) else None
