"""Short words for rows that tests need."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from widgets.models import City, Rate, WeatherObservation


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
