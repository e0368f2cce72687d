"""Every sample of the feed, and what it must give."""

from datetime import date
from decimal import Decimal

import pytest

from tests.widgets.bank import SAMPLES, document, sample
from widgets.nbk import Publication, parse
from widgets.nbk.items import Fault
from widgets.runs import ParseError

TODAY = date(2026, 2, 2)
SATURDAY = date(2026, 1, 31)
LISTED = (
    "AED AMD AUD AZN BRL BYN CAD CHF CNY CZK DKK EUR GBP GEL HKD HUF INR IRR JPY KGS KRW KWD MDL MXN MYR"
    " NOK PLN RUB SAR SEK SGD THB TJS TRY UAH USD UZS XDR ZAR"
)
DAYS = {
    "2026-01-28": ("499.86", "595.53", "71.92", "6.57"),
    "2026-01-29": ("500.58", "596.6", "72.02", "6.58"),
    "2026-01-30": ("499.34", "594.76", "71.84", "6.56"),
    "2026-01-31": ("501.02", "597.27", "72.08", "6.59"),
    "2026-02-01": ("501.02", "597.27", "72.08", "6.59"),
    "2026-02-02": ("501.02", "597.27", "72.08", "6.59"),
}
REFUSED = {
    "wrong_date.xml": "wrong_date",
    "future_date.xml": "future_date",
    "malformed_truncated.xml": "not_xml",
    "malformed_unclosed_item.xml": "not_xml",
    "error_502.html": "not_xml",
    "error_200_xhtml.html": "not_feed",
    "error_200_html_page.html": "forbidden_dtd",
    "attack_billion_laughs.xml": "forbidden_dtd",
    "attack_xxe_file.xml": "forbidden_dtd",
    "attack_xxe_external_dtd.xml": "forbidden_dtd",
}
EMPTY = ["empty_day.xml", "empty_minimal.xml", "empty_body.xml"]


def read(name: str, asked: date | None = None) -> Publication:
    return parse(sample(name), asked, today=TODAY)


def refused(body: bytes, asked: date | None = None) -> ParseError:
    with pytest.raises(ParseError) as caught:
        parse(body, asked, today=TODAY)
    return caught.value


def faults(publication: Publication) -> list[tuple[str, Fault]]:
    return [(item.code, item.fault) for item in publication.rejected]


def majors(publication: Publication) -> dict[str, tuple[str, int, str]]:
    return {
        item.code: (str(item.value), item.quant, str(item.change))
        for item in publication.items
        if item.code in {"USD", "EUR", "CNY", "RUB"}
    }


@pytest.mark.parametrize("day", DAYS)
def test_a_day_has_all_currencies_to_the_digit(day: str) -> None:
    publication = read(f"get_rates_{day}.xml", date.fromisoformat(day))
    assert str(publication.date) == day
    assert publication.rejected == ()
    assert sorted(item.code for item in publication.items) == LISTED.split()
    found = majors(publication)
    assert tuple(found[code][0] for code in ("USD", "EUR", "CNY", "RUB")) == DAYS[day]


def test_the_day_of_the_seed_has_its_changes() -> None:
    assert majors(read("get_rates_2026-01-31.xml")) == {
        "USD": ("501.02", 1, "1.68"),
        "EUR": ("597.27", 1, "2.51"),
        "CNY": ("72.08", 1, "0.24"),
        "RUB": ("6.59", 1, "0.03"),
    }


def test_currencies_of_many_units_keep_their_quant() -> None:
    quants = {item.code: item.quant for item in read("get_rates_2026-01-31.xml").items if item.quant != 1}
    assert quants == {"AMD": 10, "HUF": 10, "KRW": 100, "UZS": 100, "IRR": 1000}


@pytest.mark.parametrize(
    ("earlier", "later"),
    [("2026-01-28", "2026-01-29"), ("2026-01-29", "2026-01-30"), ("2026-01-30", "2026-01-31")],
)
def test_changes_are_the_differences_of_days(earlier: str, later: str) -> None:
    before = {item.code: item.value for item in read(f"get_rates_{earlier}.xml").items}
    changes = {item.code: item.value - before[item.code] for item in read(f"get_rates_{later}.xml").items}
    assert {item.code: item.change for item in read(f"get_rates_{later}.xml").items} == changes


@pytest.mark.parametrize("day", ["2026-02-01", "2026-02-02"])
def test_a_week_end_repeats_the_figures_without_a_change(day: str) -> None:
    publication = read(f"get_rates_{day}.xml")
    assert {str(item.change) for item in publication.items} == {"0.00"}
    saturday = {item.code: item.value for item in read("get_rates_2026-01-31.xml").items}
    assert {item.code: item.value for item in publication.items} == saturday


def test_the_rss_says_the_same() -> None:
    rss = read("rates_all_2026-01-31.xml")
    assert rss.date == SATURDAY
    assert set(rss.items) == set(read("get_rates_2026-01-31.xml").items)
    assert rss.rejected == ()


def test_dead_currencies_of_the_rss_are_left_out() -> None:
    publication = read("rates_all_stale_two_digit_year.xml", SATURDAY)
    assert publication.date == SATURDAY
    assert [(item.code, str(item.value)) for item in publication.items] == [
        ("USD", "501.02"),
        ("EUR", "597.27"),
        ("CNY", "72.08"),
        ("KGS", "5.73"),
        ("RUB", "6.59"),
    ]
    assert faults(publication) == [(code, Fault.OTHER_DATE) for code in ("LVL", "EEK", "TRL")]
    assert publication.mentioned == {"USD", "EUR", "CNY", "KGS", "RUB"}


def test_a_byte_order_mark_does_not_matter() -> None:
    assert read("bom.xml") == read("get_rates_2026-01-31.xml")


@pytest.mark.parametrize("name", EMPTY)
def test_an_answer_without_items_is_no_data(name: str) -> None:
    assert read(name, date(2026, 1, 4)) == Publication(None)


def test_each_bad_item_is_judged_alone() -> None:
    publication = read("bad_values.xml", SATURDAY)
    assert publication.date == SATURDAY
    assert {item.code: (str(item.value), item.quant, item.change) for item in publication.items} == {
        "USD": ("501.02", 1, Decimal("2.11")),
        "EUR": ("597.27", 1, Decimal("2.40")),
        "CNY": ("72.08", 1, None),
        "KWD": ("1632.92", 1, Decimal("-1.00")),
        "UZS": ("4.13", 100, Decimal("-0.01")),
        # Readable, and wrong: that is for the guard to say.
        "JPY": ("-3.14", 1, None),
        "IRR": ("0.42", 1000, None),
    }
    assert faults(publication) == [
        ("RUB", Fault.VALUE),
        ("GBP", Fault.VALUE),
        ("KRW", Fault.QUANT),
        ("AMD", Fault.QUANT),
        ("CHF", Fault.VALUE),
        ("XX", Fault.CODE),
        ("usd", Fault.CODE),
        ("USD", Fault.DUPLICATE),
        ("ZZZ", Fault.CODE),
        ("KZT", Fault.CODE),
    ]
    assert [item.detail for item in publication.rejected if item.code == "USD"] == ["999.99"]
    assert "RUB" in publication.mentioned


@pytest.mark.parametrize("name", REFUSED)
def test_a_document_that_cannot_be_trusted_is_refused_whole(name: str) -> None:
    assert refused(sample(name)).reason == REFUSED[name]


def test_every_sample_has_a_test() -> None:
    others = {"rates_all_2026-01-31.xml", "rates_all_stale_two_digit_year.xml", "bom.xml", "bad_values.xml"}
    tested = {f"get_rates_{day}.xml" for day in DAYS} | others | set(REFUSED) | set(EMPTY)
    assert {path.name for path in SAMPLES.iterdir()} == tested


def test_another_day_than_was_asked_for_is_refused() -> None:
    error = refused(sample("get_rates_2026-01-30.xml"), SATURDAY)
    assert (error.reason, error.detail) == ("wrong_date", "the date is 2026-01-30, asked was 2026-01-31")


def test_tomorrow_is_no_future_and_the_day_after_is() -> None:
    assert parse(document("03.02.2026"), today=TODAY).date == date(2026, 2, 3)
    assert refused(document("04.02.2026")).reason == "future_date"


@pytest.mark.parametrize("day", ["", "сегодня", "2026-01-31", "14.11.1993", "31/01/2026", "1.1"])
def test_a_day_that_cannot_be_is_refused(day: str) -> None:
    assert refused(document(day)).reason == "wrong_date"


def test_a_future_item_does_not_make_the_rest_of_the_rss_dead() -> None:
    body = sample("rates_all_2026-01-31.xml").replace(b"31.01.2026", b"31.01.2036", 1)
    assert refused(body).reason == "future_date"


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("501.02", "501.02"),
        ("501,02", "501.02"),
        (" 1 632.92 ", "1632.92"),
        ("1\u00a0632,92", "1632.92"),
        ("1\u202f632,92", "1632.92"),
        ("3", "3"),
        ("0.4", "0.4"),
        ("501.020", "501.020"),
        ("0", "0"),
        ("-1", "-1"),
    ],
)
def test_numbers_are_exact(written: str, value: str) -> None:
    publication = parse(document("31.01.2026", GBP=written), today=TODAY)
    assert [str(item.value) for item in publication.items if item.code == "GBP"] == [value]


@pytest.mark.parametrize(
    "written",
    ["", "NaN", "inf", "1e3", "1_000", "1.2.3", "0x1F", "٣", "1234567890", "1.", ".5", "--1", "1,234.5"],
)
def test_what_is_no_number_is_left_out(written: str) -> None:
    publication = parse(document("31.01.2026", GBP=written), today=TODAY)
    assert faults(publication) == [("GBP", Fault.VALUE)]


def test_a_document_without_one_readable_item_is_refused() -> None:
    assert refused(document("31.01.2026", USD="?", EUR="?", CNY="?", RUB="?")).reason == "unreadable"


@pytest.mark.parametrize(
    "body",
    [
        b"\x00",
        b"\xff\xfe\x00",
        b"{}",
        b"<rates>",
        b'<?xml version="1.0" encoding="no-such"?><rates/>',
        b'<?xml version="1.0" encoding="utf-32"?><rates/>',
        "<rates><date>31.01.2026</date></rates>".encode("utf-16")[:-3],
        b'<?xml version="1.0" encoding="utf-8"?><rates>\xcf\xf0</rates>',
    ],
)
def test_garbage_is_refused_in_words(body: bytes) -> None:
    assert refused(body).reason == "not_xml"


def test_a_million_bytes_of_nested_elements_are_survived() -> None:
    assert refused(b"<a>" * 140_000 + b"</a>" * 140_000).reason in {"not_feed", "not_xml"}
