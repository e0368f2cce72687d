"""The facts the app begins with (cities, currencies) and the demonstration's sample values.

What a row says belongs to whoever edits it in the admin: nothing here overwrites a city or a currency.
"""

import csv
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from widgets.models import City, Currency, Rate, WeatherObservation
from widgets.models.observation import SAMPLE

DATA = Path(__file__).parent / "data"


def load_cities_and_currencies() -> None:
    """Add what is missing; may be repeated at any time."""
    known = {slug for city in City.objects.all() for slug in (city.slug, *city.former_slugs)}
    City.objects.bulk_create(
        [city for city in _cities() if city.slug not in known],
        # The list may have got another home city meanwhile: a new row never takes the mark from it.
        ignore_conflicts=True,
    )
    Currency.objects.bulk_create(_currencies(), ignore_conflicts=True)


def load_samples(now: datetime) -> None:
    """Replace the samples by new ones of this moment; where real values exist there are none."""
    with transaction.atomic():
        WeatherObservation.objects.filter(source=SAMPLE).delete()
        Rate.objects.filter(source=SAMPLE).delete()
        if not WeatherObservation.objects.history().exists():
            WeatherObservation.objects.bulk_create(_sample_weather(now))
        if not Rate.objects.history().exists():
            Rate.objects.bulk_create(_sample_rates(now))


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def _cities() -> Iterator[City]:
    for position, row in enumerate(_rows("cities.csv"), start=1):
        former_names = [name.strip() for name in row.pop("former_names").split(";") if name]
        is_home = row.pop("is_home") == "1"
        yield City(position=position, former_names=former_names, is_home=is_home, **row)


def _currencies() -> Iterator[Currency]:
    for position, row in enumerate(_rows("currencies.csv"), start=1):
        is_major = row.pop("is_major") == "1"
        yield Currency(position=position, is_major=is_major, **row)


def _sample_weather(now: datetime) -> Iterator[WeatherObservation]:
    cities = {city.slug: city for city in City.objects.all()}
    for row in _rows("sample_weather.csv"):
        if city := cities.get(row["slug"]):
            yield WeatherObservation(
                city=city,
                observed_at=now,
                fetched_at=now,
                temperature=Decimal(row["temperature"]),
                code=int(row["code"]),
                source=SAMPLE,
            )


def _sample_rates(now: datetime) -> Iterator[Rate]:
    quoted = set(Currency.objects.values_list("pk", flat=True))
    for row in _rows("sample_rates.csv"):
        if row["code"] in quoted:
            yield Rate(
                currency_id=row["code"],
                date=timezone.localdate(now),
                value=Decimal(row["value"]),
                fetched_at=now,
                source=SAMPLE,
            )
