"""The sample of MET Norway, its series of hours, and the days that are made of them."""

import csv
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from tests.widgets.weather.conftest import MOMENT
from tests.widgets.weather.services import metno, metno_entry, metno_series, sample
from widgets.models import City, ServiceAnswer
from widgets.reference import DATA
from widgets.runs import ParseError
from widgets.weather.metno import MetNorway
from widgets.weather.metno_symbols import sky

# Midnight in Almaty.
MIDNIGHT = datetime(2026, 1, 30, 19, tzinfo=UTC)
HOUR = timedelta(hours=1)


def parse(body: bytes, cities: list[City], moment: datetime = MOMENT) -> Any:
    [weather] = MetNorway().parse(body, cities[:1], moment)
    return weather


def test_the_sample_gives_the_hour_that_has_begun(cities: list[City]) -> None:
    weather = parse(sample("metno_compact_ust-kamenogorsk.json"), cities)
    assert weather.city.slug == "ust-kamenogorsk"
    now = weather.now
    assert now
    assert now.observed_at == datetime(2026, 1, 31, 7, tzinfo=UTC)
    assert (now.temperature, now.code, now.is_day, now.humidity, now.wind_speed) == (
        -17,
        3,
        None,
        78,
        Decimal("1.9"),
    )
    assert [(hour.at, hour.temperature, hour.precipitation) for hour in weather.hours] == [
        (datetime(2026, 1, 31, 7, tzinfo=UTC), -17, 0)
    ]
    # One hour is no day.
    assert weather.days == []


def test_addresses_have_four_places_and_no_more(cities: list[City]) -> None:
    city = City(slug="new", latitude=Decimal("49.97146"), longitude=Decimal("82.6"))
    [call] = MetNorway().calls([city], MOMENT)
    assert call.url == "https://api.met.no/weatherapi/locationforecast/2.0/compact?lat=49.9715&lon=82.6000"


def test_a_city_is_asked_for_when_its_answer_has_expired(cities: list[City]) -> None:
    metno_ = MetNorway()
    for call, minutes in zip(metno_.calls(cities[:3], MOMENT), (-1, 1), strict=False):
        ServiceAnswer.objects.create(url=call.url, expires_at=MOMENT + timedelta(minutes=minutes))
    assert [call.cities[0].slug for call in metno_.calls(cities[:3], MOMENT)] == ["ust-kamenogorsk", "almaty"]


def test_a_forecast_that_begins_with_the_next_hour_gives_it_when_it_is_near(cities: list[City]) -> None:
    ahead = metno([metno_entry(datetime(2026, 1, 31, 8, tzinfo=UTC))])
    near = parse(ahead, cities, datetime(2026, 1, 31, 7, 31, tzinfo=UTC)).now
    assert near and near.observed_at.hour == 8
    assert parse(ahead, cities, datetime(2026, 1, 31, 7, 29, tzinfo=UTC)).now is None


def test_the_sky_of_now_is_that_of_the_next_hour_or_else_of_six(cities: list[City]) -> None:
    begun = MOMENT.replace(minute=0)
    for hours, code in ((1, 71), (6, 71), (0, None)):
        now = parse(metno([metno_entry(begun, symbol="lightsnow", hours=hours)]), cities).now
        assert now and now.code == code


def test_an_hour_has_the_precipitation_of_an_hour_alone(cities: list[City]) -> None:
    begun = MOMENT.replace(minute=0)
    entries = [
        metno_entry(begun, precipitation=0.34, symbol="rain"),
        metno_entry(begun + HOUR, precipitation=3.4, symbol="rain", hours=6),
    ]
    hours = parse(metno(entries), cities).hours
    assert [(hour.code, hour.precipitation) for hour in hours] == [(63, Decimal("0.3")), (63, None)]


def test_48_hours_are_taken_from_the_one_that_has_begun(cities: list[City]) -> None:
    hours = parse(metno(metno_series(MIDNIGHT)), cities).hours
    assert hours[0].at == MOMENT.replace(minute=0)
    assert hours[-1].at < hours[0].at + 48 * HOUR
    assert len(hours) == 48


def test_days_are_those_of_almaty(cities: list[City]) -> None:
    entries = [metno_entry(MIDNIGHT + number * HOUR, number - 20, wind=number / 10) for number in range(48)]
    days = parse(metno(entries), cities, MIDNIGHT).days
    assert [(day.date, day.low, day.high, day.wind_speed) for day in days] == [
        (date(2026, 1, 31), -20, 3, Decimal("2.3")),
        (date(2026, 2, 1), 4, 27, Decimal("4.7")),
    ]


def test_a_day_is_made_while_no_six_hours_of_it_are_unknown(cities: list[City]) -> None:
    def dates(entries: list[dict[str, object]]) -> list[date]:
        return [day.date for day in parse(metno(entries), cities, MIDNIGHT).days]

    every_six = [metno_entry(MIDNIGHT + hours * HOUR, hours=6) for hours in (5, 11, 17, 23)]
    assert dates(every_six) == [date(2026, 1, 31)]
    assert dates(every_six[1:]) == []
    assert dates(every_six[:3]) == []
    assert dates([every_six[0], *every_six[2:]]) == []


def test_today_is_left_as_it_was_once_its_morning_is_gone(cities: list[City]) -> None:
    days = parse(metno(metno_series(MOMENT.replace(minute=0))), cities).days
    assert [day.date for day in days] == [date(2026, 2, day) for day in range(1, 7)]


def test_what_falls_is_counted_once_and_to_the_day_of_its_middle(cities: list[City]) -> None:
    entries = [
        *(metno_entry(MIDNIGHT + number * HOUR, precipitation=0.1) for number in range(17)),
        # 17:00 to 23:00, and 23:00 to 05:00 of the next day.
        metno_entry(MIDNIGHT + 17 * HOUR, precipitation=2, hours=6),
        *(metno_entry(MIDNIGHT + hours * HOUR, precipitation=5, hours=6) for hours in (23, 29, 35, 41, 47)),
    ]
    days = parse(metno(entries), cities, MIDNIGHT).days
    assert [(day.date.day, day.precipitation) for day in days] == [(31, Decimal("3.7")), (1, 20)]


def test_precipitation_of_a_day_is_unknown_where_a_part_is(cities: list[City]) -> None:
    entries = [metno_entry(MIDNIGHT + number * HOUR, precipitation=0.1) for number in range(24)]
    entries[7] = metno_entry(MIDNIGHT + 7 * HOUR, precipitation=None)
    [day] = parse(metno(entries), cities, MIDNIGHT).days
    assert (day.precipitation, day.low) == (None, -17)


def test_the_sky_of_a_day_is_its_severest(cities: list[City]) -> None:
    entries = [metno_entry(MIDNIGHT + number * HOUR, symbol="fair_day") for number in range(24)]
    entries[7] = metno_entry(MIDNIGHT + 7 * HOUR, symbol="heavysnow")
    [day] = parse(metno(entries), cities, MIDNIGHT).days
    assert day.code == 75


def test_an_impossible_hour_is_left_out_of_the_day(cities: list[City]) -> None:
    entries = [metno_entry(MIDNIGHT + number * HOUR) for number in range(24)]
    entries[7] = metno_entry(MIDNIGHT + 7 * HOUR, -99)
    weather = parse(metno(entries), cities, MIDNIGHT)
    assert (weather.days[0].low, weather.hours[7].temperature) == (-17, None)
    assert weather.dropped == ["ust-kamenogorsk: temperature -99"]


@pytest.mark.parametrize("year", [1, 1970, 2025, 2027, 9999])
def test_a_forecast_of_another_time_gives_nothing(cities: list[City], year: int) -> None:
    body = metno(metno_series(datetime(2026, 12, 1, tzinfo=UTC), hourly=24, six_hourly=2))
    weather = parse(body.replace(b"2026-", f"{year:04d}-".encode()), cities)
    assert (weather.now, weather.hours, weather.days) == (None, [], [])
    assert weather.dropped == ["ust-kamenogorsk: nothing for these days, 27 hours of others"]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{}",
        b"<html>",
        b'{"properties":{"timeseries":{}}}',
        b'{"properties":{"timeseries":[{"time":"2026-01-31T07:00:00","data":{"instant":{}}}]}}',
        b'{"properties":{"timeseries":[{"time":"yesterday","data":{"instant":{}}}]}}',
        b'{"properties":{"timeseries":[{"time":"2026-01-31T07:00:00Z"}]}}',
        b'{"properties":' * 50_000,
    ],
)
def test_what_is_no_forecast_is_refused(cities: list[City], body: bytes) -> None:
    with pytest.raises(ParseError):
        parse(body, cities)


def test_every_symbol_of_the_table_is_a_code_that_has_words() -> None:
    with (DATA / "wmo_codes.csv").open(encoding="utf-8", newline="") as lines:
        known = {int(row["code"]) for row in csv.DictReader(lines)}
    with (DATA / "metno_symbols.csv").open(encoding="utf-8", newline="") as lines:
        symbols = [row["symbol_code"] for row in csv.DictReader(lines)]
    assert len(symbols) == 41
    assert {sky(symbol)[0] for symbol in symbols} <= known


@pytest.mark.parametrize(
    ("symbol", "said"),
    [
        ("clearsky_day", (0, True)),
        ("clearsky_night", (0, False)),
        ("fair_polartwilight", (1, None)),
        ("cloudy", (3, None)),
        ("lightssleetshowersandthunder_day", (95, True)),
        ("lightsleetshowersandthunder_day", (95, True)),
        ("lightssnowshowersandthunder_night", (95, False)),
        ("lightsnow", (71, None)),
        ("frogs", (None, None)),
        ("", (None, None)),
        (None, (None, None)),
    ],
)
def test_a_symbol_is_a_code_and_perhaps_day_or_night(
    symbol: str | None, said: tuple[int | None, bool | None]
) -> None:
    assert sky(symbol) == said
