"""Open-Meteo: all cities in one call. Formats and limits: docs/decisions/weather-sources.md."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import batched

import msgspec
from django.conf import settings

from widgets.models import City, Service, WeatherObservation
from widgets.runs import ParseError
from widgets.weather.horizon import DAYS, HOURS, has_day, has_hour
from widgets.weather.plausible import Guard
from widgets.weather.readings import CityWeather, Day, Hour, Now
from widgets.weather.source import Call, WeatherSource, coordinates, decoded

# Of one call: the answer stays under half a megabyte, and the address short.
CITIES = 50
ASKED = {
    "current": "temperature_2m,relative_humidity_2m,is_day,weather_code,wind_speed_10m",
    "hourly": "temperature_2m,weather_code,is_day,precipitation,wind_speed_10m",
    "daily": "temperature_2m_min,temperature_2m_max,weather_code,precipitation_sum,wind_speed_10m_max",
    "wind_speed_unit": "ms",
    "timezone": "Asia/Almaty",
    # One more: the precipitation of an hour stands beside its end.
    "forecast_hours": str(HOURS + 1),
    "forecast_days": str(DAYS),
}

type Numbers = list[Decimal | None]


class _Current(msgspec.Struct, frozen=True):
    time: str
    temperature_2m: Decimal | None = None
    relative_humidity_2m: Decimal | None = None
    is_day: Decimal | None = None
    weather_code: Decimal | None = None
    wind_speed_10m: Decimal | None = None


class _Hourly(msgspec.Struct, frozen=True):
    time: list[str] = []
    temperature_2m: Numbers = []
    weather_code: Numbers = []
    is_day: Numbers = []
    precipitation: Numbers = []
    wind_speed_10m: Numbers = []


class _Daily(msgspec.Struct, frozen=True):
    time: list[str] = []
    temperature_2m_min: Numbers = []
    temperature_2m_max: Numbers = []
    weather_code: Numbers = []
    precipitation_sum: Numbers = []
    wind_speed_10m_max: Numbers = []


class _Location(msgspec.Struct, frozen=True):
    utc_offset_seconds: int
    current: _Current | None = None
    hourly: _Hourly = _Hourly()
    daily: _Daily = _Daily()


class _Refusal(msgspec.Struct, frozen=True):
    error: bool = False
    reason: str = ""


class OpenMeteo(WeatherSource):
    service = Service.OPEN_METEO
    source = WeatherObservation.Source.OPEN_METEO
    patience = 8.0
    pause = 0.0

    @property
    def base(self) -> str:
        return str(settings.OPEN_METEO_BASE_URL)

    def calls(self, cities: Sequence[City], now: datetime) -> list[Call]:
        key = {"apikey": settings.OPEN_METEO_API_KEY} if settings.OPEN_METEO_API_KEY else {}
        return [
            Call(
                url=f"{self.base}/v1/forecast",
                cities=some,
                params={
                    "latitude": ",".join(coordinates(city)[0] for city in some),
                    "longitude": ",".join(coordinates(city)[1] for city in some),
                }
                | ASKED
                | key,
            )
            for some in batched(cities, CITIES, strict=False)
        ]

    def parse(self, body: bytes, cities: Sequence[City], fetched_at: datetime) -> list[CityWeather]:
        """By position: the coordinates of the answer are those of grid cells, and the first has no number."""
        locations = _locations(body)
        if len(locations) != len(cities):
            raise ParseError("wrong_length", f"{len(locations)} of {len(cities)} cities")
        pairs = zip(cities, locations, strict=True)
        return [_city_weather(city, location, fetched_at) for city, location in pairs]


def _locations(body: bytes) -> list[msgspec.Raw]:
    """One city comes as itself, several as a list. Each is read alone: one that is broken breaks no other."""
    if not body.lstrip().startswith(b"{"):
        return decoded(body, list[msgspec.Raw])
    refusal = decoded(body, _Refusal)
    if refusal.error:
        raise ParseError("service_error", refusal.reason)
    return [msgspec.Raw(body)]


def _city_weather(city: City, location: msgspec.Raw, fetched_at: datetime) -> CityWeather:
    guard = Guard(city.slug)
    try:
        said = decoded(location, _Location)
        offset = timedelta(seconds=said.utc_offset_seconds)
        return CityWeather(
            city,
            fetched_at,
            _now(said.current, offset, guard, fetched_at) if said.current else None,
            [hour for hour in _hours(said.hourly, offset, guard, fetched_at) if hour.is_known],
            [day for day in _days(said.daily, guard, fetched_at) if day.is_known],
            guard.dropped,
        )
    # Overflow: an offset, or a date, of thousands of years.
    except (ParseError, ValueError, OverflowError) as error:
        guard.drop("unreadable:", error)
        return CityWeather(city, fetched_at, dropped=guard.dropped)


def _now(said: _Current, offset: timedelta, guard: Guard, moment: datetime) -> Now | None:
    return guard.now(
        moment,
        observed_at=_utc(said.time, offset),
        temperature=said.temperature_2m,
        code=guard.code(said.weather_code),
        is_day=guard.daylight(said.is_day),
        humidity=said.relative_humidity_2m,
        wind_speed=said.wind_speed_10m,
    )


def _hours(said: _Hourly, offset: timedelta, guard: Guard, moment: datetime) -> Iterator[Hour]:
    for number, local in enumerate(said.time):
        if has_hour(at := _utc(local, offset), moment):
            yield Hour(
                at=at,
                temperature=guard.temperature(_at(said.temperature_2m, number)),
                code=guard.code(_at(said.weather_code, number)),
                is_day=guard.daylight(_at(said.is_day, number)),
                # Theirs is of the hour that ends at its time, ours of the one that begins.
                precipitation=guard.precipitation(_at(said.precipitation, number + 1)),
                wind_speed=guard.wind(_at(said.wind_speed_10m, number)),
            )


def _days(said: _Daily, guard: Guard, moment: datetime) -> Iterator[Day]:
    for number, iso_date in enumerate(said.time):
        if has_day(day := date.fromisoformat(iso_date), moment):
            low, high = guard.low_and_high(
                _at(said.temperature_2m_min, number), _at(said.temperature_2m_max, number)
            )
            yield Day(
                date=day,
                low=low,
                high=high,
                code=guard.code(_at(said.weather_code, number)),
                precipitation=guard.precipitation(_at(said.precipitation_sum, number)),
                wind_speed=guard.wind(_at(said.wind_speed_10m_max, number)),
            )


def _at(column: Numbers, number: int) -> Decimal | None:
    """A column may be shorter than its times, or missing."""
    return column[number] if number < len(column) else None


def _utc(local: str, offset: timedelta) -> datetime:
    """Theirs are local times without an offset, which stands beside them."""
    moment = datetime.fromisoformat(local)
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC) - offset
