"""Weather as values, from the same rows and by the same rules as the pages."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from functools import cache
from typing import Any

from django.utils import timezone

from newsportal.lib.rest.languages import pages, pages_of, path_of, said
from newsportal.lib.rest.shapes import InBoth, in_both
from widgets import attribution, display
from widgets.api.weather_shapes import (
    Credit,
    DayAhead,
    HourAhead,
    Reading,
    Sky,
    WeatherCities,
    WeatherCity,
    WeatherDay,
    WeatherNow,
)
from widgets.conditions import condition
from widgets.models import City, CityDay, DayForecast, HourForecast, WeatherObservation
from widgets.models.city import MEASURED


def cities_shape(now: datetime | None = None) -> WeatherCities:
    """All cities of the list with their weather, in one query."""
    now = now or timezone.now()
    cities = list(City.objects.active().with_weather(now, MEASURED))
    base = path_of("weather")
    items = [city_shape(city, now, base=base) for city in cities]
    return WeatherCities(items=items, credits=credits_of(item.now.source for item in items if item.now))


def home_weather_shape(now: datetime | None = None) -> WeatherCities:
    """The city in the header alone: home, or the first of the list while none is marked. One query."""
    now = now or timezone.now()
    cities = City.objects.active().with_weather(now, MEASURED)
    items = [city_shape(city, now) for city in cities.order_by("-is_home", "position", "pk")[:1]]
    return WeatherCities(items=items, credits=credits_of(item.now.source for item in items if item.now))


def city_shape(city: City, now: datetime, *, base: str = "") -> WeatherCity:
    """From a city of `with_weather(now, MEASURED)`."""
    return WeatherCity(
        slug=city.slug,
        name=in_both(city, "name"),
        name_in=in_both(city, "name_in"),
        region=in_both(city, "region"),
        latitude=float(city.latitude),
        longitude=float(city.longitude),
        is_home=city.is_home,
        is_active=city.is_active,
        now=_now(city, now),
        page=pages(f"{base}{city.slug}/") if base else pages_of("city_weather", city.slug),
    )


def _now(city: City, now: datetime) -> WeatherNow | None:
    """The rule of the pages: what is older than a day is not said at all."""
    row: Any = city
    age = display.age(city.observed_at, now)
    if age is display.Age.HIDDEN:
        return None
    return WeatherNow(
        age="stale" if age is display.Age.STALE else "fresh",
        observed_at=row.observed_at,
        fetched_at=row.fetched_at,
        source=row.source,
        temperature=number(city.temperature),
        sky=sky(city.code, city.is_day),
        is_day=city.is_day,
        humidity=city.humidity,
        wind_speed=number(city.wind_speed),
    )


def number(value: Decimal | None) -> float | None:
    """A measurement of one place is the same number in JSON."""
    return None if value is None else float(value)


def sky(code: int | None, is_day: bool | None) -> Sky | None:
    """Null for a code that the table does not know."""
    known = condition(code)
    if known is None:
        return None
    return Sky(code=known.code, text=InBoth(ru=known.ru, kk=known.kk), icon=known.icon(is_day))


def credits_of(sources: Iterable[str]) -> list[Credit]:
    return list(_credits(frozenset(sources)))


@cache
def _credits(sources: frozenset[str]) -> tuple[Credit, ...]:
    return tuple(
        Credit(text=said(known.text), url=known.url, licence=known.licence, licence_url=known.licence_url)
        for known in attribution.weather_credits(sources)
    )


def hour_ahead(hour: HourForecast) -> HourAhead:
    row: Any = hour
    return HourAhead(
        at=hour.at,
        temperature=number(hour.temperature),
        sky=sky(hour.code, hour.is_day),
        is_day=hour.is_day,
        precipitation=number(hour.precipitation),
        wind_speed=number(hour.wind_speed),
        source=row.source,
    )


def day_ahead(day: DayForecast) -> DayAhead:
    row: Any = day
    return DayAhead(
        date=day.date,
        low=number(day.low),
        high=number(day.high),
        sky=sky(day.code, None),
        precipitation=number(day.precipitation),
        wind_speed=number(day.wind_speed),
        source=row.source,
    )


def observed_day(day: CityDay) -> WeatherDay:
    return WeatherDay(
        date=day.date,
        low=float(day.low),
        high=float(day.high),
        mean=float(day.mean),
        observations=day.observations,
    )


def reading(one: WeatherObservation) -> Reading:
    row: Any = one
    return Reading(
        observed_at=one.observed_at,
        fetched_at=one.fetched_at,
        source=row.source,
        temperature=number(one.temperature),
        sky=sky(one.code, one.is_day),
        humidity=one.humidity,
        wind_speed=number(one.wind_speed),
    )
