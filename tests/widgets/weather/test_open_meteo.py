"""Every sample of Open-Meteo, and what it must give."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from tests.widgets.weather.conftest import MOMENT
from tests.widgets.weather.services import open_meteo, open_meteo_city, sample
from widgets.models import City
from widgets.runs import ParseError
from widgets.weather.open_meteo import OpenMeteo

QUARTER_PAST = datetime(2026, 1, 31, 7, 15, tzinfo=UTC)


def parse(body: bytes, cities: list[City]) -> dict[str, Any]:
    return {each.city.slug: each for each in OpenMeteo().parse(body, cities, MOMENT)}


def only(location: dict[str, Any], cities: list[City]) -> Any:
    [weather] = OpenMeteo().parse(json.dumps(location).encode(), cities[:1], MOMENT)
    return weather


def test_18_cities_come_in_the_order_they_were_asked_in(cities: list[City]) -> None:
    weather = parse(sample("open_meteo_18_cities.json"), cities)
    assert [str(each.now.temperature) for each in weather.values() if each.now] == [
        *("-17.0", "-8.0", "-2.0", "-9.0", "-13.0", "-6.0", "1.0", "-2.0", "-2.0", "-18.0"),
        *("-12.0", "3.0", "-12.0", "-17.0", "7.0", "10.0", "-16.0", "7.0"),
    ]
    now = weather["ust-kamenogorsk"].now
    assert now
    assert (now.observed_at, now.code, now.is_day, now.humidity, now.wind_speed) == (
        QUARTER_PAST,
        3,
        True,
        60,
        Decimal("1.4"),
    )
    assert [each.dropped for each in weather.values() if each.dropped] == []


def test_a_single_city_comes_without_a_list(cities: list[City]) -> None:
    weather = parse(sample("open_meteo_single_location.json"), cities[:1])
    assert weather["ust-kamenogorsk"].now
    assert weather["ust-kamenogorsk"].now.temperature == -17


def test_nulls_stay_nothing_and_what_cannot_be_is_dropped(cities: list[City]) -> None:
    weather = parse(sample("open_meteo_nulls_and_unknown_code.json"), cities)
    ridder, aktobe, kokshetau = (weather[slug].now for slug in ("ridder", "aktobe", "kokshetau"))
    assert ridder and aktobe and kokshetau
    assert (ridder.temperature, ridder.code) == (None, 73)
    assert (aktobe.temperature, aktobe.code) == (-6, None)
    # A code that our table does not know is kept.
    assert (kokshetau.temperature, kokshetau.code) == (-18, 42)
    # The element without current conditions, and the one of -273.9.
    assert [slug for slug, each in weather.items() if each.now is None] == ["atyrau", "kyzylorda"]
    assert weather["kyzylorda"].dropped == ["kyzylorda: temperature -273.9"]


def test_17_of_18_are_refused_whole(cities: list[City]) -> None:
    with pytest.raises(ParseError, match="wrong_length: 17 of 18 cities"):
        parse(sample("open_meteo_short_17_of_18.json"), cities)


def test_a_stream_that_broke_is_refused_whole(cities: list[City]) -> None:
    with pytest.raises(ParseError, match="not_json"):
        parse(sample("open_meteo_200_broken_stream.txt"), cities)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("error_400", "Parameter 'latitude' and 'longitude' must have the same number of elements"),
        (
            "error_400_bad_variable",
            "Cannot initialize WeatherVariable from invalid String value tempeture_2m",
        ),
        ("error_401_key", "API key required"),
        ("error_429_concurrent", "Too many concurrent requests"),
        ("error_429_daily", "Daily API request limit exceeded"),
        ("error_429_hourly", "Hourly API request limit exceeded"),
        ("error_429_minutely", "Minutely API request limit exceeded"),
        ("error_503", "The service is overloaded"),
    ],
)
@pytest.mark.parametrize("asked", [1, 18])
def test_an_error_is_no_weather_even_with_status_200(
    cities: list[City], name: str, reason: str, asked: int
) -> None:
    with pytest.raises(ParseError, match=f"service_error: {reason}"):
        parse(sample(f"open_meteo_{name}.json"), cities[:asked])


def test_the_request_is_that_of_the_sample_and_asks_for_hours_and_days(
    cities: list[City], settings: Any
) -> None:
    [call] = OpenMeteo().calls(cities, MOMENT)
    assert call.url == "https://api.open-meteo.com/v1/forecast"
    asked = sample("open_meteo_request_url.txt").decode()
    for name in ("latitude", "longitude"):
        ours, theirs = call.params[name], asked.partition(f"{name}=")[2].partition("&")[0]
        pairs = zip(ours.split(","), theirs.split(","), strict=True)
        # Halves were rounded otherwise there: that is ten metres.
        assert all(abs(Decimal(one) - Decimal(other)) <= Decimal("0.0001") for one, other in pairs)
        assert max(len(each.partition(".")[2]) for each in ours.split(",")) == 4
    assert call.params["wind_speed_unit"] == "ms"
    assert (call.params["forecast_hours"], call.params["forecast_days"]) == ("49", "7")
    assert "apikey" not in call.params
    settings.OPEN_METEO_BASE_URL, settings.OPEN_METEO_API_KEY = (
        "https://customer-api.open-meteo.com",
        "secret",
    )
    [call] = OpenMeteo().calls(cities, MOMENT)
    assert call.url == "https://customer-api.open-meteo.com/v1/forecast"
    assert call.params["apikey"] == "secret"


def test_many_cities_are_asked_for_in_several_calls(cities: list[City]) -> None:
    assert [len(call.cities) for call in OpenMeteo().calls(cities * 3, MOMENT)] == [50, 4]


def test_hours_are_those_to_come_with_the_precipitation_that_falls_in_them(cities: list[City]) -> None:
    rows = [
        (f"2026-01-31T{hour:02d}:00", -17 + hour, 71, int(hour < 18), hour / 10, 2.04) for hour in range(24)
    ]
    hours = only(open_meteo_city(hours=rows), cities).hours
    assert [hour.at.hour for hour in hours] == [*range(7, 19)]
    # 12:00 in Almaty; the service's sum is of the hour that ends at its time, and the last hour has none.
    assert (hours[0].temperature, hours[0].precipitation) == (-5, Decimal("1.3"))
    assert (hours[-1].temperature, hours[-1].precipitation) == (6, None)
    assert (hours[0].code, hours[0].is_day, hours[0].wind_speed) == (71, True, Decimal("2.0"))
    assert [hour.is_day for hour in hours].count(False) == 6


def test_no_more_than_48_hours_and_7_days_are_taken(cities: list[City]) -> None:
    hours = [(f"2026-02-{day:02d}T{hour:02d}:00", 1, 3, 1, 0, 1) for day in range(1, 5) for hour in range(24)]
    days = [(f"2026-02-{day:02d}", -20, -10, 73, 1.25, 9.9) for day in range(1, 15)]
    weather = only(open_meteo_city(hours=hours, days=days), cities)
    assert weather.hours[-1].at == datetime(2026, 2, 2, 6, tzinfo=UTC)
    assert [day.date for day in weather.days] == [date(2026, 2, day) for day in range(1, 7)]
    first = weather.days[0]
    assert (first.low, first.high, first.code, first.precipitation, first.wind_speed) == (
        -20,
        -10,
        73,
        Decimal("1.3"),
        Decimal("9.9"),
    )


def test_columns_of_unequal_length_leave_nothing_where_they_end(cities: list[City]) -> None:
    location = open_meteo_city(hours=[(f"2026-01-31T{hour}:00", 1, 3, 1, 0, 1) for hour in range(12, 15)])
    del location["hourly"]["is_day"]
    location["hourly"] |= {"temperature_2m": [1], "weather_code": [3, 71]}
    hours = only(location, cities).hours
    # Of the third, neither temperature nor sky is known: it is none.
    assert [(hour.temperature, hour.code, hour.is_day) for hour in hours] == [(1, 3, None), (None, 71, None)]


def test_the_offset_of_the_answer_is_what_times_are_read_with(cities: list[City]) -> None:
    location = open_meteo_city("2026-01-31T13:15") | {"utc_offset_seconds": 21600}
    now = only(location, cities).now
    assert now and now.observed_at == QUARTER_PAST


@pytest.mark.parametrize(
    "broken",
    [
        {"utc_offset_seconds": None},
        {"utc_offset_seconds": 10**30},
        {"utc_offset_seconds": 10**14},
        {"current": []},
        {"current": {"time": "noon"}},
        {"current": {"time": "2026-01-31T12:15", "temperature_2m": {}}},
        {"current": {"time": "0001-01-01T00:00"}},
        {"current": {"time": "9999-12-31T23:59"}, "utc_offset_seconds": -86399},
        {"current": None, "hourly": {"time": [7]}},
        {"current": None, "daily": {"time": ["31.01.2026"]}},
    ],
)
def test_one_broken_city_leaves_the_others(cities: list[City], broken: dict[str, Any]) -> None:
    body = open_meteo([open_meteo_city(), open_meteo_city() | broken, open_meteo_city(temperature_2m=1)])
    first, second, third = parse(body, cities[:3]).values()
    assert first.now and third.now
    assert (first.now.temperature, third.now.temperature) == (-17, 1)
    assert (second.now, second.hours, second.days) == (None, [], [])
    assert second.dropped != []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("relative_humidity_2m", 101),
        ("relative_humidity_2m", -1),
        ("wind_speed_10m", -0.1),
        ("wind_speed_10m", 1e300),
        ("weather_code", 100),
        ("weather_code", -1),
        ("weather_code", 3.5),
        ("is_day", 2),
        ("is_day", 10**29),
    ],
)
def test_a_value_that_cannot_be_is_dropped_and_the_others_stay(
    cities: list[City], name: str, value: Any
) -> None:
    differs: dict[str, Any] = {name: value}
    weather = only(open_meteo_city(**differs), cities)
    now = weather.now
    assert now and now.temperature == -17
    column = {
        "relative_humidity_2m": now.humidity,
        "wind_speed_10m": now.wind_speed,
        "weather_code": now.code,
        "is_day": now.is_day,
    }
    assert [key for key, each in column.items() if each is None] == [name]
    assert len(weather.dropped) == 1


@pytest.mark.parametrize("degrees", [-70.1, 60.1, 1e99, -273.9])
def test_an_impossible_temperature_drops_the_whole_reading(cities: list[City], degrees: float) -> None:
    assert only(open_meteo_city(temperature_2m=degrees), cities).now is None


@pytest.mark.parametrize("degrees", [-70, 60])
def test_the_bounds_themselves_can_be(cities: list[City], degrees: int) -> None:
    now = only(open_meteo_city(temperature_2m=degrees), cities).now
    assert now and now.temperature == degrees


@pytest.mark.parametrize(
    ("time", "is_taken"),
    [
        ("2026-01-31T12:50", True),
        ("2026-01-31T12:51", False),
        ("2027-01-31T12:15", False),
        ("2026-01-30T12:20", True),
        ("2026-01-30T12:19", False),
    ],
)
def test_a_reading_of_another_time_is_dropped(cities: list[City], time: str, is_taken: bool) -> None:
    weather = only(open_meteo_city(time), cities)
    assert bool(weather.now) is is_taken
    assert bool(weather.dropped) is not is_taken


def test_what_rounds_to_minus_zero_is_zero(cities: list[City]) -> None:
    now = only(open_meteo_city(temperature_2m=-0.04, wind_speed_10m=0), cities).now
    assert now and (str(now.temperature), str(now.wind_speed)) == ("0.0", "0.0")


def test_a_reading_with_nothing_in_it_is_none(cities: list[City]) -> None:
    nothing: dict[str, Any] = dict.fromkeys(
        ("temperature_2m", "relative_humidity_2m", "weather_code", "wind_speed_10m")
    )
    assert only(open_meteo_city(**nothing), cities).now is None


def test_a_day_whose_lowest_is_above_its_highest_has_neither(cities: list[City]) -> None:
    [day] = only(open_meteo_city(days=[("2026-01-31", 5, -5, 3, 0, 1)]), cities).days
    assert (day.low, day.high, day.code) == (None, None, 3)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"7",
        b"[[]]",
        b"<html>",
        b"\xff\xfe[\x00]\x00",
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b"[NaN]",
    ],
)
def test_what_is_no_answer_is_refused(cities: list[City], body: bytes) -> None:
    try:
        [weather] = OpenMeteo().parse(body, cities[:1], MOMENT)
    except ParseError as error:
        assert error.reason in {"not_json", "wrong_shape", "wrong_length"}
    else:
        assert (weather.now, weather.hours, weather.days) == (None, [], [])
