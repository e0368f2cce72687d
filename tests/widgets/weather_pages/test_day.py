"""One day of a city as a page."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from tests.widgets.observations import day_of_city, observe
from tests.widgets.weather_pages.conftest import texts

type Page = Callable[[str], LexborHTMLParser]

MIDNIGHT = datetime(2026, 1, 30, 19, 0, tzinfo=UTC)


@pytest.fixture
def a_day(reference: None) -> None:
    for number, degrees in enumerate(("-19.4", "-15", "-9.5", "-12")):
        observe(
            "ridder", MIDNIGHT + timedelta(hours=6 * number), degrees, code=71, humidity=80, wind_speed="3"
        )
    observe("ridder", MIDNIGHT - timedelta(minutes=1), "-40")
    observe("ridder", MIDNIGHT + timedelta(days=1), "-40")
    day_of_city("ridder", date(2026, 1, 31), "-19.4", "-9.5", mean="-14.0", observations=4)


def test_a_day_has_its_figures_and_readings(page: Page, a_day: None) -> None:
    tree = page("/weather/ridder/2026-01-31/")
    assert "31 января 2026" in texts(tree, "h1")[0]
    assert texts(tree, ".weather-day-facts dd > [aria-hidden]") == ["-19°", "-14°", "-10°"]
    assert texts(tree, ".weather-readings tbody th") == ["00:00", "06:00", "12:00", "18:00"]
    assert tree.css_first("svg.chart desc") is not None


def test_the_days_around_are_linked(page: Page, a_day: None) -> None:
    day_of_city("ridder", date(2026, 1, 28), "-20", "-10")
    day_of_city("ridder", date(2026, 2, 1), "-20", "-10")
    tree = page("/weather/ridder/2026-01-31/")
    assert [node.attributes["href"] for node in tree.css(".day-steps a")] == [
        "/weather/ridder/2026-01-28/",
        "/weather/ridder/2026-02-01/",
    ]


def test_the_same_day_of_other_years_is_linked(page: Page, a_day: None) -> None:
    day_of_city("ridder", date(2024, 1, 31), "-20", "-10")
    assert texts(page("/weather/ridder/2026-01-31/"), ".years-table tbody th") == ["2024"]


def test_a_day_that_goes_on_says_so(page: Page, now: datetime) -> None:
    day_of_city("ridder", now.date(), "-20", "-10")
    day_of_city("ridder", now.date() - timedelta(days=1), "-20", "-10")
    today, yesterday = (
        texts(page(f"/weather/ridder/{now.date() - timedelta(days=ago)}/"), ".page-intro") for ago in (0, 1)
    )
    assert today != yesterday


@pytest.mark.parametrize(
    "day",
    [
        "2026-01-30",
        "2026-02-31",
        "0000-00-00",
        "0001-01-01",
        "9999-12-31",
        "2026-1-1",
        "2026-13-01",
        "١٢٣٤-٠١-٠١",
    ],
)
@pytest.mark.parametrize("rest", ["/", ".svg"])
def test_a_day_that_nobody_observed_is_not_found(client: Client, a_day: None, day: str, rest: str) -> None:
    assert client.get(f"/weather/ridder/{day}{rest}").status_code == 404
