"""The header's weather and rates may be some seconds late; what they say of themselves is true at every moment."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from selectolax.lexbor import LexborHTMLParser

from tests.widgets.observations import observe, publish
from widgets import cards
from widgets.models import City

pytestmark = pytest.mark.usefixtures("reference")

type Page = Callable[[str], LexborHTMLParser]


@pytest.fixture(autouse=True)
def _kept(settings: Any) -> Iterator[None]:
    settings.FURNITURE_SECONDS = 60
    kept = (cards._cities, cards._board)
    for each in kept:
        each.forget()
    yield
    for each in kept:
        each.forget()


@pytest.fixture
def page(client: Client) -> Page:
    def opened(address: str) -> LexborHTMLParser:
        response = client.get(address)
        assert response.status_code == 200, address
        return LexborHTMLParser(response.content)

    return opened


def text(tree: LexborHTMLParser, selector: str) -> str:
    node = tree.css_first(selector)
    assert node is not None, selector
    return " ".join(node.text().split())


def test_every_second_page_asks_for_neither(client: Client, now: datetime) -> None:
    observe("ust-kamenogorsk", now, "-17")
    publish("USD", timezone.localdate(now), "501.02")
    counts = []
    for _time in range(2):
        with time_machine.travel(now, tick=False), CaptureQueriesContext(connection) as queries:
            client.get("/contacts/")
        counts.append(len(queries))
    assert counts == [4, 2]


def test_what_is_kept_grows_old_in_time_and_speaks_the_language_of_the_page(
    page: Page, now: datetime
) -> None:
    observe("ust-kamenogorsk", now, "-17", code=3)
    city = "[data-strip-city]"
    with time_machine.travel(now, tick=False) as clock:
        assert text(page("/contacts/"), "[data-strip-temp] [aria-hidden]") == "-17°"
        assert (text(page("/contacts/"), city), text(page("/kk/contacts/"), city)) == (
            "Усть-Каменогорск",
            "Өскемен",
        )
        assert text(page("/contacts/"), "[data-strip-note]") == ""
        clock.shift(timedelta(hours=3, seconds=1))
        assert text(page("/contacts/"), "[data-strip-note]") == "данные на 14:05"
        clock.shift(timedelta(hours=21))
        assert text(page("/contacts/"), "[data-strip-temp]") == ""


def test_at_midnight_the_rates_of_the_new_day_are_in_force(page: Page, now: datetime) -> None:
    today = timezone.localdate(now)
    publish("USD", today, "501.02")
    publish("USD", today + timedelta(days=1), "505.00")
    midnight = timezone.localtime(now).replace(hour=0, minute=0) + timedelta(days=1)
    with time_machine.travel(midnight - timedelta(seconds=1), tick=False) as clock:
        assert text(page("/contacts/"), ".rates-list .rate-value") == "501.02"
        clock.shift(timedelta(seconds=1))
        assert text(page("/contacts/"), ".rates-list .rate-value") == "505.00"


def test_pages_of_weather_and_rates_are_never_late_with_what_they_are_about(
    page: Page, now: datetime
) -> None:
    today = timezone.localdate(now)
    observe("ust-kamenogorsk", now - timedelta(minutes=30), "-17")
    publish("USD", today, "501.02", fetched_at=now - timedelta(minutes=30))
    with time_machine.travel(now, tick=False):
        page("/contacts/")
        observe("ust-kamenogorsk", now, "-5")
        publish("USD", today, "505.00", fetched_at=now)
        City.objects.filter(slug="semey").update(name_ru="Семипалатинск")
        assert text(page("/weather/ust-kamenogorsk/"), ".weather-now-temp [aria-hidden]") == "-5°"
        weather = page("/weather/")
        assert text(weather, "main [data-city=ust-kamenogorsk] .city-temp [aria-hidden]") == "-5°"
        assert text(weather, "main [data-city=semey] .city-name") == "Семипалатинск"
        assert text(page("/rates/"), ".rates-table .majors td.num") == "505.00"
        assert text(page("/rates/usd/"), ".rate-now-value") == "505.00"
        # The furniture beside it is that of the minute.
        assert text(page("/rates/"), ".rates-list .rate-value") == "501.02"
