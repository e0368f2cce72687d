"""Figures for stories: what the editor gets, and that the picture stays what it was."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from newsportal.lib.html import IMAGE_SOURCE, for_page, sanitise
from tests.widgets.observations import observe, publish
from widgets.figures.rates import rate_of_day
from widgets.figures.weather import weather_of_day
from widgets.models import City, Currency, Rate
from widgets.weather import days

SATURDAY, MONDAY = date(2026, 11, 21), date(2026, 11, 23)
MIDNIGHT = datetime(2026, 11, 21, 19, 0, tzinfo=UTC)
DAY_OF_WEATHER = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def _frozen(now: datetime, reference: None) -> Iterator[None]:
    with time_machine.travel(now, tick=False):
        yield


@pytest.fixture
def bank() -> None:
    publish("USD", date(2026, 11, 20), "498.35")
    publish("USD", SATURDAY, "499.10")
    publish("USD", MONDAY, "501.02")
    publish("KRW", MONDAY, "33.90", quant=100)


@pytest.fixture
def readings() -> None:
    for number in range(48):
        observed("ridder", MIDNIGHT + timedelta(minutes=30 * number), str(-20 + number / 4))


def observed(city: str, moment: datetime, degrees: str | None, **more: Any) -> None:
    days.remake([(observe(city, moment, degrees, **more).city_id, moment)])


@pytest.fixture
def figure(client: Client) -> Callable[[str], dict[str, Any]]:
    def asked(address: str) -> dict[str, Any]:
        answer = client.get(address)
        assert answer.status_code == 200, answer.content
        assert answer.headers["Cache-Control"] == "no-store"
        made: dict[str, Any] = answer.json()
        return made

    return asked


def picture(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def words(made: dict[str, Any]) -> str:
    return "".join(run["text"] for run in made["caption"])


# What is inserted.


def test_the_rate_of_a_day_names_value_date_and_source(bank: None, figure: Callable[..., Any]) -> None:
    made = figure("/rates/usd/figure.json?date=2026-11-23")
    assert re.sub(r"as-of=\d+", "as-of=N", made["src"]) == "/rates/usd/2026-11-23.svg?as-of=N&size=520x235"
    assert words(made).startswith("Доллар США, 23 ноября 2026: 501.02 ")
    assert ", +1.92. " in words(made)
    assert made["alt"] == f"{words(made)}."
    assert made["caption"][-1]["href"] == "https://nationalbank.kz/"


def test_a_kazakh_story_gets_a_kazakh_picture(bank: None, figure: Callable[..., Any], client: Client) -> None:
    made = figure("/kk/rates/usd/figure.json?date=2026-11-23")
    assert made["src"].startswith("/kk/rates/usd/2026-11-23.svg?as-of=")
    assert "АҚШ доллары, 2026 ж. 23 қараша" in made["alt"]
    assert "АҚШ доллары" in picture(client, made["src"])


def test_a_day_without_a_publication_says_whose_rate_it_shows(bank: None, figure: Callable[..., Any]) -> None:
    made = figure("/rates/usd/figure.json?date=2026-11-22")
    assert "22 ноября 2026: 499.10 " in words(made)
    assert "21 ноября 2026" in words(made)


def test_a_chart_names_its_period(bank: None, figure: Callable[..., Any], client: Client) -> None:
    made = figure("/rates/usd/figure.json?from=2026-11-01&to=2026-11-30")
    assert made["src"].startswith("/rates/usd.svg?from=2026-11-01&to=2026-11-30&as-of=")
    assert words(made).startswith("Доллар США, ")
    assert "20 ноября 2026 — 23 ноября 2026. " in words(made)
    assert made["caption"][-1]["href"] == "https://nationalbank.kz/"
    assert "498.35" in made["alt"]
    assert "501.02" in made["alt"]
    assert "<path" in picture(client, made["src"])


def test_the_weather_of_a_day_credits_the_service_with_its_licence(
    readings: None, figure: Callable[..., Any]
) -> None:
    made = figure("/weather/ridder/figure.json?date=2026-11-22")
    assert made["src"].startswith("/weather/ridder/2026-11-22.svg?as-of=")
    assert words(made).startswith("Риддер, 22 ноября 2026. ")
    for degrees in ("-20°", "-8°", "-14°"):
        assert degrees in words(made)
    assert [run["href"] for run in made["caption"] if run["href"]] == [
        "https://www.met.no/",
        "https://creativecommons.org/licenses/by/4.0/",
    ]


def test_a_day_that_is_not_over_says_until_when_it_was_observed(
    reference: None, figure: Callable[..., Any]
) -> None:
    observed("ridder", datetime(2026, 11, 23, 8, 30, tzinfo=UTC), "-5")
    assert "Данные на 13:30." in words(figure("/weather/ridder/figure.json?date=2026-11-23"))


@pytest.mark.parametrize(
    "address",
    [
        "/rates/usd/figure.json?date=2026-11-23",
        "/kk/rates/usd/figure.json?from=2020-11-01&to=2026-11-30",
        "/weather/ust-kamenogorsk/figure.json?date=2026-11-22",
    ],
)
def test_a_body_accepts_it_as_it_is(bank: None, figure: Callable[..., Any], address: str) -> None:
    for number in range(4):
        observed("ust-kamenogorsk", MIDNIGHT + timedelta(hours=number), "-3")
    assert IMAGE_SOURCE.fullmatch(figure(address)["src"])


def test_the_markup_is_in_the_normal_form_and_keeps_its_room_on_the_page(bank: None, readings: None) -> None:
    for made in (
        rate_of_day(Currency.objects.get(pk="USD"), MONDAY),
        weather_of_day(City.objects.get(slug="ridder"), DAY_OF_WEATHER),
    ):
        body = sanitise(made.markup)
        assert body == sanitise(body)
        assert body.count("<a href=") == made.markup.count("<a href=") > 0
        shown = for_page(body, lambda key, alt: None)
        size = re.search(r"size=(\d+)x(\d+)", made.src)
        assert size is not None
        assert f'width="{size[1]}" height="{size[2]}" loading="lazy"' in shown


def test_choices_are_in_the_language_of_the_story(client: Client) -> None:
    russian, kazakh = (client.get(f"{prefix}/figures.json").json() for prefix in ("", "/kk"))
    assert russian["today"] == "2026-11-23"
    assert russian["currencies"][0] == {"value": "usd", "name": "Доллар США"}
    assert kazakh["cities"][0] == {"value": "ust-kamenogorsk", "name": "Өскемен"}
    assert (len(russian["currencies"]), len(russian["cities"])) == (39, 18)


# What cannot be.


@pytest.mark.parametrize(
    ("address", "field"),
    [
        ("/rates/usd/figure.json?date=2026-10-01", "date"),
        ("/rates/usd/figure.json?date=2026-11-24", "date"),
        ("/rates/usd/figure.json?date=", "date"),
        ("/rates/usd/figure.json?date=31.02.2026", "date"),
        ("/rates/usd/figure.json?date=" + "9" * 30, "date"),
        ("/rates/usd/figure.json", "from"),
        ("/rates/usd/figure.json?from=2026-11-01", "to"),
        ("/rates/usd/figure.json?from=2026-11-30&to=2026-11-01", "from"),
        ("/rates/usd/figure.json?from=2026-01-01&to=2026-01-31", "from"),
        ("/rates/usd/figure.json?from=1990-01-01&to=2026-01-31", "from"),
        ("/weather/ridder/figure.json?date=2026-10-01", "date"),
        ("/weather/ridder/figure.json", "date"),
    ],
)
def test_what_is_not_there_is_told_beside_its_field(
    bank: None, client: Client, address: str, field: str
) -> None:
    answer = client.get(address)
    assert answer.status_code == 422
    assert list(answer.json()["errors"]) == [field]


def test_a_sample_is_no_figure(samples: None, client: Client) -> None:
    assert client.get("/rates/usd/figure.json?date=2026-11-23").status_code == 422


@pytest.mark.parametrize(
    "address", ["/rates/zzz/figure.json?date=2026-11-23", "/weather/nowhere/figure.json"]
)
def test_an_unknown_series_is_no_page(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


# It stays what it was.


def test_a_corrected_rate_changes_the_page_and_no_picture_in_a_story(
    bank: None, figure: Callable[..., Any], client: Client
) -> None:
    addresses = [
        figure("/rates/usd/figure.json?date=2026-11-23")["src"],
        figure("/rates/usd/figure.json?from=2026-11-20&to=2026-11-23")["src"],
    ]
    before = [picture(client, address) for address in addresses]
    publish("USD", MONDAY, "502.00", fetched_at=datetime(2026, 11, 23, 12, tzinfo=UTC))
    assert [picture(client, address) for address in addresses] == before
    assert "502.00" in picture(client, "/rates/usd/2026-11-23.svg")
    # The next story gets what is known now.
    assert "502.00" in figure("/rates/usd/figure.json?date=2026-11-23")["alt"]


def test_what_is_written_later_under_an_earlier_time_stays_out_too(
    bank: None, figure: Callable[..., Any], client: Client
) -> None:
    """So a released rate is stored; a moment in the address would let it in."""
    address = figure("/rates/usd/figure.json?from=2026-11-20&to=2026-11-23")["src"]
    before = picture(client, address)
    publish("USD", date(2026, 11, 22), "600.00", fetched_at=datetime(2026, 11, 20, 1, tzinfo=UTC))
    assert picture(client, address) == before


def test_a_corrected_reading_changes_no_picture_in_a_story(
    readings: None, figure: Callable[..., Any], client: Client
) -> None:
    address = figure("/weather/ridder/figure.json?date=2026-11-22")["src"]
    before = picture(client, address)
    # The days out of the observations and the row of the day say the same.
    assert before == picture(client, "/weather/ridder/2026-11-22.svg")
    observed("ridder", MIDNIGHT, "-41", fetched_at=MIDNIGHT + timedelta(days=1))
    assert picture(client, address) == before
    assert "-41°" in picture(client, "/weather/ridder/2026-11-22.svg")


def test_a_pinned_picture_is_kept_for_a_day(bank: None, client: Client) -> None:
    assert client.get(f"/rates/usd/2026-11-23.svg?as-of={Rate.objects.latest('pk').pk}").headers[
        "Cache-Control"
    ] == ("public, max-age=86400")
    assert client.get("/rates/usd/2026-11-23.svg").headers["Cache-Control"] == "public, max-age=300"


@pytest.mark.parametrize("state", ["now", "-1", "9" * 30, "%00", "1.5", "٣"])
@pytest.mark.parametrize(
    "address", ["/rates/usd/2026-11-23.svg", "/rates/usd.svg", "/weather/ridder/2026-11-22.svg"]
)
def test_a_state_that_is_none_is_refused(
    bank: None, readings: None, client: Client, address: str, state: str
) -> None:
    assert client.get(address, {"as-of": state.replace("%00", "\0")}).status_code == 400


def test_before_the_first_row_there_was_nothing(bank: None, readings: None, client: Client) -> None:
    assert client.get("/rates/usd/2026-11-23.svg?as-of=0").status_code == 404
    assert client.get("/weather/ridder/2026-11-22.svg?as-of=0").status_code == 404
