"""What is expected in a city: the next 48 hours and seven days. A forecast older than a day is not shown."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from widgets import weather_words
from widgets.conditions import condition
from widgets.display import HIDDEN_AFTER, spoken_temperature, temperature
from widgets.models import City, DayForecast, HourForecast

HOURS_AHEAD = 48
DAYS_AHEAD = 7


@dataclass(frozen=True, slots=True)
class HourCard:
    """`day` is set where a calendar day of Asia/Almaty begins in the list."""

    at: datetime
    day: date | None
    degrees: Decimal | None
    temperature: str
    spoken: str
    warmth: str
    condition: str
    icon: str
    precipitation: str
    wind: str


@dataclass(frozen=True, slots=True)
class DayCard:
    """`start` and `length` say where the day's range lies in that of all the days shown, in per cent."""

    date: date
    low: str
    spoken_low: str
    high: str
    spoken_high: str
    warmth_low: str
    warmth_high: str
    condition: str
    icon: str
    precipitation: str
    wind: str
    start: float
    length: float


@dataclass(frozen=True, slots=True)
class Forecast:
    """`fetched_at` is the oldest of what is shown, and None where nothing is."""

    hours: list[HourCard]
    days: list[DayCard]
    fetched_at: datetime | None
    sources: frozenset[str]


def expected(city: City, now: datetime) -> tuple[list[HourForecast], list[DayForecast]]:
    """Two queries. A forecast older than a day is no forecast."""
    fresh = {"city": city, "fetched_at__gt": now - HIDDEN_AFTER}
    this_hour = now.replace(minute=0, second=0, microsecond=0)
    hours = HourForecast.objects.filter(
        **fresh, at__gte=this_hour, at__lt=this_hour + timedelta(hours=HOURS_AHEAD)
    ).order_by("at")
    today = timezone.localdate(now)
    days = DayForecast.objects.filter(
        **fresh, date__gte=today, date__lt=today + timedelta(days=DAYS_AHEAD)
    ).order_by("date")
    return list(hours), list(days)


def forecast(city: City, now: datetime) -> Forecast:
    """Two queries."""
    hours, days = expected(city, now)
    return Forecast(
        hours=[_hour_card(hour, is_first=not index) for index, hour in enumerate(hours)],
        days=_day_cards(days),
        fetched_at=min((row.fetched_at for row in (*hours, *days)), default=None),
        sources=frozenset(row.source for row in (*hours, *days)),
    )


def _hour_card(hour: HourForecast, *, is_first: bool) -> HourCard:
    sky = condition(hour.code)
    local = timezone.localtime(hour.at)
    return HourCard(
        at=hour.at,
        day=local.date() if is_first or local.hour == 0 else None,
        degrees=hour.temperature,
        temperature=temperature(hour.temperature),
        spoken=spoken_temperature(hour.temperature),
        warmth=weather_words.warmth(hour.temperature),
        condition=str(sky) if sky else "",
        icon=sky.icon(hour.is_day) if sky else "",
        precipitation=weather_words.precipitation(hour.precipitation),
        wind=weather_words.wind(hour.wind_speed),
    )


def _day_cards(days: list[DayForecast]) -> list[DayCard]:
    degrees = [value for day in days for value in (day.low, day.high) if value is not None]
    coldest, warmest = min(degrees, default=Decimal(0)), max(degrees, default=Decimal(0))
    span = float(warmest - coldest) or 1.0
    cards = []
    for day in days:
        sky = condition(day.code)
        low = day.low if day.low is not None else day.high
        high = day.high if day.high is not None else day.low
        cards.append(
            DayCard(
                date=day.date,
                low=temperature(day.low),
                spoken_low=spoken_temperature(day.low),
                high=temperature(day.high),
                spoken_high=spoken_temperature(day.high),
                warmth_low=weather_words.warmth(day.low),
                warmth_high=weather_words.warmth(day.high),
                condition=str(sky) if sky else "",
                icon=sky.icon_day if sky else "",
                precipitation=weather_words.precipitation(day.precipitation),
                wind=weather_words.wind(day.wind_speed),
                start=round(float(low - coldest) / span * 100, 1) if low is not None else 0,
                length=round(float(high - low) / span * 100, 1)
                if low is not None and high is not None
                else 0,
            )
        )
    return cards
