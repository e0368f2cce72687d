"""Services that misbehave: readers keep the last good value with its true date, and the next good answer heals."""

import re
import time
from collections.abc import Iterator
from datetime import datetime
from itertools import product
from typing import Any

import psutil
import pytest
from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from tests.misbehaving import (
    JSON,
    Behaviour,
    MisbehavingServer,
    good,
    misbehaving_server,
    on_every_path,
    refusing_address,
)
from tests.widgets.observations import observe
from tests.widgets.weather.services import metno, metno_series, open_meteo, open_meteo_city
from widgets.models import City, SourceRun, WeatherObservation
from widgets.source_words import WORDS
from widgets.weather import updating
from widgets.weather.metno import MetNorway
from widgets.weather.updating import update

pytestmark = pytest.mark.usefixtures("cities", "moment")

CITIES = 3
# "°C" is not the same in every encoding.
METNO = metno(metno_series(datetime.fromisoformat("2026-01-31T07:00Z"))).replace(
    b'{"type"', '{"unit":"°C","type"'.encode()
)
OPEN_METEO = open_meteo([open_meteo_city()] * CITIES).replace(b'{"utc', '{"unit":"°C","utc'.encode())
GOOD = {"metno": METNO, "open_meteo": OPEN_METEO}
OF_BOTH = [
    *on_every_path(b"", JSON),
    "refused",
    "a date of next year",
    "impossible values",
    "no values",
]


NUMBERS = re.compile(
    rb'"(\w+_2m|\w+_10m|weather_code|air_temperature|relative_humidity|wind_speed|symbol_code)": [^,}]+'
)


def played(name: str, body: bytes) -> Behaviour:
    """The misbehaviour, done to a good answer of the service."""
    own = {
        "a date of next year": body.replace(b'"2026-', b'"2027-'),
        "impossible values": body.replace(b"-17.0", b"-273.15").replace(b"cloudy", b"frogs"),
        "no values": NUMBERS.sub(rb'"\1": null', body),
    }
    return good(own[name], JSON) if name in own else on_every_path(body, JSON)[name]


@pytest.fixture
def server(settings: Any, is_long: bool, monkeypatch: pytest.MonkeyPatch) -> Iterator[MisbehavingServer]:
    monkeypatch.setattr(MetNorway, "pause", 0.0)
    if not is_long:
        monkeypatch.setattr(updating, "SECONDS", 1.5)
    with misbehaving_server() as server:
        settings.OPEN_METEO_BASE_URL = settings.METNO_BASE_URL = server.url
        yield server


def home(client: Client) -> str:
    strip = LexborHTMLParser(client.get("/").content).css_first("[data-strip-temp] > [aria-hidden]")
    assert strip is not None
    return strip.text()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """The services share the misbehaviours among them; `--long` plays each to both."""
    if "source" not in metafunc.fixturenames:
        return
    pairs = list(product(OF_BOTH, GOOD))
    if not metafunc.config.getoption("--long"):
        pairs = [(name, list(GOOD)[number % 2]) for number, name in enumerate(OF_BOTH)]
    metafunc.parametrize(("name", "source"), pairs)


def test_readers_keep_the_last_good_value_and_the_next_good_answer_heals(  # noqa: PLR0917
    server: MisbehavingServer,
    client: Client,
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
    source: str,
    name: str,
) -> None:
    settings.WEATHER_SOURCE = source
    City.objects.filter(position__gt=CITIES).update(is_active=False)
    four_hours_ago = datetime.fromisoformat("2026-01-31T03:20Z")
    observe("ust-kamenogorsk", four_hours_ago, "-21", code=3, source=source)
    memory = psutil.Process().memory_info().rss
    with refusing_address() as refused:
        if name == "refused":
            settings.OPEN_METEO_BASE_URL = settings.METNO_BASE_URL = refused
        else:
            server.play("*", played(name, GOOD[source]))
        # Only now: its bodies of a hundred megabytes take two seconds to make where the machine is busy.
        began = time.monotonic()
        updated = update()
    assert time.monotonic() - began < updating.SECONDS + 2
    assert psutil.Process().memory_info().rss - memory < 150_000_000
    assert updated.failure is not None
    run = SourceRun.objects.get()
    assert (run.service, run.outcome) == (source, "failed")
    assert run.reason in WORDS
    assert WeatherObservation.objects.count() == 1
    assert home(client) == "-21°"
    assert "данные на 08:20" in client.get("/").content.decode()
    assert server.is_let_go()

    settings.OPEN_METEO_BASE_URL = settings.METNO_BASE_URL = server.url
    # However busy this machine is.
    monkeypatch.setattr(updating, "SECONDS", 8.0)
    server.play("*", good(GOOD[source], JSON))
    assert update().stored == CITIES
    assert SourceRun.objects.latest("pk").outcome == "stored"
    assert home(client) == "-17°"
