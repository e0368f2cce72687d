"""Rates in the API: exact, under their own dates, and converted as on the page."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from tests.widgets.api.conftest import Ask
from tests.widgets.observations import publish
from widgets.api.rates import rates_board_shape

FRIDAY, MONDAY, TUESDAY = date(2026, 11, 20), date(2026, 11, 23), date(2026, 11, 24)


@pytest.fixture
def bank() -> None:
    """Friday and Monday; nothing for the days between."""
    for day, dollar, won in ((FRIDAY, "498.35", "33.80"), (MONDAY, "501.02", "33.90")):
        at = datetime(day.year, day.month, day.day, 10, tzinfo=UTC) - timedelta(days=1)
        publish("USD", day, dollar, fetched_at=at)
        publish("KRW", day, won, quant=100, change=Decimal("0.10"), fetched_at=at)


def by_code(answer: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {item["currency"]["code"]: item for item in answer["items"]}


def test_the_board_of_today_is_exact(ask: Ask, bank: None) -> None:
    answer = ask("rates/")
    dollar, won = by_code(answer)["USD"], by_code(answer)["KRW"]
    assert (answer["day"], answer["published"], answer["carried_forward"]) == (
        "2026-11-23", "2026-11-23", False,
    )  # fmt: skip
    assert (dollar["value"], dollar["quant"], dollar["change"]) == ("501.02", 1, "2.67")
    assert (won["value"], won["quant"], won["per_unit"], won["change"]) == ("33.90", 100, "0.339", "0.10")
    assert dollar["currency"]["is_major"] is True
    assert answer["tomorrow"] is None
    assert answer["source"]["url"] == "https://nationalbank.kz/"
    assert answer["links"]["csv"].endswith("/rates.csv")


def test_tomorrow_stands_beside_today_once_it_is_out(ask: Ask, bank: None, now: datetime) -> None:
    publish("USD", TUESDAY, "503.5", change=Decimal("2.48"))
    answer = ask("rates/")
    dollar = by_code(answer)["USD"]
    assert (answer["tomorrow"], dollar["value"]) == ("2026-11-24", "501.02")
    assert dollar["tomorrow"] == {"quant": 1, "value": "503.5", "per_unit": "503.5", "change": "2.48"}
    assert by_code(answer)["KRW"]["tomorrow"] is None
    assert answer["links"]["tomorrow"].endswith("/api/v1/rates/?date=2026-11-24")
    shape = rates_board_shape(now)
    assert shape.tomorrow == TUESDAY
    assert shape.items[0].tomorrow is not None
    assert shape.items[0].tomorrow.value == "503.5"


def test_a_day_without_a_publication_carries_the_last_rate_forward(ask: Ask, bank: None) -> None:
    answer = ask("rates/?date=2026-11-22")
    dollar = by_code(answer)["USD"]
    assert (answer["carried_forward"], dollar["carried_forward"]) == (True, True)
    assert (dollar["date"], dollar["value"]) == ("2026-11-20", "498.35")
    assert answer["page"]["ru"].endswith("/rates/2026-11-22/")
    assert answer["links"]["json"].endswith("/rates.json?date=2026-11-22")


@pytest.mark.parametrize("day", ["2026-11-19", "2026-12-20", "2026-11-25"])
def test_a_day_without_rates_is_not_found(ask: Ask, bank: None, day: str) -> None:
    assert ask(f"rates/?date={day}", 404)["code"] == "not_found"


@pytest.mark.usefixtures("samples")
def test_samples_are_marked_and_stand_for_no_day(ask: Ask) -> None:
    assert ask("rates/")["is_sample"] is True
    ask("rates/?date=2026-11-23", 404)
    assert ask("rates/usd/")["items"] == []


def test_the_series_is_walked_by_its_cursor(ask: Ask) -> None:
    for number in range(7):
        publish("USD", FRIDAY + timedelta(days=number), f"50{number}.10")
    publish("USD", FRIDAY, "499.9", fetched_at=datetime(2026, 12, 1, tzinfo=UTC))
    seen: list[Any] = []
    address = "rates/USD/?limit=2&to=2026-11-24"
    while address:
        answer = ask(address)
        seen += [(day["date"], day["value"]) for day in answer["items"]]
        address = (answer["links"]["next"] or "").partition("/api/v1/")[2]
    assert seen == [
        ("2026-11-20", "499.9"),
        ("2026-11-21", "501.10"),
        ("2026-11-22", "502.10"),
        ("2026-11-23", "503.10"),
        ("2026-11-24", "504.10"),
    ]
    answer = ask("rates/usd/")
    assert (answer["since"], answer["until"]) == ("2026-11-20", "2026-11-26")
    assert answer["now"]["value"] == "503.10"
    assert answer["files"]["chart"].endswith("/rates/usd.svg")


@pytest.mark.parametrize(
    ("query", "result"),
    [
        ("from=USD", "501.02"),
        ("from=usd&to=kzt&amount=100", "50102.00"),
        ("from=KZT&to=USD&amount=1000", "2.00"),
        # A hundred won are 33.90 tenge.
        ("from=KRW&amount=100", "33.90"),
        ("from=KZT&to=KRW", "2.95"),
        ("from=USD&to=KRW", "1477.94"),
        ("from=KZT&to=USD", "0.001996"),
        ("from=KZT&to=USD&amount=0.000001", "0.000000001996"),
        ("from=USD&to=USD&amount=99,90", "99.90"),
        ("from=USD&amount=2&date=2026-11-21", "996.70"),
        ("from=USD&amount=0", "0.00"),
    ],
)
def test_the_converter_reckons_as_the_page_does(ask: Ask, bank: None, query: str, result: str) -> None:
    assert ask(f"rates/convert/?{query}")["result"] == result


def test_the_converter_names_the_rates_it_used(ask: Ask, bank: None) -> None:
    answer = ask("rates/convert/?from=USD&to=KRW&amount=1.5&date=2026-11-22")
    assert (answer["amount"], answer["day"]) == ("1.5", "2026-11-22")
    assert [(rate["currency"]["code"], rate["date"], rate["quant"]) for rate in answer["rates"]] == [
        ("USD", "2026-11-20", 1),
        ("KRW", "2026-11-20", 100),
    ]


@pytest.mark.parametrize(
    ("address", "parameter"),
    [
        ("rates/?date=tomorrow", "date"),
        ("rates/?date=1900-01-01", "date"),
        ("rates/?day=2026-11-20", "day"),
        ("rates/usd/?from=2026-11-02&to=2026-11-01", "from"),
        ("rates/usd/?limit=1000", "limit"),
        ("rates/convert/", "from"),
        ("rates/convert/?from=EUR", "from"),
        ("rates/convert/?from=USD&to=XXX", "to"),
        ("rates/convert/?from=DOLLARS", "from"),
        ("rates/convert/?from=USD&amount=-5", "amount"),
        ("rates/convert/?from=USD&amount=" + "9" * 13, "amount"),
        ("rates/convert/?from=USD&amount=NaN", "amount"),
        ("rates/convert/?from=USD&amount=1e9", "amount"),
        ("rates/convert/?from=%D0%B0%D0%B1%D0%B2", "from"),
    ],
)
def test_a_wrong_parameter_is_named(ask: Ask, bank: None, address: str, parameter: str) -> None:
    assert ask(address, 400)["errors"][0]["parameter"] == parameter


def test_a_character_that_no_text_has_is_refused(ask: Ask) -> None:
    ask("rates/convert/?from=USD&amount=%00", 400)


@pytest.mark.parametrize("address", ["rates/xxx/", "rates/dollar/", "rates/u$d/"])
def test_an_unknown_currency_is_not_found(ask: Ask, address: str) -> None:
    ask(address, 404)


@pytest.mark.parametrize(
    "address", ["rates/", "rates/?date=2026-11-22", "rates/usd/", "rates/convert/?from=USD"]
)
def test_the_language_of_who_asks_changes_nothing(client: Client, bank: None, address: str) -> None:
    answers = {
        client.get(f"/api/v1/{address}", headers={"accept-language": language}).content
        for language in ("ru", "kk", "en", "de")
    }
    assert len(answers) == 1


def test_the_number_of_queries_does_not_grow_with_the_rows(
    queries: Callable[[str], int], now: datetime, django_assert_num_queries: Any
) -> None:
    addresses = ["rates/", "rates/?date=2026-11-22", "rates/usd/", "rates/convert/?from=USD"]
    for code in ("USD", "EUR", "GBP"):
        publish(code, FRIDAY, "499", fetched_at=now - timedelta(days=9))
    few = [queries(address) for address in addresses]
    for number in range(30):
        for code in ("USD", "EUR", "KRW", "TRY", "JPY"):
            publish(code, date(2026, 10, 25) + timedelta(days=number), "500")
    assert [queries(address) for address in addresses] == few
    with django_assert_num_queries(1):
        rates_board_shape(now)
