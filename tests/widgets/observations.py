"""Short words for rows that tests need."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from widgets.models import City, CityDay, DayForecast, HourForecast, Rate, WeatherObservation


def observe(city: str, observed_at: datetime, temperature: str | None, **more: Any) -> WeatherObservation:
    return WeatherObservation.objects.create(
        city=City.objects.get(slug=city),
        temperature=None if temperature is None else Decimal(temperature),
        observed_at=observed_at,
        **{"source": "metno", "fetched_at": observed_at} | more,
    )


def publish(currency: str, day: date, value: str, **more: Any) -> Rate:
    return Rate.objects.create(
        currency_id=currency, date=day, value=Decimal(value), **{"source": "nbk"} | more
    )


def day_of_city(city: str, day: date, low: str, high: str, **more: Any) -> CityDay:
    mean = (Decimal(low) + Decimal(high)) / 2
    return CityDay.objects.create(
        city=City.objects.get(slug=city),
        date=day,
        low=Decimal(low),
        high=Decimal(high),
        **{"mean": mean.quantize(Decimal("0.1")), "observations": 48} | more,
    )


def expect_hours(city: str, start: datetime, temperatures: Sequence[str], **more: Any) -> None:
    HourForecast.objects.bulk_create(
        HourForecast(
            city=City.objects.get(slug=city),
            at=start + timedelta(hours=number),
            temperature=Decimal(degrees),
            **{"source": "metno", "fetched_at": start, "code": 3, "is_day": True} | more,
        )
        for number, degrees in enumerate(temperatures)
    )


def expect_days(city: str, start: date, ranges: Sequence[tuple[str, str]], **more: Any) -> None:
    DayForecast.objects.bulk_create(
        DayForecast(
            city=City.objects.get(slug=city),
            date=start + timedelta(days=number),
            low=Decimal(low),
            high=Decimal(high),
            **{"source": "metno", "code": 71} | more,
        )
        for number, (low, high) in enumerate(ranges)
    )
