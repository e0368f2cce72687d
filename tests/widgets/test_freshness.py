"""How old the newest values are: for monitors in seconds, for the desk as fresh or stale."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from widgets.freshness import source_ages, source_states
from widgets.models import City, Currency, Rate, WeatherObservation

pytestmark = pytest.mark.django_db


def observe(*, age: timedelta, source: str = "metno") -> None:
    city, _made = City.objects.get_or_create(
        slug="ridder", defaults={"name_ru": "Риддер", "latitude": 50, "longitude": 83, "position": 1}
    )
    moment = timezone.now() - age
    WeatherObservation.objects.create(
        city=city, observed_at=moment, fetched_at=moment, temperature=Decimal("-17"), source=source
    )


def rate(*, age: timedelta) -> None:
    currency, _made = Currency.objects.get_or_create(
        code="USD", defaults={"name_ru": "доллар", "position": 1}
    )
    moment = timezone.now() - age
    Rate.objects.create(
        currency=currency, date=moment.date(), value=Decimal("489.39"), fetched_at=moment, source="nbk"
    )


def states() -> list[tuple[str, bool]]:
    return [(state.url, state.is_stale) for state in source_states(timezone.now())]


def test_a_source_without_a_real_value_is_stale() -> None:
    observe(age=timedelta(0), source="sample")
    assert states() == [("/weather/", True), ("/rates/", True)]
    assert source_ages() == {"weather": None, "rates": None}


def test_weather_goes_stale_in_hours_and_rates_in_days() -> None:
    observe(age=timedelta(hours=2, minutes=59))
    rate(age=timedelta(days=4, hours=23))
    assert states() == [("/weather/", False), ("/rates/", False)]


def test_old_values_are_stale() -> None:
    observe(age=timedelta(hours=3, minutes=1))
    rate(age=timedelta(days=5, hours=1))
    assert states() == [("/weather/", True), ("/rates/", True)]


def test_the_last_value_counts() -> None:
    observe(age=timedelta(hours=9))
    observe(age=timedelta(hours=1))
    assert source_ages()["weather"] == 3600
