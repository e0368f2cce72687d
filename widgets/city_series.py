"""The series of a city: its days and single observations, its records, the same day in other years.

Days come from `CityDay`, whose unique index on city and date answers however many observations there are.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Max, Min, QuerySet, Sum
from django.utils import timezone

from newsportal.lib.dates import EARLIEST, LATEST
from widgets.charts import Range
from widgets.models import City, CityDay, WeatherObservation
from widgets.models.observation import SAMPLE, ObservationQuerySet

YEAR = timedelta(days=365)
DAY_FIELDS = ("date", "low", "high", "mean", "observations")
OBSERVATION_FIELDS = (
    "observed_at", "temperature", "humidity", "wind_speed", "code", "source", "fetched_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Series:
    """From when to when a city was observed, and its extremes."""

    since: date
    until: date
    days: int
    coldest: CityDay
    warmest: CityDay


@dataclass(frozen=True, slots=True)
class State:
    """When the newest value was fetched, and what tells one state of the rows from another."""

    fetched_at: datetime | None
    version: str


def series(city: City) -> Series | None:
    """None while no day has been observed. Of equal extremes, the first to happen stands."""
    days = CityDay.objects.filter(city=city)
    facts = days.aggregate(since=Min("date"), until=Max("date"), days=Count("pk"))
    coldest = days.order_by("low", "date").first()
    warmest = days.order_by("-high", "date").first()
    return Series(**facts, coldest=coldest, warmest=warmest) if coldest and warmest else None


def ends(city: City) -> tuple[date | None, date | None]:
    """The first and the last observed day: two ends of an index."""
    days = CityDay.objects.filter(city=city).order_by("date").values_list("date", flat=True)
    return days.first(), days.last()


def days_between(city: City, since: date | None, until: date | None) -> QuerySet[CityDay]:
    """Both ends included, the oldest first; an end that is None is that of the series."""
    ends = since or EARLIEST.date(), until or LATEST.date()
    return CityDay.objects.filter(city=city, date__range=ends).order_by("date")


def last_year(city: City, until: date) -> list[Range[date]]:
    days = days_between(city, until - YEAR, until)
    return [Range(*row) for row in days.values_list("date", "low", "high")]


def same_day_in_other_years(city: City, day: date) -> list[CityDay]:
    """The newest first; 29 February only where there was one."""
    years = range(EARLIEST.year, timezone.localdate().year + 1)
    dates = [other for year in years if year != day.year and (other := _in_year(day, year))]
    # A few dozen look-ups in the index, where a condition on month and day would read the whole series.
    return list(CityDay.objects.filter(city=city, date__in=dates).order_by("-date"))


def _in_year(day: date, year: int) -> date | None:
    try:
        return day.replace(year=year)
    except ValueError:
        return None


def neighbours(city: City, day: date) -> tuple[CityDay | None, CityDay | None]:
    """The observed days before and after."""
    days = CityDay.objects.filter(city=city)
    before = days.filter(date__lt=day).order_by("-date").first()
    return before, days.filter(date__gt=day).order_by("date").first()


def observations_between(city: City, since: date | None, until: date | None) -> ObservationQuerySet:
    """Within calendar days of Asia/Almaty, both included; the oldest first, later readings of a moment last.

    That is the index of the newest observation, walked backwards.
    """
    first, last = since or EARLIEST.date(), until or LATEST.date()
    found: ObservationQuerySet = (
        WeatherObservation.objects.history()
        .filter(
            city=city, observed_at__gte=_midnight(first), observed_at__lt=_midnight(last + timedelta(days=1))
        )
        .order_by("observed_at", "fetched_at", "pk")
    )
    return found


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def sources(city: City, since: date | None, until: date | None) -> list[str]:
    """Who observed it in those days: a look-up in an index for each service, however long the period."""
    within = observations_between(city, since, until).order_by()
    services = (service for service in WeatherObservation.Source.values if service != SAMPLE)
    return [service for service in services if within.filter(source=service).exists()]


# Files


def day_rows(city: City, since: date | None, until: date | None) -> Iterator[tuple[Any, ...]]:
    return days_between(city, since, until).values_list(*DAY_FIELDS).iterator()


def observation_rows(city: City, since: date, until: date) -> Iterator[tuple[Any, ...]]:
    """Each moment once, as it was last fetched; a month at a time, so that the first are there at once."""
    start = since
    while start <= until:
        end = min(until, start + timedelta(days=30))
        newest: dict[datetime, tuple[Any, ...]] = {}
        for row in observations_between(city, start, end).values_list(*OBSERVATION_FIELDS):
            newest[row[0]] = row
        yield from newest.values()
        start = end + timedelta(days=1)


def state_of_days(city: City, since: date | None, until: date | None) -> State:
    sums = days_between(city, since, until).order_by().aggregate(
        Count("pk"), Sum("observations"), Sum("low"), Sum("high"), Sum("mean")
    )  # fmt: skip
    newest = observations_between(city, since, until).values_list("fetched_at", flat=True).last()
    return State(newest, " ".join(str(total) for total in sums.values()))


def state_of_observations(city: City, since: date, until: date) -> State:
    """Rows are never changed: their number and the newest of them tell all."""
    facts = observations_between(city, since, until).order_by().aggregate(
        count=Count("pk"), newest=Max("pk"), fetched_at=Max("fetched_at")
    )  # fmt: skip
    return State(facts["fetched_at"], f"{facts['count']} {facts['newest']}")
