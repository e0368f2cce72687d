"""MET Norway, Locationforecast 2.0: one call for each city, when the last answer has expired."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Annotated

import msgspec
from django.conf import settings

from widgets.models import City, Service, ServiceAnswer, WeatherObservation
from widgets.weather.horizon import DAYS, has_hour
from widgets.weather.metno_days import Span, days
from widgets.weather.metno_symbols import sky
from widgets.weather.plausible import OLDEST, Guard
from widgets.weather.readings import CityWeather, Hour, Now
from widgets.weather.source import Call, WeatherSource, coordinates, decoded


class _Details(msgspec.Struct, frozen=True):
    air_temperature: Decimal | None = None
    relative_humidity: Decimal | None = None
    wind_speed: Decimal | None = None
    precipitation_amount: Decimal | None = None


class _Summary(msgspec.Struct, frozen=True):
    symbol_code: str | None = None


class _Period(msgspec.Struct, frozen=True):
    details: _Details = _Details()
    summary: _Summary = _Summary()


class _Data(msgspec.Struct, frozen=True):
    instant: _Period
    next_1_hours: _Period | None = None
    next_6_hours: _Period | None = None


class _Entry(msgspec.Struct, frozen=True):
    time: Annotated[datetime, msgspec.Meta(tz=True)]
    data: _Data

    def ahead(self) -> _Period:
        """What comes after its moment: of an hour, further away of six, of nothing at the very end."""
        return self.data.next_1_hours or self.data.next_6_hours or _Period()


class _Properties(msgspec.Struct, frozen=True):
    timeseries: list[_Entry]


class _Forecast(msgspec.Struct, frozen=True):
    properties: _Properties


class MetNorway(WeatherSource):
    service = Service.METNO
    source = WeatherObservation.Source.METNO
    patience = 3.0
    pause = 0.1

    @property
    def base(self) -> str:
        return str(settings.METNO_BASE_URL)

    def calls(self, cities: Sequence[City], now: datetime) -> list[Call]:
        addresses = {self._address(city): city for city in cities}
        known = ServiceAnswer.objects.in_bulk(list(addresses))
        return [
            Call(url, [city], known=known.get(url) or ServiceAnswer(url=url))
            for url, city in addresses.items()
            if url not in known or not (expires := known[url].expires_at) or expires <= now
        ]

    def _address(self, city: City) -> str:
        latitude, longitude = coordinates(city)
        return f"{self.base}/weatherapi/locationforecast/2.0/compact?lat={latitude}&lon={longitude}"

    def parse(self, body: bytes, cities: Sequence[City], fetched_at: datetime) -> list[CityWeather]:
        [city] = cities
        guard = Guard(city.slug)
        entries = _near(decoded(body, _Forecast).properties.timeseries, guard, fetched_at)
        if not entries:
            return [CityWeather(city, fetched_at, dropped=guard.dropped)]
        spans = [_span(entry, guard) for entry in entries]
        hours = [hour for hour in _hours(spans, fetched_at) if hour.is_known]
        now = _now(entries, guard, fetched_at)
        return [CityWeather(city, fetched_at, now, hours, days(spans, fetched_at), guard.dropped)]


def _near(entries: Sequence[_Entry], guard: Guard, moment: datetime) -> list[_Entry]:
    """In order, without what is of another time than ours."""
    near = [entry for entry in entries if moment - OLDEST <= entry.time <= moment + timedelta(days=DAYS + 1)]
    if not near:
        guard.drop("nothing for these days,", f"{len(entries)} hours of others")
    return sorted(near, key=lambda entry: entry.time)


def _now(entries: Sequence[_Entry], guard: Guard, moment: datetime) -> Now | None:
    """The hour that has begun, or the one to come where the forecast begins with it."""
    begun = [entry for entry in entries if entry.time <= moment]
    entry = begun[-1] if begun else entries[0]
    code, is_day = sky(entry.ahead().summary.symbol_code)
    details = entry.data.instant.details
    return guard.now(
        moment,
        observed_at=entry.time,
        temperature=details.air_temperature,
        code=code,
        is_day=is_day,
        humidity=details.relative_humidity,
        wind_speed=details.wind_speed,
    )


def _span(entry: _Entry, guard: Guard) -> Span:
    code, is_day = sky(entry.ahead().summary.symbol_code)
    details = entry.data.instant.details
    return Span(
        at=entry.time,
        hours=1 if entry.data.next_1_hours else 6 if entry.data.next_6_hours else 0,
        temperature=guard.temperature(details.air_temperature),
        wind_speed=guard.wind(details.wind_speed),
        code=code,
        is_day=is_day,
        precipitation=guard.precipitation(entry.ahead().details.precipitation_amount),
    )


def _hours(spans: Sequence[Span], moment: datetime) -> Iterator[Hour]:
    for span in spans:
        if has_hour(span.at, moment):
            yield Hour(
                at=span.at,
                temperature=span.temperature,
                code=span.code,
                is_day=span.is_day,
                # What falls in six hours is not what falls in one.
                precipitation=span.precipitation if span.hours == 1 else None,
                wind_speed=span.wind_speed,
            )
