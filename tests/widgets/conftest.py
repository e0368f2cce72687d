from datetime import UTC, datetime

import pytest

from widgets.reference import load_cities_and_currencies, load_samples

# 14:05 in Almaty on a Monday.
NOW = datetime(2026, 11, 23, 9, 5, tzinfo=UTC)


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def reference(db: None) -> None:
    """18 cities and 39 currencies, no values."""
    load_cities_and_currencies()


@pytest.fixture
def samples(reference: None, now: datetime) -> None:
    load_samples(now)
