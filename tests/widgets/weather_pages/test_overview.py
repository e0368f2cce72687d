"""All cities at a glance."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from tests.widgets.observations import observe
from tests.widgets.weather_pages.conftest import texts
from widgets.models import City

type Page = Callable[[str], LexborHTMLParser]


def test_the_page_lists_all_cities(page: Page, samples: None) -> None:
    tree = page("/weather/")
    assert texts(tree, "h1") == ["Погода в городах Казахстана"]
    assert len(tree.css(".city-list-wide > li")) == 18
    assert texts(tree, ".page .sample-label") == ["образец данных"]


def test_each_city_of_the_map_is_a_link_that_tells_its_weather(page: Page, samples: None) -> None:
    tree = page("/weather/")
    for layout in (".map-narrow", ".map-wide"):
        links = tree.css(f"{layout} a")
        assert len(links) == 18
        assert links[0].attributes["href"] == "/weather/ust-kamenogorsk/"
        assert links[0].attributes["aria-label"] == "Усть-Каменогорск: минус 17 градусов, пасмурно"
    assert tree.css(".map-narrow .map-name") == []
    assert len(tree.css(".map-wide .map-name")) == 18


def test_old_weather_is_marked_on_the_map(page: Page, now: datetime) -> None:
    observe("ridder", now - timedelta(hours=4), "-9")
    link = page("/weather/").css_first(".map-wide .is-old")
    assert link is not None
    assert link.attributes["aria-label"] == "Риддер: минус 9 градусов, данные на 10:05"


def test_hidden_weather_is_a_dot_without_a_number(page: Page, now: datetime) -> None:
    observe("ridder", now - timedelta(hours=25), "-9")
    tree = page("/weather/")
    assert tree.css(".map-pill") == []
    label = tree.css_first(".map-wide a[href='/weather/ridder/']")
    assert label is not None
    assert label.attributes["aria-label"] == "Риддер: нет данных"


def test_the_coldest_and_the_warmest_are_named(page: Page, samples: None) -> None:
    assert texts(page("/weather/"), ".weather-extremes a") == ["Кокшетау", "Туркестан"]


def test_old_weather_is_neither_coldest_nor_warmest(page: Page, now: datetime) -> None:
    observe("ridder", now - timedelta(hours=4), "-40")
    observe("semey", now, "-8")
    assert texts(page("/weather/"), ".weather-extremes") == []


def test_a_city_abroad_is_in_the_list_alone(page: Page, samples: None) -> None:
    City.objects.filter(slug="semey").update(latitude=55.75, longitude=37.62)
    tree = page("/weather/")
    assert len(tree.css(".map-wide a")) == 17
    assert len(tree.css(".city-list-wide > li")) == 18


def test_a_list_without_cities_says_so(page: Page) -> None:
    City.objects.all().delete()
    assert len(page("/weather/").css(".page .notice")) == 1


def test_the_page_is_kept_for_a_minute_and_sets_no_cookie(client: Client, samples: None) -> None:
    answer = client.get("/weather/")
    assert answer.headers["Cache-Control"] == "public, max-age=60"
    assert not answer.cookies
    assert client.get("/weather/", headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304


@pytest.mark.parametrize(
    "address", ["/weather/", "/weather/semey/", "/weather/semey.csv", "/weather/semey.svg"]
)
def test_addresses_are_for_reading_only(client: Client, reference: None, address: str) -> None:
    assert client.post(address).status_code == 405
