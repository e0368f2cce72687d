from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from pytest_httpserver import HTTPServer

from tests.widgets.weather.services import Services
from widgets.models import City
from widgets.reference import load_cities_and_currencies

# A quarter of an hour after the samples' current conditions: 12:20 in Almaty.
MOMENT = datetime(2026, 1, 31, 7, 20, tzinfo=UTC)


@pytest.fixture
def moment() -> Iterator[datetime]:
    with time_machine.travel(MOMENT, tick=False):
        yield MOMENT


@pytest.fixture
def cities(db: None) -> list[City]:
    """The 18, in their order."""
    load_cities_and_currencies()
    return list(City.objects.active())


@pytest.fixture
def services(settings: Any, httpserver: HTTPServer) -> Services:
    """A local server that plays both weather services; WEATHER_SOURCE is Open-Meteo until a test says otherwise."""
    settings.OPEN_METEO_BASE_URL = settings.METNO_BASE_URL = httpserver.url_for("").rstrip("/")
    settings.WEATHER_SOURCE = "open_meteo"
    return Services(httpserver)
