"""The page where an informer is put together, without a script."""

from collections.abc import Callable
from urllib.parse import quote

import pytest
from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from tests.widgets.informers.reading import attributes, one

SITE = "http://127.0.0.1:8000"

pytestmark = pytest.mark.usefixtures("observed")


@pytest.fixture
def page(get: Callable[[str], str]) -> Callable[[str], LexborHTMLParser]:
    return lambda address: LexborHTMLParser(get(address))


type Page = Callable[[str], LexborHTMLParser]


def code(page: LexborHTMLParser, name: str) -> LexborHTMLParser:
    return LexborHTMLParser(one(page, f"#{name}-code").text())


def chosen(page: LexborHTMLParser, name: str) -> list[str | None]:
    return [box.attributes["value"] for box in page.css(f"input[name={name}][checked]")]


def test_it_begins_with_the_main_currencies(page: Page) -> None:
    found = page("/embed/")
    assert chosen(found, "currencies") == ["usd", "eur", "cny", "rub"]
    assert (chosen(found, "language"), chosen(found, "theme")) == (["ru"], ["auto"])
    assert attributes(found, "iframe")["src"] == "/embed/rates/"
    assert attributes(code(found, "frame"), "iframe")["src"] == f"{SITE}/embed/rates/"


def test_the_form_gives_the_code_of_what_was_chosen(page: Page) -> None:
    found = page("/embed/?kind=weather&cities=almaty&cities=ridder&language=kk&theme=dark")
    assert chosen(found, "cities") == ["almaty", "ridder"]
    address = "/kk/embed/weather/?cities=almaty,ridder&theme=dark"
    preview = attributes(found, "iframe")
    assert (preview["src"], preview["height"]) == (address, "262")
    frame = attributes(code(found, "frame"), "iframe")
    assert (frame["src"], frame["title"], frame["height"]) == (SITE + address, "Ауа райы", "262")
    # Code, not an address: what has a meaning in it is written as code writes it.
    assert "almaty,ridder&amp;theme=dark" in one(found, "#frame-code").text()
    picture = code(found, "picture")
    assert attributes(picture, "img")["src"] == f"{SITE}/kk/embed/weather.svg?cities=almaty,ridder&theme=dark"
    assert attributes(picture, "a")["href"] == f"{SITE}/kk/weather/"
    assert attributes(found, "html")["lang"] == "ru"


def test_on_the_kazakh_page_the_informer_is_kazakh_unless_asked_otherwise(page: Page) -> None:
    assert attributes(page("/kk/embed/"), "iframe")["src"] == "/kk/embed/rates/"
    assert attributes(page("/kk/embed/?language=ru"), "iframe")["src"] == "/embed/rates/"


def test_what_cannot_be_shown_is_said_and_the_form_stays(page: Page) -> None:
    codes = "&".join(f"currencies={value}" for value in chosen_codes(page))
    found = page(f"/embed/?{codes}")
    assert one(found, "[role=alert]").text(strip=True)
    assert found.css_first("iframe") is None
    assert found.css_first("form[data-builder]") is not None


def chosen_codes(page: Page) -> list[str | None]:
    return [box.attributes["value"] for box in page("/embed/").css("input[name=currencies]")]


VALUES = ["", "9" * 30, quote("<b>"), "%ff", "x" * 3000, quote("доллар"), "a%01"]


@pytest.mark.parametrize("name", ["kind", "currencies", "cities", "language", "theme", "utm_source"])
def test_no_address_breaks_it(client: Client, name: str) -> None:
    for kind in ("rates", "weather"):
        for value in VALUES:
            assert client.get(f"/embed/?kind={kind}&{name}={value}").status_code == 200


def test_its_policy_allows_frames_of_our_own_alone(client: Client) -> None:
    response = client.get("/embed/")
    policy = response.headers["Content-Security-Policy"]
    assert "frame-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert response.headers["X-Frame-Options"] == "DENY"
    assert not response.cookies
