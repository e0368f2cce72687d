"""One currency: chart, numbers, table."""

import json
import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.widgets.observations import publish
from tests.widgets.rates.conftest import FRIDAY, MONDAY, SATURDAY, TUESDAY, fetched
from widgets.models import Currency
from widgets.periods import Period
from widgets.rates.currency_page import months_before
from widgets.rates.series import by_months, rate_series

type Page = Callable[[str], LexborHTMLParser]


def texts(tree: LexborHTMLParser, selector: str) -> list[str]:
    return [re.sub(r"\s+", " ", node.text()).strip() for node in tree.css(selector)]


def test_the_month_is_shown_as_chart_numbers_and_table(bank: None, page: Page) -> None:
    publish("USD", date(2026, 10, 1), "480")
    tree = page("/rates/usd/")
    assert texts(tree, "h1") == ["Доллар США USD"]
    assert texts(tree, ".rate-now-value") == ["501.02"]
    assert texts(tree, "tbody th") == ["23 ноября 2026", "20 ноября 2026"]
    assert texts(tree, "tbody td.num") == ["501.02", "▲ +2.67выросла на 2,67", "498.35", ""]
    assert texts(tree, ".range-facts dd") == [
        "498.35 20 ноября 2026",
        "501.02 23 ноября 2026",
        "499.69",
        "▲ +2.67выросла на 2,67",
    ]
    assert len(tree.css("svg.chart path")) == 1


def test_the_chart_is_told_in_words(bank: None, page: Page) -> None:
    words = texts(page("/rates/usd/"), "svg.chart desc")[0]
    assert words == texts(page("/rates/usd/"), "figure figcaption")[0]
    for part in ("498.35", "501.02", "20 ноября 2026", "23 ноября 2026"):
        assert part in words


@pytest.mark.parametrize(
    ("query", "days"),
    [
        ("", ["20", "23"]),
        ("?period=month", ["20", "23"]),
        ("?period=all", ["1", "20", "23"]),
        ("?period=nonsense", ["20", "23"]),
        ("?from=2026-10-01&to=2026-11-20", ["1", "20"]),
        ("?from=2026-11-21", ["23"]),
        ("?to=2026-10-01", ["1"]),
    ],
)
def test_the_period_is_the_readers(bank: None, page: Page, query: str, days: list[str]) -> None:
    publish("USD", date(2026, 10, 1), "480")
    shown = [day.split()[0] for day in texts(page(f"/rates/usd/{query}"), "tbody th")]
    assert shown == days[::-1]


def test_files_and_picture_hold_the_days_of_the_chart(bank: None, page: Page) -> None:
    links = [link.attributes["href"] for link in page("/rates/usd/").css(".data-files a")][:5]
    period = "?from=2026-11-20&to=2026-11-23"
    assert links == [
        f"/rates/usd.csv{period}",
        f"/rates/usd.csv{period}&for=excel",
        f"/rates/usd.json{period}",
        f"/rates/usd.csv-metadata.json{period}",
        f"/rates/usd.svg{period}",
    ]


@pytest.mark.parametrize("query", ["?from=2026-11-23&to=2026-11-20", "?from=0001-01-01", "?to=9999-12-31"])
def test_a_period_that_is_none_is_answered_in_a_sentence(bank: None, page: Page, query: str) -> None:
    tree = page(f"/rates/usd/{query}")
    assert len(texts(tree, "#period-error")) == 1
    assert len(tree.css("tbody tr")) == 2


def test_a_period_without_rates_says_so(bank: None, page: Page) -> None:
    tree = page("/rates/usd/?from=2020-01-01&to=2020-12-31")
    assert len(tree.css(".page .notice")) == 1
    assert tree.css("svg.chart") == []


def test_a_long_period_is_shown_by_months(page: Page) -> None:
    for number in range(100):
        publish("USD", MONDAY - timedelta(days=number), str(500 + number % 7))
    tree = page("/rates/usd/?period=all")
    assert texts(tree, "tbody th") == ["Ноябрь 2026", "Октябрь 2026", "Сентябрь 2026", "Август 2026"]
    assert [link.attributes["href"] for link in tree.css("tbody a")][1] == "?from=2026-10-01&to=2026-10-31"


def test_a_republished_day_stands_once_with_its_newer_value(page: Page) -> None:
    publish("USD", MONDAY, "501.02", fetched_at=fetched(MONDAY))
    publish("USD", MONDAY, "501.20", fetched_at=fetched(MONDAY) + timedelta(hours=2))
    assert texts(page("/rates/usd/"), "tbody td.num")[0] == "501.20"
    assert len(page("/rates/usd/").css("tbody tr")) == 1


def test_a_changed_quant_is_no_jump_in_the_series() -> None:
    publish("KRW", FRIDAY, "0.338", quant=1)
    publish("KRW", SATURDAY, "3.38", quant=10)
    publish("KRW", MONDAY, "33.90", quant=100)
    series = rate_series(Currency.objects.get(pk="KRW"), Period())
    assert (series.basis, [row.value for row in series.rows]) == (
        100,
        [Decimal("33.8"), Decimal("33.8"), Decimal("33.90")],
    )
    assert series.changes() == [None, Decimal(0), Decimal("0.1")]


def test_months_have_their_ends_and_mean() -> None:
    for day, value in ((date(2026, 10, 30), "490"), (date(2026, 10, 31), "500"), (MONDAY, "501")):
        publish("USD", day, value)
    months = by_months(rate_series(Currency.objects.get(pk="USD"), Period()).rows)
    assert [(month, found.last.value, found.lowest.value, found.mean) for month, found in months] == [
        (date(2026, 11, 1), Decimal(501), Decimal(501), Decimal(501)),
        (date(2026, 10, 1), Decimal(500), Decimal(490), Decimal(495)),
    ]


def test_tomorrows_rate_is_offered(bank: None, page: Page) -> None:
    publish("USD", TUESDAY, "505.00")
    tree = page("/rates/usd/")
    assert texts(tree, ".rate-now-value") == ["501.02"]
    assert [link.attributes["href"] for link in tree.css(".page-head a")] == ["/rates/usd/2026-11-24/"]
    assert texts(tree, "tbody td.num")[0] == "505.00"


def test_catalogues_find_the_data_set(bank: None, page: Page) -> None:
    tree = page("/rates/usd/")
    documents = [json.loads(node.text()) for node in tree.css("script[type='application/ld+json']")]
    [found] = [document for document in documents if document["@type"] == "Dataset"]
    assert found["temporalCoverage"] == "2026-11-20/2026-11-23"
    assert [
        (file["encodingFormat"], file["contentUrl"].partition("/rates/")[2]) for file in found["distribution"]
    ] == [
        ("text/csv", "usd.csv"),
        ("application/json", "usd.json"),
    ]


def test_the_page_stands_in_kazakh(bank: None, page: Page) -> None:
    tree = page("/kk/rates/usd/")
    assert texts(tree, "h1") == ["АҚШ доллары USD"]
    assert texts(tree, "tbody th")[0] == "2026 ж. 23 қараша"
    assert tree.css_first("tbody a").attributes["href"] == "/kk/rates/usd/2026-11-23/"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("day", "count", "before"),
    [
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2026, 1, 15), 1, date(2025, 12, 15)),
        (date(2024, 2, 29), 12, date(2023, 2, 28)),
    ],
)
def test_a_month_before_is_the_same_day_or_the_last(day: date, count: int, before: date) -> None:
    assert months_before(day, count) == before
