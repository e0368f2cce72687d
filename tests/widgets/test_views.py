"""The pages and the header's parts, at a frozen moment."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
import time_machine
from django.template import Context, Template
from django.test import Client
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries
from selectolax.lexbor import LexborHTMLParser

from tests.widgets.observations import observe, publish
from widgets.models import City

pytestmark = pytest.mark.usefixtures("reference")


@pytest.fixture(autouse=True)
def _frozen(now: datetime) -> Iterator[None]:
    with time_machine.travel(now, tick=False):
        yield


def page(client: Client, address: str) -> LexborHTMLParser:
    response = client.get(address)
    assert response.status_code == 200
    return LexborHTMLParser(response.content)


def rendered(tags: str, language: str = "ru") -> LexborHTMLParser:
    with override(language):
        return LexborHTMLParser(Template("{% load widgets %}" + tags).render(Context()))


def texts(tree: LexborHTMLParser, selector: str) -> list[str]:
    return [re.sub(r"\s+", " ", node.text()).strip() for node in tree.css(selector)]


def test_the_header_shows_the_home_city_and_the_list(samples: None) -> None:
    strip = rendered("{% weather_strip %}")
    assert texts(strip, "[data-strip-city], [data-strip-temp] > [aria-hidden], [data-strip-condition]") == [
        "Усть-Каменогорск",
        "-17°",
        "пасмурно",
    ]
    assert texts(strip, "[data-strip-temp] > .visually-hidden") == ["минус 17 градусов"]
    assert len(strip.css(".city-list > li > a[href^='/weather/']")) == 18
    assert texts(strip, ".sample-label") == ["образец данных"]


def test_the_list_carries_what_the_browser_needs_to_change_the_city(samples: None) -> None:
    row = rendered("{% weather_strip %}").css_first("li[data-city=semey]")
    assert row is not None
    assert (row.attributes["data-condition"], row.attributes["data-icon"]) == ("небольшой снег", "snow")


def test_a_header_without_fresh_weather_keeps_its_list() -> None:
    strip = rendered("{% weather_strip %}")
    assert texts(strip, "[data-strip-city]") == ["Усть-Каменогорск"]
    assert texts(strip, "[data-strip-temp], [data-strip-condition], [data-strip-note]") == ["", "", ""]
    assert texts(strip, "li[data-city=semey] .city-temp > [aria-hidden]") == ["—"]
    assert strip.css(".sample-label") == []


def test_a_header_without_cities_is_empty() -> None:
    City.objects.all().delete()
    assert rendered("{% weather_strip %}").css("div") == []


def test_old_weather_in_the_header_says_its_time(now: datetime) -> None:
    observe("ust-kamenogorsk", now - timedelta(hours=5), "-17", code=3)
    strip = rendered("{% weather_strip %}")
    assert texts(strip, ".strip-now.is-old .strip-note") == ["данные на 09:05"]
    assert texts(strip, "li.is-old .city-note") == ["данные на 09:05"]


def test_the_service_is_credited_in_the_header(now: datetime) -> None:
    observe("semey", now, "-8", source="open_meteo")
    links = rendered("{% weather_strip %}").css("a[rel~=external]")
    assert [(link.text(), link.attributes["href"]) for link in links] == [
        ("Данные о погоде: Open-Meteo.com", "https://open-meteo.com/"),
        ("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
    ]


def test_the_header_shows_four_rates_with_date_and_no_change(samples: None) -> None:
    strip = rendered("{% rates_strip %}")
    assert texts(strip, ".rate-symbol > [aria-hidden]") == ["$", "€", "¥", "₽"]
    assert texts(strip, ".rate-value") == ["501.02", "597.27", "72.08", "6.59"]
    assert strip.css(".rate-change") == []
    assert texts(strip, ".rates-caption > a") == ["Курсы Национального Банка РК"]
    date = strip.css_first(".rates-caption > time")
    assert date is not None
    assert date.attributes["datetime"] == "2026-11-23"
    assert texts(strip, ".sample-label") == ["образец данных"]


def test_the_header_shows_changes_where_they_are_known(now: datetime) -> None:
    publish("USD", now.date() - timedelta(days=3), "498.35")
    publish("USD", now.date(), "501.02")
    strip = rendered("{% rates_strip %}")
    assert texts(strip, ".rate-change.rate-up > *") == ["▲ +2.67", "выросла на 2,67"]
    assert strip.css(".sample-label") == []


def test_a_header_without_rates_is_empty() -> None:
    assert rendered("{% rates_strip %}").css("section") == []


def test_each_part_of_the_header_is_one_query(
    samples: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for part in ("{% weather_strip %}", "{% rates_strip %}", "{% city_names as names %}"):
        with django_assert_num_queries(1):
            rendered(part)


def test_city_names_are_in_the_language_of_the_page() -> None:
    names = "{% city_names as names %}{{ names.0 }}"
    assert rendered(names).text() == "Усть-Каменогорск"
    assert rendered(names, "kk").text() == "Өскемен"


@pytest.mark.parametrize("address", ["/rates/"])
def test_pages_are_for_reading_only(client: Client, address: str) -> None:
    assert client.post(address).status_code == 405
