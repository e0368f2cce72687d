"""Weather in the API: how old it is, who observed it, and the series behind it."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from tests.widgets.api.conftest import Ask
from tests.widgets.observations import day_of_city, expect_days, expect_hours, observe
from widgets.api.weather import cities_shape, home_weather_shape
from widgets.models import City

FIRST = date(2026, 9, 1)


def city(ask: Ask, slug: str) -> dict[str, Any]:
    found: dict[str, Any] = next(item for item in ask("weather/")["items"] if item["slug"] == slug)
    return found


def test_every_city_of_the_list_is_there_home_first(ask: Ask) -> None:
    answer = ask("weather/")
    assert len(answer["items"]) == 18
    home = answer["items"][0]
    assert (home["slug"], home["is_home"], home["now"]) == ("ust-kamenogorsk", True, None)
    assert home["name"] == {"ru": "Усть-Каменогорск", "kk": "Өскемен"}
    assert (home["latitude"], home["longitude"]) == (49.97143, 82.60586)
    assert home["page"]["kk"].endswith("/kk/weather/ust-kamenogorsk/")
    assert answer["credits"] == []


@pytest.mark.parametrize(
    ("minutes", "age"), [(5, "fresh"), (180, "fresh"), (181, "stale"), (1440, "stale"), (1441, None)]
)
def test_what_is_old_says_so_and_what_is_older_than_a_day_is_not_said(
    ask: Ask, now: datetime, minutes: int, age: str | None
) -> None:
    observe("semey", now - timedelta(minutes=minutes), "-17.3", code=0, is_day=False, wind_speed="3.5")
    found = city(ask, "semey")["now"]
    assert (found and found["age"]) == age
    if found:
        assert (found["temperature"], found["wind_speed"], found["source"]) == (-17.3, 3.5, "metno")
        assert found["sky"] == {"code": 0, "text": {"ru": "ясно", "kk": "ашық"}, "icon": "clear-night"}
        assert found["humidity"] is None


def test_who_observed_it_is_credited_in_both_languages(ask: Ask, now: datetime) -> None:
    observe("semey", now, "-1")
    credit = ask("weather/", accept_language="kk")["credits"]
    assert [(one["url"], one["licence"]) for one in credit] == [("https://www.met.no/", "CC BY 4.0")]
    assert credit == ask("weather/", accept_language="en")["credits"]
    assert "MET Norway" in credit[0]["text"]["ru"]


def test_the_language_of_who_asks_changes_nothing(client: Client, now: datetime) -> None:
    observe("semey", now, "-1")
    for address in ("weather/", "weather/semey/"):
        answers = {
            client.get(f"/api/v1/{address}", headers={"accept-language": language}).content
            for language in ("ru", "kk", "en", "de")
        }
        assert len(answers) == 1


def test_a_city_has_its_hours_and_days_ahead(ask: Ask, now: datetime) -> None:
    hour = now.replace(minute=0)
    observe("semey", now, "-5.5")
    expect_hours("semey", hour, ["-5.5"] * 60)
    expect_days("semey", now.date(), [("-9", "-2.5")] * 9, fetched_at=now)
    day_of_city("semey", FIRST, "-3", "4")
    answer = ask("weather/semey/")
    assert (len(answer["hours"]), len(answer["days"])) == (48, 7)
    assert answer["hours"][0]["at"] == "2026-11-23T09:00:00Z"
    assert (answer["days"][0]["date"], answer["days"][0]["high"]) == ("2026-11-23", -2.5)
    assert (answer["since"], answer["until"]) == ("2026-09-01", "2026-09-01")
    assert answer["forecast_fetched_at"] == "2026-11-23T09:00:00Z"
    for name, end in {
        "csv": "/weather/semey.csv",
        "json": "/weather/semey.json",
        "chart": "/weather/semey.svg",
        "history": "/api/v1/weather/semey/history/",
    }.items():
        assert answer["links"][name].endswith(end)


def test_a_forecast_older_than_a_day_is_not_given(ask: Ask, now: datetime) -> None:
    expect_hours("semey", now.replace(minute=0), ["1"] * 5, fetched_at=now - timedelta(hours=25))
    assert ask("weather/semey/")["hours"] == []


def test_a_former_address_finds_the_city(ask: Ask) -> None:
    City.objects.filter(slug="semey").update(former_slugs=["semipalatinsk"])
    assert ask("weather/semipalatinsk/")["city"]["slug"] == "semey"


def test_the_history_is_walked_by_its_cursor(ask: Ask) -> None:
    for number in range(10):
        day_of_city("semey", FIRST + timedelta(days=2 * number), "-3", str(number))
    seen: list[dict[str, Any]] = []
    address = "weather/semey/history/?from=2026-09-03&to=2026-09-17&limit=3"
    while address:
        answer = ask(address)
        assert len(answer["items"]) <= 3
        seen += answer["items"]
        address = (answer["links"]["next"] or "").partition("/api/v1/")[2]
    assert [day["date"] for day in seen] == [f"2026-09-{number:02}" for number in range(3, 18, 2)]
    assert seen[0] == {"date": "2026-09-03", "low": -3.0, "high": 1.0, "mean": -1.0, "observations": 48}


def test_a_day_has_its_readings_and_its_neighbours(ask: Ask) -> None:
    day = date(2026, 11, 20)
    for other in (day - timedelta(days=3), day, date(2024, 11, 20)):
        day_of_city("semey", other, "-12", "-4")
    observe("semey", datetime.fromisoformat("2026-11-20T06:00:00+00:00"), "-4", humidity=70)
    answer = ask("weather/semey/day/2026-11-20/")
    assert [(one["temperature"], one["humidity"]) for one in answer["readings"]] == [(-4.0, 70)]
    assert [one["date"] for one in answer["other_years"]] == ["2024-11-20"]
    assert answer["links"]["previous"].endswith("/api/v1/weather/semey/day/2026-11-17/")
    assert answer["links"]["next"] is None
    assert answer["is_over"] is True
    assert answer["page"]["kk"].endswith("/kk/weather/semey/2026-11-20/")


@pytest.mark.parametrize(
    "address",
    [
        "weather/nowhere/",
        "weather/nowhere/history/",
        "weather/semey/day/2026-11-20/",
        "weather/semey/day/2026-02-30/",
        "weather/semey/day/9999-12-31/",
        "weather/semey/day/yesterday/",
        "weather/%D0%A1%D0%B5%D0%BC%D0%B5%D0%B9/",
    ],
)
def test_what_is_not_there_is_not_found(ask: Ask, address: str) -> None:
    assert ask(address, 404)["code"] == "not_found"


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("from=yesterday", "from"),
        ("from=1800-01-01", "from"),
        ("to=9999-12-31", "to"),
        ("from=2026-11-02&to=2026-11-01", "from"),
        ("limit=367", "limit"),
        ("limit=" + "9" * 30, "limit"),
        ("since=2026-01-01", "since"),
        ("from=2026-11-02&from=2026-11-01", "from"),
    ],
)
def test_a_wrong_parameter_is_named(ask: Ask, query: str, parameter: str) -> None:
    assert ask(f"weather/semey/history/?{query}", 400)["errors"][0]["parameter"] == parameter


def test_a_cursor_of_another_series_is_not_taken(ask: Ask) -> None:
    for number in range(3):
        day_of_city("semey", FIRST + timedelta(days=number), "-3", "1")
    following = ask("weather/semey/history/?limit=1")["links"]["next"]
    cursor = following.partition("cursor=")[2]
    assert ask(f"rates/usd/?cursor={cursor}", 400)["code"] == "unknown_cursor"
    assert ask("weather/semey/history/?cursor=made-up", 400)["code"] == "unknown_cursor"


def test_the_number_of_queries_does_not_grow_with_the_rows(
    queries: Callable[[str], int], now: datetime
) -> None:
    def fill(first: int, last: int) -> None:
        for number in range(first, last):
            observe("semey", now - timedelta(minutes=20 * number), "-5")
            day_of_city("semey", FIRST + timedelta(days=number), "-3", "1")
            expect_hours("semey", now.replace(minute=0) + timedelta(hours=number), ["1"])

    addresses = [
        "weather/", "weather/semey/", "weather/semey/history/", "weather/semey/day/2026-09-01/",
    ]  # fmt: skip
    fill(0, 3)
    few = [queries(address) for address in addresses]
    fill(3, 30)
    assert [queries(address) for address in addresses] == few


def test_what_a_first_screen_takes_is_one_query(now: datetime, django_assert_num_queries: Any) -> None:
    observe("ust-kamenogorsk", now, "-5")
    with django_assert_num_queries(1):
        home = home_weather_shape(now)
    with django_assert_num_queries(1):
        cities = cities_shape(now)
    assert home.items == cities.items[:1]
    assert home.credits == cities.credits
