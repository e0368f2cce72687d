"""No cookie, no weight, no error of the server: whatever is asked of rates."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from tests.newsportal.test_responses import asked_of
from tests.newsportal.test_weight import HTML_CSS_JS, NEXT_PAGE, named_files, over_the_wire
from tests.widgets.observations import publish
from tests.widgets.rates.conftest import MONDAY
from widgets.models import Currency, Rate

pytestmark = pytest.mark.usefixtures("bank")

PAGES = ["/rates/", "/rates/2026-11-23/", "/rates/usd/", "/rates/usd/2026-11-23/"]
FILES = [
    "/rates.csv",
    "/rates.json",
    "/rates.csv-metadata.json",
    "/rates/usd.csv",
    "/rates/usd.json",
    "/rates/usd.csv-metadata.json",
    "/rates/usd.svg",
    "/rates/usd/2026-11-23.svg",
]


@pytest.mark.parametrize("address", PAGES + FILES)
def test_nothing_that_is_asked_breaks_them(client: Client, address: str, is_long: bool) -> None:
    names = ("date", "from", "to", "period", "amount", "of", "in", "theme", "for")
    for name, value in asked_of((PAGES + FILES).index(address), names, all_of_them=is_long):
        response = client.get(f"{address}?{name}={value}")
        assert response.status_code < 500, (name, value[:40])
        b"".join(response)


@pytest.mark.parametrize("address", PAGES + FILES)
def test_they_set_no_cookie_and_are_the_same_for_everybody(client: Client, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 200
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")
    assert response.headers["ETag"]
    assert b"".join(response)


@pytest.mark.parametrize("address", PAGES)
def test_pages_keep_the_strict_policy(client: Client, address: str) -> None:
    response = client.get(address)
    assert "unsafe" not in response.headers["Content-Security-Policy"]
    assert " style=" not in response.content.decode()


def test_the_heaviest_pages_are_light(client: Client, record_property: Callable[[str, object], None]) -> None:
    """Ten years of a currency, and a board of all of them."""
    for code in Currency.objects.values_list("pk", flat=True):
        publish(code, MONDAY - timedelta(days=1), "123.45")
    Rate.objects.bulk_create(
        Rate(currency_id="USD", date=MONDAY - timedelta(days=day), value=400 + day * 7919 % 211, source="nbk")
        for day in range(2, 3653)
    )
    for address in ("/rates/usd/?period=all", "/rates/"):
        html = len(client.get(address, headers={"Accept-Encoding": "br"}).content)
        files = named_files(client.get(address).content.decode())
        code_size = html + sum(over_the_wire(path) for path in files if path.suffix in {".css", ".js"})
        record_property(f"HTML of {address}, bytes", html)
        record_property(f"HTML, CSS and JS of {address}, bytes", code_size)
        assert html <= NEXT_PAGE
        assert code_size <= HTML_CSS_JS
