"""Stable addresses of rates: files for programs, pictures for stories."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client

from newsportal.lib.html import IMAGE_SOURCE, sanitise
from tests.widgets.observations import publish
from tests.widgets.rates.conftest import MONDAY, fetched

pytestmark = pytest.mark.usefixtures("bank")


@pytest.fixture
def get(client: Client) -> Callable[[str], str]:
    def body(address: str) -> str:
        response: Any = client.get(address)
        assert response.status_code == 200, address
        return response.getvalue().decode()

    return body


def test_a_series_is_one_row_for_each_day(get: Callable[[str], str]) -> None:
    assert get("/rates/usd.csv") == (
        "date,currency,quant,rate,rate_per_unit,change,fetched_at\r\n"
        "2026-11-20,USD,1,498.35,498.35,,2026-11-19T10:00:00Z\r\n"
        "2026-11-23,USD,1,501.02,501.02,,2026-11-22T10:00:00Z\r\n"
    )
    assert get("/rates/krw.csv?from=2026-11-21").splitlines()[1:] == [
        "2026-11-23,KRW,100,33.90,0.339,0.10,2026-11-22T10:00:00Z"
    ]
    assert get("/rates/eur.csv").count("\r\n") == 1


def test_a_republished_day_stands_once_in_the_file(get: Callable[[str], str]) -> None:
    publish("USD", MONDAY, "501.20", fetched_at=fetched(MONDAY) + timedelta(hours=2))
    assert [line.split(",")[3] for line in get("/rates/usd.csv").splitlines()[1:]] == ["498.35", "501.20"]


def test_a_day_is_one_row_for_each_currency_and_marks_what_went_on(get: Callable[[str], str]) -> None:
    assert get("/rates.csv?date=2026-11-21") == (
        "currency,date,carried_forward,quant,rate,rate_per_unit,change,fetched_at\r\n"
        "USD,2026-11-20,true,1,498.35,498.35,,2026-11-19T10:00:00Z\r\n"
        "KRW,2026-11-20,true,100,33.80,0.338,0.10,2026-11-19T10:00:00Z\r\n"
    )
    assert get("/rates.csv").splitlines()[1].startswith("USD,2026-11-23,false,1,501.02")


def test_json_and_metadata_say_the_same(get: Callable[[str], str]) -> None:
    series = json.loads(get("/rates/usd.json?to=2026-11-20"), parse_float=Decimal)
    assert [row["rate"] for row in series["data"]] == [Decimal("498.35")]
    assert series["sources"][0]["url"] == "https://nationalbank.kz/"
    about = json.loads(get("/rates/usd.csv-metadata.json"))
    assert [column["name"] for column in about["tableSchema"]["columns"]] == list(series["data"][0])
    assert json.loads(get("/rates.json"))["data"][1]["currency"] == "KRW"
    assert json.loads(get("/rates.csv-metadata.json"))["tableSchema"]["primaryKey"] == ["currency"]


@pytest.mark.parametrize(
    "query", ["?from=2026-11-23&to=2026-11-20", "?from=0001-01-01", "?to=9999-12-31", "?from=x", "?from=%00"]
)
@pytest.mark.parametrize(
    "address", ["/rates/usd.csv", "/rates/usd.json", "/rates/usd.csv-metadata.json", "/rates/usd.svg"]
)
def test_a_period_that_is_none_is_refused(client: Client, address: str, query: str) -> None:
    assert client.get(address + query).status_code == 400


def test_a_bad_day_of_a_file_is_refused_in_a_sentence(client: Client) -> None:
    response = client.get("/rates.csv?date=2026-02-31")
    assert (response.status_code, response.headers["Content-Type"]) == (400, "text/plain; charset=utf-8")


def test_a_file_changes_its_tag_when_a_rate_arrives_and_not_before(client: Client) -> None:
    tag = client.get("/rates/usd.csv").headers["ETag"]
    publish("EUR", MONDAY, "597.27")
    assert client.get("/rates/usd.csv", headers={"If-None-Match": tag}).status_code == 304
    publish("USD", MONDAY, "501.20", fetched_at=fetched(MONDAY) + timedelta(hours=2))
    assert client.get("/rates/usd.csv", headers={"If-None-Match": tag}).status_code == 200


def test_the_picture_of_a_day_says_value_change_date_and_source(get: Callable[[str], str]) -> None:
    svg = get("/rates/usd/2026-11-23.svg")
    words = [node.text for node in ElementTree.fromstring(svg.encode()).iter() if node.text]
    for part in ("Доллар США, 23 ноября 2026", "501.02 ₸", "▲ +2.67"):
        assert part in words
    assert any("Национальн" in word for word in words)
    assert "20 ноября 2026" in get("/rates/usd/2026-11-21.svg")


def test_the_picture_of_a_day_stays_what_it_was(get: Callable[[str], str]) -> None:
    card, chart = get("/rates/krw/2026-11-20.svg"), get("/rates/krw.svg?from=2026-11-20&to=2026-11-23")
    publish("KRW", date(2026, 11, 24), "3.5", quant=10)
    publish("KRW", date(2026, 11, 25), "9000", quant=1)
    assert get("/rates/krw/2026-11-20.svg") == card
    assert get("/rates/krw.svg?from=2026-11-20&to=2026-11-23") == chart


PICTURES = [
    "/rates/usd/2026-11-23.svg",
    "/rates/usd/2026-11-23.svg?theme=dark",
    "/kk/rates/usd/2026-11-23.svg",
    "/rates/usd.svg",
    "/rates/usd.svg?from=2026-11-20&to=2026-11-23&theme=light",
    "/rates/usd.svg?from=2020-01-01&to=2020-12-31",
    "/kk/rates/usd.svg?theme=nonsense",
]


@pytest.mark.parametrize("address", PICTURES)
def test_a_picture_may_stand_in_a_story(client: Client, address: str) -> None:
    assert IMAGE_SOURCE.fullmatch(address)
    body = f'<figure><img src="{address.replace("&", "&amp;")}" alt="Курс"></figure>'
    assert sanitise(body) == body
    response = client.get(address)
    assert response.headers["Content-Type"] == "image/svg+xml; charset=utf-8"
    ElementTree.fromstring(response.content)
    assert response.headers["Cache-Control"] == "public, max-age=300"
    assert response.headers["ETag"]
    assert not response.cookies
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    again = client.get(address, headers={"If-None-Match": response.headers["ETag"]})
    assert again.status_code == 304


def test_pictures_are_in_the_language_of_their_address(get: Callable[[str], str]) -> None:
    assert "АҚШ доллары" in get("/kk/rates/usd.svg")
    assert "АҚШ доллары, 2026 ж. 23 қараша" in get("/kk/rates/usd/2026-11-23.svg")


def test_the_sitemap_has_each_currency_with_a_series(get: Callable[[str], str]) -> None:
    assert "/sitemap-data.xml" in get("/sitemap.xml")
    found = [
        node.text or ""
        for node in ElementTree.fromstring(get("/sitemap-data.xml").encode()).iter()
        if (node.text or "").strip()
    ]
    paths = [address.partition("8000")[2] for address in found]
    assert [path for path in paths if "/rates/" in path] == [
        "/rates/usd/",
        "/rates/krw/",
        "/kk/rates/usd/",
        "/kk/rates/krw/",
    ]


@pytest.mark.parametrize(
    "address", ["/rates/usd/", "/rates/usd.csv", "/rates/usd.svg", "/rates/usd/2026-11-23.svg", "/rates.csv"]
)
def test_they_are_for_reading_only(client: Client, address: str) -> None:
    assert client.post(address).status_code == 405
