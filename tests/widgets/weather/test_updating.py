"""Whole runs: a real request to a local server, and what readers then see."""

import json
import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from tests.conftest import SideBySide
from tests.widgets.observations import observe
from tests.widgets.weather.services import (
    Services,
    open_meteo,
    open_meteo_city,
    sample,
)
from widgets.models import (
    City,
    CityDay,
    DayForecast,
    HourForecast,
    Notice,
    SourceRun,
    WeatherObservation,
)
from widgets.weather.updating import update

pytestmark = pytest.mark.usefixtures("cities", "moment")

SEED = [
    ("Усть-Каменогорск", "-17°"),
    ("Семей", "-8°"),
    ("Алматы", "-2°"),
    ("Риддер", "-9°"),
    ("Астана", "-13°"),
    ("Актобе", "-6°"),
    ("Актау", "+1°"),
    ("Атырау", "-2°"),
    ("Караганда", "-2°"),
    ("Кокшетау", "-18°"),
    ("Костанай", "-12°"),
    ("Кызылорда", "+3°"),
    ("Павлодар", "-12°"),
    ("Петропавловск", "-17°"),
    ("Тараз", "+7°"),
    ("Туркестан", "+10°"),
    ("Уральск", "-16°"),
    ("Шымкент", "+7°"),
]


def shown(client: Client) -> dict[str, str]:
    """Cities and temperatures of the front page's header, in their order."""
    tree = LexborHTMLParser(client.get("/").content)
    rows = tree.css("header .city-list > li")
    return {
        re.sub(r"\s+", " ", row.css_first(".city-name").text()).strip(): row.css_first(  # type: ignore[union-attr]
            ".city-temp > [aria-hidden]"
        ).text()
        for row in rows
    }


def last_run() -> SourceRun:
    return SourceRun.objects.latest("finished_at", "pk")


def test_the_seeds_header_comes_out_of_the_sample_to_the_character(
    client: Client, services: Services
) -> None:
    services.open_meteo(sample("open_meteo_18_cities.json"))
    assert update().stored == 18
    tree = LexborHTMLParser(client.get("/").content)
    strip = [
        node.text().strip()
        for node in tree.css(
            "[data-strip-city], [data-strip-temp] > [aria-hidden], [data-strip-condition], [data-strip-note]"
        )
    ]
    assert strip == ["Усть-Каменогорск", "-17°", "пасмурно", ""]
    assert list(shown(client).items()) == SEED


def test_zero_is_shown_without_a_sign(client: Client, services: Services) -> None:
    temperatures = [0.0, -0.4, 0.4, -0.5, 0.5, *[5] * 13]
    services.open_meteo(open_meteo(open_meteo_city(temperature_2m=each) for each in temperatures))
    update()
    assert list(shown(client).values())[:6] == ["0°", "0°", "0°", "-1°", "+1°", "+5°"]


def test_one_request_asks_for_all_cities_in_metres_a_second_and_says_who_asks(
    services: Services, settings: Any
) -> None:
    settings.OPEN_METEO_API_KEY = "a-key"
    services.open_meteo(sample("open_meteo_18_cities.json"))
    update()
    [request] = services.asked
    assert len(request.args["latitude"].split(",")) == len(request.args["longitude"].split(",")) == 18
    assert (request.args["wind_speed_unit"], request.args["apikey"]) == ("ms", "a-key")
    assert request.headers["User-Agent"] == settings.USER_AGENT


def test_a_run_that_says_the_same_stores_nothing_and_one_that_differs_a_new_row(services: Services) -> None:
    body = sample("open_meteo_18_cities.json")
    services.open_meteo(body)
    update()
    assert update().stored == 0
    assert last_run().outcome == "unchanged"
    services.open_meteo(body.replace(b"-17.0", b"-16.5", 1))
    assert update().stored == 1
    assert (last_run().outcome, last_run().stored) == ("stored", 1)
    home = WeatherObservation.objects.filter(city__slug="ust-kamenogorsk").order_by("pk")
    assert [str(each.temperature) for each in home] == ["-17.0", "-16.5"]


@pytest.mark.parametrize(
    ("name", "status", "reason"),
    [
        ("error_400.json", 400, "status"),
        ("error_400_bad_variable.json", 400, "status"),
        ("error_401_key.json", 401, "status"),
        ("error_429_concurrent.json", 429, "too_many_requests"),
        ("error_429_daily.json", 429, "too_many_requests"),
        ("error_429_hourly.json", 429, "too_many_requests"),
        ("error_429_minutely.json", 429, "too_many_requests"),
        ("error_503.json", 503, "unavailable"),
        ("error_503.json", 200, "service_error"),
        ("200_broken_stream.txt", 200, "not_json"),
        ("short_17_of_18.json", 200, "wrong_length"),
    ],
)
def test_a_bad_answer_leaves_the_last_good_values_with_their_time(  # noqa: PLR0917
    client: Client, services: Services, moment: datetime, settings: Any, name: str, status: int, reason: str
) -> None:
    settings.OPEN_METEO_API_KEY = "a-key"
    observe("ust-kamenogorsk", moment - timedelta(hours=4), "-21", code=3, source="open_meteo")
    services.open_meteo(sample(f"open_meteo_{name}"), status)
    updated = update()
    assert updated.failure is not None
    assert WeatherObservation.objects.count() == 1
    assert (last_run().outcome, last_run().reason) == ("failed", reason)
    assert "a-key" not in last_run().detail
    strip = LexborHTMLParser(client.get("/").content).css_first(".strip-now.is-old")
    assert strip is not None
    assert re.sub(r"\s+", " ", strip.text()).split()[:2] == ["Усть-Каменогорск", "-21°минус"]
    assert "данные на 08:20" in strip.text()
    services.open_meteo(sample("open_meteo_18_cities.json"))
    assert update().stored == 18
    assert shown(client)["Усть-Каменогорск"] == "-17°"


def test_what_was_not_believed_is_written_down_and_the_last_good_value_stands(
    client: Client, services: Services, moment: datetime
) -> None:
    observe("kyzylorda", moment - timedelta(hours=1), "4", source="open_meteo")
    services.open_meteo(sample("open_meteo_nulls_and_unknown_code.json"))
    assert update().stored == 16
    assert (last_run().outcome, last_run().detail) == ("stored", "kyzylorda: temperature -273.9")
    cities = shown(client)
    assert [cities[name] for name in ("Кызылорда", "Риддер", "Кокшетау", "Атырау")] == [
        "+4°",
        "—",
        "-18°",
        "—",
    ]


@pytest.mark.parametrize("time", ["2027-01-31T12:15", "2025-01-31T12:15"])
def test_an_answer_of_another_time_is_a_failure(services: Services, time: str) -> None:
    services.open_meteo(open_meteo([open_meteo_city(time)] * 18))
    assert update().failure is not None
    assert (last_run().outcome, last_run().reason) == ("failed", "nothing_usable")
    assert "ust-kamenogorsk: observed" in last_run().detail
    assert WeatherObservation.objects.count() == 0


def test_hours_and_days_are_stored(services: Services) -> None:
    hours = [(f"2026-01-31T{hour}:00", -5, 3, 1, 0, 1) for hour in range(12, 24)]
    days = [(f"2026-02-{day:02d}", -20, -10, 73, 1.2, 9.9) for day in range(1, 7)]
    services.open_meteo(open_meteo([open_meteo_city(hours=hours, days=days)] * 18))
    update()
    assert (HourForecast.objects.count(), DayForecast.objects.count()) == (18 * 12, 18 * 6)


def test_a_city_that_is_added_in_the_admin_has_weather_after_the_next_run(
    admin_client: Client, client: Client, services: Services
) -> None:
    form = admin_client.get("/admin/widgets/city/add/").context["adminform"].form
    values = {name: form.get_initial_for_field(field, name) or "" for name, field in form.fields.items()}
    values |= {
        "slug": "ekibastuz",
        "name_ru": "Экибастуз",
        "name_kk": "Екібастұз",
        "name_in_ru": "в Экибастузе",
        "name_in_kk": "Екібастұзда",
        "latitude": "51.72371",
        "longitude": "75.32287",
        "position": "19",
        "is_active": "on",
    }
    values.pop("is_home")
    assert admin_client.post("/admin/widgets/city/add/", values).status_code == 302
    elements = json.loads(sample("open_meteo_18_cities.json"))
    elements.append(elements[0] | {"current": elements[0]["current"] | {"temperature_2m": -3.4}})
    services.open_meteo(json.dumps(elements).encode())
    assert update().stored == 19
    assert services.asked[0].args["latitude"].endswith(",51.7237")
    assert shown(client)["Экибастуз"] == "-3°"
    assert client.get("/weather/ekibastuz/").status_code == 200


def test_a_retired_city_is_not_asked_for(services: Services) -> None:
    City.objects.filter(slug="shymkent").update(is_active=False)
    services.open_meteo(sample("open_meteo_short_17_of_18.json"))
    assert update().stored == 17
    assert not WeatherObservation.objects.filter(city__slug="shymkent").exists()


def test_without_cities_nobody_is_asked(services: Services) -> None:
    City.objects.update(is_active=False, is_home=False)
    services.open_meteo(b"[]")
    assert update().stored == 0
    assert services.asked == []


def test_the_task_of_the_worker_does_it(services: Services) -> None:
    from widgets.tasks import update_weather

    services.open_meteo(sample("open_meteo_18_cities.json"))
    update_weather(0)
    assert WeatherObservation.objects.count() == 18


def test_frost_is_told_to_the_newsroom(services: Services) -> None:
    services.open_meteo(sample("open_meteo_18_cities.json").replace(b"-17.0", b"-31.2", 1))
    update()
    update()
    assert list(Notice.objects.values_list("key", flat=True)) == ["frost:ust-kamenogorsk:2026-01-31"]


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_store_each_value_once(services: Services, side_by_side: SideBySide) -> None:
    services.open_meteo(sample("open_meteo_18_cities.json"))
    stored = side_by_side(lambda: update().stored, times=4)
    assert sorted(stored) == [0, 0, 0, 18]
    assert WeatherObservation.objects.count() == CityDay.objects.count() == 18
