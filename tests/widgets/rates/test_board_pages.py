"""All currencies of a day, at a frozen moment."""

import json
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from selectolax.lexbor import LexborHTMLParser

from tests.widgets.observations import publish
from tests.widgets.rates.conftest import FRIDAY, MONDAY, SATURDAY, TUESDAY
from widgets.models import Currency
from widgets.reference import load_samples

type Page = Callable[[str], LexborHTMLParser]


def texts(tree: LexborHTMLParser, selector: str) -> list[str]:
    return [re.sub(r"\s+", " ", node.text()).strip() for node in tree.css(selector)]


def test_each_currency_has_its_rate_units_and_change(bank: None, page: Page) -> None:
    tree = page("/rates/")
    assert texts(tree, "tbody th") == ["Доллар США USD", "Южнокорейская вона KRW"]
    assert texts(tree, "tbody td.num") == [
        "501.02",
        "▲ +2.67выросла на 2,67",
        "33.90 за 100",
        "▲ +0.10выросла на 0,10",
    ]
    assert [link.attributes["href"] for link in tree.css("tbody a")] == ["/rates/usd/", "/rates/krw/"]
    assert tree.css(".page .notice") == []


def test_majors_come_first(page: Page) -> None:
    for code in ("KRW", "AUD", "RUB", "USD"):
        publish(code, MONDAY, "5")
    assert [name[-3:] for name in texts(page("/rates/"), "tbody.majors th")] == ["USD", "RUB"]
    assert [name[-3:] for name in texts(page("/rates/"), "tbody:not(.majors) th")] == ["AUD", "KRW"]


def test_a_rate_of_another_day_says_its_day(page: Page) -> None:
    publish("USD", MONDAY, "501.02")
    publish("AUD", FRIDAY, "329.81")
    tree = page("/rates/")
    assert [time.attributes["datetime"] for time in tree.css("tbody .carried time")] == ["2026-11-20"]


def test_rates_that_go_on_are_marked(page: Page) -> None:
    publish("USD", FRIDAY, "498.35")
    assert len(page("/rates/").css(".page .notice")) == 1


def test_today_a_rate_goes_on_until_a_newer_one_comes(page: Page) -> None:
    publish("USD", MONDAY - timedelta(days=40), "480")
    assert texts(page("/rates/"), "tbody td.num")[0] == "480.00"


def test_what_the_bank_no_longer_quotes_is_left_out(page: Page) -> None:
    publish("USD", MONDAY, "501.02")
    publish("AUD", MONDAY - timedelta(days=40), "329.81")
    assert texts(page("/rates/"), "tbody th") == ["Доллар США USD"]


def test_tomorrows_rates_are_offered_and_todays_stand(bank: None, page: Page) -> None:
    publish("USD", TUESDAY, "505.00")
    tree = page("/rates/")
    assert [link.attributes["href"] for link in tree.css(".page .notice a")] == ["/rates/2026-11-24/"]
    assert texts(tree, "tbody td.num")[0] == "501.02"
    assert texts(page("/rates/2026-11-24/"), "tbody td.num")[0] == "505.00"


def test_without_rates_the_page_says_so(page: Page) -> None:
    tree = page("/rates/")
    assert texts(tree, ".page .notice") == ["Курсы ещё не получены."]
    assert tree.css("table, form.converter") == []


def test_samples_are_marked_and_are_no_data(page: Page, client: Client, now: object) -> None:
    load_samples(now)  # type: ignore[arg-type]
    tree = page("/rates/")
    assert texts(tree, ".page .sample-label") == ["образец данных"]
    assert tree.css(".data-files") == []
    assert client.get("/rates/2026-11-23/").status_code == 404
    assert client.get("/rates/usd/2026-11-23/").status_code == 404
    assert client.get("/rates/usd/2026-11-23.svg").status_code == 404
    assert b"".join(client.get("/rates.csv")).count(b"\r\n") == 1
    assert texts(page("/rates/usd/"), ".page .sample-label") == ["образец данных"]
    assert page("/rates/usd/").css("svg.chart, .data-files") == []


def test_a_day_has_a_page_and_the_days_around_it(bank: None, page: Page) -> None:
    tree = page("/rates/2026-11-21/")
    assert len(tree.css(".page .notice")) == 1
    assert texts(tree, "tbody td.num")[0] == "498.35"
    assert [(link.attributes["rel"], link.attributes["href"]) for link in tree.css(".day-steps a")] == [
        ("prev", "/rates/2026-11-20/"),
        ("next", "/rates/2026-11-22/"),
    ]
    assert [link.attributes["href"] for link in tree.css("tbody a")] == [
        "/rates/usd/2026-11-21/",
        "/rates/krw/2026-11-21/",
    ]


@pytest.mark.parametrize(
    "address",
    [
        "/rates/2026-11-19/",  # before the first
        "/rates/2026-11-24/",  # has not come and is not published
        "/rates/2027-01-01/",
        "/rates/2026-02-31/",
        "/rates/0001-01-01/",
        "/rates/9999-12-31/",
        "/rates/usd/2026-11-19/",
        "/rates/usd/2026-11-24/",
        "/rates/usd/2026-11-24.svg",
        "/rates/eur/2026-11-23/",
        "/rates/eur/2026-11-23.svg",
        "/rates/usd/0001-01-01.svg",
        "/rates/zzz/",
        "/rates/zzz.csv",
        "/rates/zzz.svg",
        "/rates/zzz/2026-11-23.svg",
        "/rates/us/",
        "/rates/u%00d/",
        "/rates/доллар/",
        "/kk/rates/usd.csv",
    ],
)
def test_what_is_not_there_is_not_found(bank: None, client: Client, address: str) -> None:
    assert client.get(address).status_code in {400, 404}


def test_a_rate_is_not_carried_over_a_hole_of_weeks(page: Page, client: Client) -> None:
    publish("USD", MONDAY - timedelta(days=60), "480")
    publish("USD", MONDAY, "501.02")
    assert client.get("/rates/2026-10-09/").status_code == 200  # fifteen days later
    assert client.get("/rates/2026-10-10/").status_code == 404
    assert client.get("/rates/usd/2026-10-10/").status_code == 404
    assert client.get("/rates/usd/2026-10-10.svg").status_code == 404


def test_a_form_without_a_script_leads_to_the_page_of_a_day(bank: None, client: Client) -> None:
    for typed in ("2026-11-21", "21.11.2026"):
        response = client.get("/rates/", {"date": typed})
        assert (response.status_code, response["Location"]) == (302, "/rates/2026-11-21/")
    response = client.get("/kk/rates/usd/", {"date": "2026-11-21"})
    assert (response.status_code, response["Location"]) == (302, "/kk/rates/usd/2026-11-21/")


@pytest.mark.parametrize("address", ["/rates/", "/rates/usd/"])
def test_a_day_that_is_none_is_answered_in_a_sentence(bank: None, page: Page, address: str) -> None:
    tree = page(f"{address}?date=2026-02-31")
    assert texts(tree, "#day-error") == ["Такого дня нет. Напишите дату так: 31.01.2026."]


def test_capitals_lead_to_the_one_address(bank: None, client: Client) -> None:
    for asked, led in (
        ("/rates/USD/", "/rates/usd/"),
        ("/kk/rates/Usd/?period=year", "/kk/rates/usd/?period=year"),
        ("/rates/USD.csv?from=2026-11-01", "/rates/usd.csv?from=2026-11-01"),
        ("/rates/USD/2026-11-23.svg", "/rates/usd/2026-11-23.svg"),
    ):
        response = client.get(asked)
        assert (response.status_code, response["Location"]) == (301, led)


def test_pages_say_where_they_stand(bank: None, page: Page) -> None:
    tree = page("/rates/usd/2026-11-23/")
    documents = [json.loads(node.text()) for node in tree.css("script[type='application/ld+json']")]
    [crumbs] = [document for document in documents if document["@type"] == "BreadcrumbList"]
    assert [item["name"] for item in crumbs["itemListElement"]] == [
        "Курсы валют",
        "Доллар США",
        "23 ноября 2026",
    ]
    assert texts(tree, ".trail li") == ["Курсы валют", "Доллар США", "23 ноября 2026"]
    [canonical] = tree.css("link[rel=canonical]")
    assert (canonical.attributes["href"] or "").endswith("/rates/usd/2026-11-23/")
    assert [link.attributes["hreflang"] for link in tree.css("link[hreflang]:not([title])")] == ["kk", "ru"]


def test_queries_do_not_grow_with_currencies(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for code in Currency.objects.values_list("pk", flat=True):
        for day in (FRIDAY, SATURDAY, MONDAY):
            publish(code, day, "10")
    client.get("/rates/")
    for address, count in (
        ("/rates/", 6),
        ("/rates/2026-11-23/", 7),
        ("/rates/usd/", 9),
        ("/rates/usd/2026-11-23/", 8),
    ):
        with django_assert_num_queries(count):
            client.get(address)
