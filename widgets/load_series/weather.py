"""Three years of half-hours: seasons, days and nights, spells of warm and cold."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.utils import timezone

from widgets.models import City

COLUMNS = [
    "id",
    "city_id",
    "observed_at",
    "temperature",
    "code",
    "is_day",
    "humidity",
    "wind_speed",
    "source",
    "fetched_at",
]  # fmt: skip
STEP = timedelta(minutes=30)
LATE = timedelta(minutes=10)
# What a spell is made of lasts for days; the gusts of a half-hour do not.
SPELL, SPELL_SIZE, GUST = 0.995, 0.55, 0.4
DRY, WET, SNOW = [0, 1, 2, 3, 3], [51, 61, 61, 63, 80], [71, 71, 73, 77, 85]


@dataclass(slots=True)
class _Climate:
    """Of a city, by its latitude: the north is colder, and its seasons lie further apart."""

    city: int
    mean: float
    season: float
    spell: float = 0.0
    cloud: float = 0.0

    def step(self, random: Random) -> None:
        self.spell = self.spell * SPELL + random.gauss(0, SPELL_SIZE)
        self.cloud = self.cloud * 0.98 + random.gauss(0, 0.2)


def rows(
    cities: list[City], first: datetime, steps: int, *, begin: int, seed: int, source: str
) -> Iterator[tuple[Any, ...]]:
    """One for each half-hour and city, numbered from `begin`. The same seed and days give the same rows."""
    random = Random(seed)  # noqa: S311  nothing secret depends on it
    climates = [_climate(city) for city in cities]
    number = begin
    for index in range(steps):
        observed_at = first + STEP * index
        local = timezone.localtime(observed_at)
        # Coldest in the middle of January and before sunrise.
        season = -math.cos((local.timetuple().tm_yday - 15) / 365.25 * math.tau)
        hour = local.hour + local.minute / 60
        day = -math.cos((hour - 3) / 24 * math.tau)
        is_day = abs(hour - 13) < 6 + 2 * season
        for climate in climates:
            climate.step(random)
            degrees = climate.mean + climate.season * season + 4.5 * day + climate.spell
            degrees = round(min(max(degrees + random.gauss(0, GUST), -55.0), 49.0), 1)
            yield (
                number,
                climate.city,
                observed_at,
                str(degrees),
                _code(climate.cloud, degrees, random),
                is_day,
                round(min(max(62 - 12 * season - 10 * day + 8 * climate.cloud, 8), 100)),
                str(round(abs(random.gauss(3, 2)), 1)),
                source,
                observed_at + LATE,
            )
            number += 1


def _climate(city: City) -> _Climate:
    north = float(city.latitude) - 43
    return _Climate(city.pk, mean=11.5 - 0.85 * north, season=13.5 + 0.45 * north)


def _code(cloud: float, degrees: float, random: Random) -> int:
    if cloud < 1.2:
        return DRY[min(max(int(cloud + 2), 0), 4)]
    return random.choice(SNOW if degrees < 1 else WET)
