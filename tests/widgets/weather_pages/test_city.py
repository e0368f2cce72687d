"""The page of a city."""

import json
from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from selectolax.lexbor import LexborHTMLParser

from tests.widgets.observations import day_of_city, expect_days, expect_hours, observe
from tests.widgets.weather_pages.conftest import texts
from widgets.models import City

type Page = Callable[[str], LexborHTMLParser]


def test_now_has_name_sky_temperature_and_time(page: Page, samples: None) -> None:
    tree = page("/weather/ridder/")
    assert texts(tree, "h1") == ["Погода в Риддере"]
    assert texts(tree, ".weather-now-temp > [aria-hidden]") == ["-9°"]
    assert texts(tree, ".weather-now-condition") == ["снег"]
    assert [node.attributes["datetime"] for node in tree.css(".weather-facts time")] == [
        "2026-11-23T14:05:00+05:00"
    ] * 2
    assert texts(tree, ".page .sample-label") == ["образец данных"]


def test_wind_and_humidity_stand_beside_it(page: Page, now: datetime) -> None:
    observe("ridder", now, "-9", humidity=82, wind_speed="3.5", fetched_at=now)
    facts = texts(page("/weather/ridder/"), ".weather-facts dd")
    assert facts[0].startswith("4 ")
    assert facts[1] == "82 %"


def test_what_the_service_left_out_is_not_shown(page: Page, now: datetime) -> None:
    observe("ridder", now, "-9")
    assert len(page("/weather/ridder/").css(".weather-facts > div")) == 2


def test_the_page_exists_in_kazakh(page: Page, samples: None) -> None:
    tree = page("/kk/weather/ridder/")
    assert texts(tree, "h1") == ["Риддерде ауа райы"]
    assert texts(tree, ".weather-now-condition") == ["қар"]


def test_old_weather_is_muted_with_its_time(page: Page, now: datetime) -> None:
    observe("ridder", now - timedelta(hours=5), "-9")
    tree = page("/weather/ridder/")
    assert texts(tree, ".weather-now.is-old .label") == ["данные на 09:05"]


def test_weather_older_than_a_day_is_hidden(page: Page, now: datetime) -> None:
    observe("ridder", now - timedelta(hours=24, seconds=1), "-9", humidity=82)
    tree = page("/weather/ridder/")
    assert texts(tree, ".weather-now-temp > [aria-hidden]") == ["—"]
    assert texts(tree, ".weather-none") == ["Наблюдений за последние сутки нет."]
    assert tree.css(".weather-facts") == []


def test_the_service_is_credited(page: Page, now: datetime) -> None:
    observe("ridder", now, "-9")
    expect_hours("ridder", now.replace(minute=0), ["-9"], source="open_meteo", fetched_at=now)
    links = page("/weather/ridder/").css(".page a[rel~=external]")
    assert {link.attributes["href"] for link in links} == {
        "https://www.met.no/",
        "https://open-meteo.com/",
        "https://creativecommons.org/licenses/by/4.0/",
    }


def test_hours_and_week_stand_with_the_time_of_their_forecast(page: Page, now: datetime) -> None:
    expect_hours("ridder", now.replace(minute=0), [str(number) for number in range(-20, 28)], fetched_at=now)
    expect_days("ridder", now.date(), [("-20", "-10")] * 7, fetched_at=now)
    tree = page("/weather/ridder/")
    assert texts(tree, ".hours-list time")[:3] == ["14:00", "15:00", "16:00"]
    assert len(tree.css(".hours-list > li")) == 48
    assert texts(tree, ".hour-day") == ["пн, 23 ноября", "вт, 24 ноября", "ср, 25 ноября"]
    assert texts(tree, ".week-day")[0] == "пн, 23 ноября"
    assert len(tree.css(".week > li")) == 7
    assert tree.css_first(f".page .muted > time[datetime='{'2026-11-23T14:05:00+05:00'}']") is not None


def test_without_a_forecast_there_is_no_empty_heading(page: Page, samples: None) -> None:
    tree = page("/weather/ridder/")
    assert tree.css(".hours, .week, .chart") == []
    assert [node.attributes["id"] for node in tree.css(".page h2")] == ["weather-now", "weather-all"]


def test_the_year_is_a_chart_told_in_words(page: Page, now: datetime) -> None:
    for number in range(400):
        day_of_city("ridder", now.date() - timedelta(days=number), "-20", "-10")
    day = now.date() - timedelta(days=10)
    City.objects.get(slug="ridder").days.filter(date=day).update(low="-38.4")
    tree = page("/weather/ridder/")
    chart = tree.css_first("#weather-year ~ figure svg[role=img] desc")
    assert chart is not None
    assert "-38°" in chart.text()
    assert "13 ноября 2026" in chart.text()
    title = tree.css_first("#year-title")
    assert title is not None
    assert "23 ноября 2025" in title.text()


def test_records_link_to_their_days(page: Page) -> None:
    day_of_city("ridder", date(2024, 1, 31), "-41.2", "-30")
    day_of_city("ridder", date(2025, 7, 14), "12", "34.6")
    tree = page("/weather/ridder/")
    links = [node.attributes["href"] for node in tree.css(".facts a")]
    assert links == ["/weather/ridder/2024-01-31/", "/weather/ridder/2025-07-14/"]
    assert texts(tree, ".facts dd > [aria-hidden]") == ["-41°", "+35°"]


def test_this_day_in_earlier_years(page: Page, now: datetime) -> None:
    for year in (2024, 2025, 2026):
        day_of_city("ridder", date(year, 11, 23), str(year - 2044), "-10")
    tree = page("/weather/ridder/")
    assert texts(tree, ".years-table tbody th") == ["2025", "2024"]
    assert texts(tree, ".years-table tbody td:nth-child(2) > [aria-hidden]") == ["-19°", "-20°"]


def test_the_chosen_day_leads_to_its_page(client: Client, reference: None) -> None:
    day_of_city("ridder", date(2026, 1, 31), "-20", "-10")
    for typed in ("2026-01-31", "31.01.2026"):
        answer = client.get("/weather/ridder/", {"day": typed})
        assert (answer.status_code, answer["Location"]) == (302, "/weather/ridder/2026-01-31/")


@pytest.mark.parametrize("typed", ["2026-01-30", "9999-12-31", "2026-02-31", "x", "9" * 30, "0001-01-01"])
def test_a_day_without_observations_is_explained(page: Page, typed: str) -> None:
    day_of_city("ridder", date(2026, 1, 31), "-20", "-10")
    tree = page(f"/weather/ridder/?day={typed}")
    assert "31 января 2026" in texts(tree, "#day-error")[0]
    robots = tree.css_first("meta[name=robots]")
    assert robots is not None
    assert robots.attributes["content"] == "noindex, follow"


def test_the_series_is_described_for_catalogues(page: Page, now: datetime) -> None:
    observe("ridder", now, "-9")
    day_of_city("ridder", date(2024, 1, 31), "-41", "-30")
    day_of_city("ridder", now.date(), "-41", "-30")
    documents = [
        json.loads(node.text()) for node in page("/weather/ridder/").css("script[type='application/ld+json']")
    ]
    dataset = next(document for document in documents if document["@type"] == "Dataset")
    assert dataset["temporalCoverage"] == "2024-01-31/2026-11-23"
    assert dataset["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert dataset["spatialCoverage"]["geo"]["latitude"] == 50.34524
    assert [file["contentUrl"].split("/weather/")[1] for file in dataset["distribution"]] == [
        "ridder.csv",
        "ridder.json",
    ]


def test_a_retired_city_keeps_its_pages_and_its_last_year(page: Page) -> None:
    City.objects.filter(slug="aktau").update(is_active=False)
    for day in (1, 2):
        day_of_city("aktau", date(2020, 1, day), "-10", "0")
    tree = page("/weather/aktau/")
    assert texts(tree, "h1") == ["Погода в Актау"]
    assert tree.css_first("#weather-year ~ figure svg") is not None
    assert len(page("/weather/").css(".city-list-wide > li")) == 17


@pytest.mark.parametrize(
    "rest",
    ["/", "/2026-01-31/", "/2026-01-31.svg", ".csv", ".json", ".csv-metadata.json", ".svg?from=2026-01-01"],
)
def test_a_former_address_leads_to_the_present_one(client: Client, reference: None, rest: str) -> None:
    City.objects.filter(slug="uralsk").update(slug="oral", former_slugs=["uralsk"])
    answer = client.get(f"/weather/uralsk{rest}")
    assert (answer.status_code, answer["Location"]) == (301, f"/weather/oral{rest}")


def test_a_present_address_comes_before_a_former_one(page: Page) -> None:
    City.objects.filter(slug="oral").delete()
    City.objects.filter(slug="semey").update(former_slugs=["ridder"])
    assert texts(page("/weather/ridder/"), "h1") == ["Погода в Риддере"]


@pytest.mark.parametrize("slug", ["nowhere", "a" * 200, "-", "2"])
def test_an_unknown_city_is_not_found(client: Client, reference: None, slug: str) -> None:
    for rest in ("/", "/2026-01-31/", ".csv", ".svg"):
        assert client.get(f"/weather/{slug}{rest}").status_code == 404


def test_queries_do_not_grow_with_the_series(client: Client, reference: None, now: datetime) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/weather/ridder/").status_code == 200
        return len(captured)

    observe("ridder", now, "-9")
    for year in (2025, 2026):
        day_of_city("ridder", date(year, 11, 23), "-20", "-10")
    expect_hours("ridder", now.replace(minute=0), ["-9"] * 2, fetched_at=now)
    expect_days("ridder", now.date(), [("-20", "-10")], fetched_at=now)
    queries()
    few = queries()
    for number in range(1, 200):
        observe("ridder", now - timedelta(minutes=30 * number), "-9")
        day_of_city("ridder", now.date() - timedelta(days=number), "-20", "-10")
    expect_hours("ridder", now.replace(minute=0) + timedelta(hours=2), ["-9"] * 46, fetched_at=now)
    assert queries() == few
    assert few <= 17
