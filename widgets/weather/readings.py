"""What a weather service said of a city, in our units: °C, %, m/s, mm, UTC. What it left out is None."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from widgets.models import City


@dataclass(frozen=True, slots=True)
class Now:
    observed_at: datetime
    temperature: Decimal | None
    code: int | None
    is_day: bool | None
    humidity: int | None
    wind_speed: Decimal | None


@dataclass(frozen=True, slots=True)
class Hour:
    """The hour that begins `at`: temperature, sky and wind at its beginning, precipitation of the hour."""

    at: datetime
    temperature: Decimal | None
    code: int | None
    is_day: bool | None
    precipitation: Decimal | None
    wind_speed: Decimal | None

    @property
    def is_known(self) -> bool:
        return self.temperature is not None or self.code is not None


@dataclass(frozen=True, slots=True)
class Day:
    """A calendar day of Asia/Almaty: its severest sky, its strongest wind."""

    date: date
    low: Decimal | None
    high: Decimal | None
    code: int | None
    precipitation: Decimal | None
    wind_speed: Decimal | None

    @property
    def is_known(self) -> bool:
        return (self.low, self.high, self.code) != (None, None, None)


@dataclass(frozen=True, slots=True)
class CityWeather:
    """Hours and days of which neither temperature nor sky is known are not among them."""

    city: City
    fetched_at: datetime
    now: Now | None = None
    hours: list[Hour] = field(default_factory=list)
    days: list[Day] = field(default_factory=list)
    # What was not believed, in English, for the log.
    dropped: list[str] = field(default_factory=list)
