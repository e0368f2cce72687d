"""Amounts between currencies, without a script."""

from decimal import Decimal

import pytest
from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from widgets.rates.converter import amount_text, read_amount

pytestmark = pytest.mark.usefixtures("bank")


def result(client: Client, address: str, **query: str) -> str:
    tree = LexborHTMLParser(client.get(address, query).content)
    return tree.css_first("output").text().strip().replace("\N{NO-BREAK SPACE}", " ")  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ({}, "1 USD = 501.02 KZT"),
        ({"amount": "100", "of": "USD", "in": "KZT"}, "100 USD = 50 102.00 KZT"),
        ({"amount": "1000", "of": "KZT", "in": "USD"}, "1000 KZT = 2.00 USD"),
        # A hundred won are 33.90 tenge.
        ({"amount": "100", "of": "KRW", "in": "KZT"}, "100 KRW = 33.90 KZT"),
        ({"amount": "1", "of": "KZT", "in": "KRW"}, "1 KZT = 2.95 KRW"),
        ({"amount": "1", "of": "USD", "in": "KRW"}, "1 USD = 1 477.94 KRW"),
        ({"amount": "1", "of": "KZT", "in": "USD"}, "1 KZT = 0.001996 USD"),
        ({"amount": "0", "of": "USD"}, "0 USD = 0.00 KZT"),
        ({"of": "XXX", "in": "<b>"}, "1 USD = 501.02 KZT"),
    ],
)
def test_it_reckons_both_ways_with_quants(client: Client, query: dict[str, str], shown: str) -> None:
    assert result(client, "/rates/", **query) == shown


def test_on_the_page_of_a_day_it_uses_the_rates_of_that_day(client: Client) -> None:
    assert result(client, "/rates/2026-11-21/", amount="2") == "2 USD = 996.70 KZT"
    assert result(client, "/rates/usd/2026-11-20/", amount="2") == "2 USD = 996.70 KZT"


@pytest.mark.parametrize("typed", ["-1", "abc", "1e9", "9" * 30, "1.2.3", "٣", "NaN", "Infinity", "<script>"])
def test_what_is_no_amount_is_kept_and_answered_in_a_sentence(client: Client, typed: str) -> None:
    tree = LexborHTMLParser(client.get("/rates/", {"amount": typed}).content)
    field = tree.css_first("[name=amount]")
    assert field is not None
    assert field.attributes["value"] == typed
    assert field.attributes["aria-invalid"] == "true"
    assert tree.css_first("#converter-error").text().endswith(".")  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("typed", "amount"),
    [("1 500", "1500"), ("1\N{NO-BREAK SPACE}500,50", "1500.50"), ("1'000.25", "1000.25"), ("007", "7")],
)
def test_amounts_are_read_as_people_write_them(typed: str, amount: str) -> None:
    assert read_amount(typed) == Decimal(amount)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("1234567.005", "1\N{NO-BREAK SPACE}234\N{NO-BREAK SPACE}567.01"),
        ("0.5", "0.50"),
        ("0.99996", "1.00"),
        ("0.00001234567", "0.00001235"),
    ],
)
def test_amounts_are_written_so_that_they_say_something(value: str, text: str) -> None:
    assert amount_text(Decimal(value)) == text
