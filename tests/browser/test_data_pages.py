"""Rates in a real browser: with a script, without one, by keys, and for axe."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from articles.models import Article
from tests.browser import axe
from tests.widgets.observations import publish

TODAY = timezone.localdate


@pytest.fixture
def series(site: Article) -> None:
    """Two months of dollars, so that both tables appear."""
    for number in range(80):
        day = TODAY() - timedelta(days=number)
        publish("USD", day, str(Decimal(500) - number % 13))
        publish("KRW", day, "33.90", quant=100)


def addresses() -> list[str]:
    day = TODAY()
    return [
        "/rates/",
        f"/rates/{day}/",
        "/rates/usd/",
        "/rates/usd/?period=all",
        "/rates/usd/?from=2026-02-01&to=2026-01-01",
        f"/kk/rates/usd/{day}/",
    ]


def test_axe_finds_nothing(series: None, open_page: Callable[..., Any], is_long: bool) -> None:
    with open_page("/rates/") as page:
        axe.judge(page, addresses(), (320, 1280), in_all_views=is_long)


def test_the_chart_tells_the_value_where_somebody_points(series: None, open_page: Callable[..., Any]) -> None:
    with open_page("/rates/usd/") as page:
        box = page.locator("svg.chart").bounding_box()
        page.mouse.move(box["x"] + box["width"] - 2, box["y"] + 100)
        assert page.locator(".chart-readout").inner_text().endswith(": 500.00 ₸")
        assert page.locator(".chart-crosshair").get_attribute("visibility") == "visible"
        page.mouse.move(box["x"] + 1, box["y"] + 100)
        assert "500.00" not in page.locator(".chart-readout").inner_text()
        page.mouse.move(5, 5)
        assert page.locator(".chart-readout").inner_text() == ""


def test_keys_walk_along_the_chart(series: None, open_page: Callable[..., Any]) -> None:
    with open_page("/rates/usd/") as page:
        slider = page.get_by_role("slider")
        slider.focus()
        assert slider.get_attribute("aria-valuetext").endswith(": 500.00 ₸")
        page.keyboard.press("ArrowLeft")
        assert slider.get_attribute("aria-valuetext").endswith(": 499.00 ₸")
        page.keyboard.press("Home")
        assert page.locator(".chart-readout").inner_text() == slider.get_attribute("aria-valuetext")


def test_the_converter_answers_while_somebody_types(series: None, open_page: Callable[..., Any]) -> None:
    with open_page("/rates/") as page:
        result = page.locator(".converter-result")
        page.get_by_label("Сумма").fill("1 000,5")
        assert result.inner_text().replace("\N{NO-BREAK SPACE}", " ") == "1 000,5 USD = 500 250.00 KZT"
        page.locator("[data-swap]").click()
        assert result.inner_text() == "1 000,5 KZT = 2.00 USD"
        page.get_by_label("Сумма").fill("abc")
        assert page.locator("#converter-error").inner_text() != ""
        assert result.inner_text() == ""


def test_everything_works_without_a_script(series: None, open_page: Callable[..., Any]) -> None:
    with open_page("/rates/", javascript=False) as page:
        page.get_by_label("Сумма").fill("100")
        page.locator("[data-submit]").click()
        assert "50 000.00 KZT" in page.locator(".converter-result").inner_text().replace(
            "\N{NO-BREAK SPACE}", " "
        )
        page.locator("[data-swap]").click()
        assert page.locator(".converter-result").inner_text().endswith("0.20 USD")
        page.locator("input[name=date]").fill(str(TODAY() - timedelta(days=1)))
        page.locator(".day-form button").click()
        assert page.url.endswith(f"/rates/{TODAY() - timedelta(days=1)}/")
        page.goto("/rates/usd/")
        assert page.locator("svg.chart path").count() == 1


def test_a_picture_opened_by_itself_follows_the_policy(series: None, open_page: Callable[..., Any]) -> None:
    """Its own sheet is applied: a refused one would be a complaint of the console."""
    for dark, ground in ((False, "rgb(255, 255, 255)"), (True, "rgb(15, 24, 23)")):
        with open_page("/rates/usd.svg", dark=dark) as page:
            shown = page.evaluate("getComputedStyle(document.querySelector('.chart-ground')).fill")
            assert shown == ground
