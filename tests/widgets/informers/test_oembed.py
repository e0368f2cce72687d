"""oEmbed answers, as its specification says, and pages that name the address of theirs."""

import json
from collections.abc import Callable
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from tests.widgets.informers.reading import attributes

SITE = "http://127.0.0.1:8000"

pytestmark = pytest.mark.usefixtures("observed")


def asked(client: Client, address: str, tail: str = "") -> dict[str, object]:
    response = client.get(f"/embed/oembed/?url={quote(address, safe='')}{tail}")
    assert response.status_code == 200, address
    return dict(json.loads(response.content))


def test_a_page_of_rates_is_answered_with_its_informer(client: Client) -> None:
    answer = asked(client, f"{SITE}/rates/usd/?period=year")
    html = answer.pop("html")
    assert answer == {
        "type": "rich",
        "version": "1.0",
        "title": "Курсы Национального Банка РК",
        "provider_name": "127.0.0.1",
        "provider_url": f"{SITE}/",
        "cache_age": 300,
        "width": 320,
        "height": 205,
    }
    frame = attributes(LexborHTMLParser(str(html)), "iframe")
    assert frame["src"] == f"{SITE}/embed/rates/?currencies=usd"
    assert (frame["width"], frame["height"]) == ("320", "205")


@pytest.mark.parametrize(
    ("path", "frame"),
    [
        ("/rates/", "/embed/rates/"),
        ("/rates/USD/", "/embed/rates/?currencies=usd"),
        ("/kk/rates/", "/kk/embed/rates/"),
        ("/weather/", "/embed/weather/"),
        ("/weather/almaty/", "/embed/weather/?cities=almaty"),
        ("/kk/weather/almaty/", "/kk/embed/weather/?cities=almaty"),
        (
            "/embed/rates/?currencies=EUR&currencies=usd&theme=dark",
            "/embed/rates/?currencies=eur,usd&theme=dark",
        ),
        ("/kk/embed/weather/?theme=auto", "/kk/embed/weather/"),
    ],
)
def test_each_page_has_an_informer_of_its_own_in_its_language(client: Client, path: str, frame: str) -> None:
    html = LexborHTMLParser(str(asked(client, SITE + path)["html"]))
    assert attributes(html, "iframe")["src"] == SITE + frame


def test_the_measures_asked_for_are_not_exceeded(client: Client) -> None:
    small = asked(client, f"{SITE}/rates/", "&maxwidth=200&maxheight=150")
    assert (small["width"], small["height"]) == (200, 150)
    assert 'width="200" height="150"' in str(small["html"])
    large = asked(client, f"{SITE}/rates/", "&maxwidth=1200&maxheight=1200")
    assert (large["width"], large["height"]) == (320, 376)


def test_xml_says_the_same(client: Client) -> None:
    response = client.get(f"/embed/oembed/?format=xml&url={SITE}/rates/")
    assert response.headers["Content-Type"] == "text/xml; charset=utf-8"
    root = ElementTree.fromstring(response.content)
    assert root.tag == "oembed"
    assert {node.tag: node.text for node in root} == {
        name: str(value) for name, value in asked(client, f"{SITE}/rates/").items()
    }


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("", 400),
        ("url=", 400),
        (f"url={SITE}/rates/&maxwidth=-1", 400),
        (f"url={SITE}/rates/&maxheight={'9' * 30}", 400),
        (f"url={SITE}/rates/&maxwidth=٣", 400),
        (f"url={SITE}/rates/&format=yaml", 501),
        (f"url={SITE}/rates/&format=", 501),
        ("url=https://evil.example/rates/", 404),
        (f"url={SITE}.evil.example/rates/", 404),
        ("url=http://user@127.0.0.1:8000/rates/", 404),
        ("url=ftp://127.0.0.1:8000/rates/", 404),
        ("url=//127.0.0.1:8000/rates/", 404),
        ("url=/rates/", 404),
        ("url=http://[", 404),
        ("url=http://127.0.0.1:x/rates/", 404),
        (f"url={SITE}/rates/xyz/", 404),
        (f"url={SITE}/weather/nowhere/", 404),
        (f"url={SITE}/rates/usd/2026-11-20/", 404),
        (f"url={SITE}/", 404),
        (f"url={SITE}/embed/", 404),
        (f"url={SITE}/admin/", 404),
        (f"url={SITE}/embed/weather/%3Fcities%3Da%252500", 404),
        (f"url={SITE}/embed/weather/%3Fcities%3Da%25252500", 404),
        (f"url={SITE}/weather/a%252500/", 404),
        (f"url={SITE}/embed/rates/%3Ftheme%3Dpink", 404),
        ("url=" + "x" * 5000, 404),
        ("url=%ff", 404),
    ],
)
def test_what_has_no_informer_is_refused(client: Client, query: str, status: int) -> None:
    response = client.get(f"/embed/oembed/?{query}")
    assert response.status_code == status, query


def test_programs_of_other_pages_may_read_it(client: Client) -> None:
    response = client.get(f"/embed/oembed/?url={SITE}/rates/")
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Cache-Control"] == "public, max-age=300"
    assert response.headers["ETag"]
    assert not response.cookies
    assert client.post("/embed/oembed/").status_code == 405


def test_an_informer_names_it_too_with_all_that_was_chosen(client: Client, get: Callable[[str], str]) -> None:
    page = LexborHTMLParser(get("/kk/embed/weather/?cities=almaty&cities=ridder&theme=dark"))
    link = attributes(page, 'link[type="application/json+oembed"]')["href"] or ""
    html = json.loads(client.get(link.removeprefix(SITE)).content)["html"]
    address = attributes(LexborHTMLParser(html), "iframe")["src"]
    assert address == f"{SITE}/kk/embed/weather/?cities=almaty,ridder&theme=dark"


@pytest.mark.parametrize("path", ["/rates/", "/rates/usd/", "/weather/", "/kk/weather/almaty/"])
def test_pages_name_the_address_of_their_answer(client: Client, get: Callable[[str], str], path: str) -> None:
    page = LexborHTMLParser(get(path))
    links = {
        link.attributes["type"]: link.attributes["href"] or ""
        for link in page.css("head link[rel=alternate][type]")
    }
    found = json.loads(client.get(links["application/json+oembed"].removeprefix(SITE)).content)
    assert "/embed/" in found["html"]
    assert (
        client.get(links["text/xml+oembed"].removeprefix(SITE)).headers["Content-Type"].startswith("text/xml")
    )
    assert page.css_first('main a[href*="/embed/?kind="]') is not None


def test_the_page_of_a_day_names_none(get: Callable[[str], str]) -> None:
    assert "oembed" not in get("/rates/2026-11-20/")
