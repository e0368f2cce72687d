"""Observations that stay, forecasts that are replaced."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.widgets.weather.conftest import MOMENT
from widgets.models import City, CityDay, DayForecast, HourForecast, WeatherObservation
from widgets.weather.readings import CityWeather, Day, Hour, Now
from widgets.weather.storing import carried_on, confirm, store

OPEN_METEO, METNO = WeatherObservation.Source.OPEN_METEO, WeatherObservation.Source.METNO
NOON = MOMENT.replace(minute=0)
LATER = MOMENT + timedelta(minutes=30)


def now(**more: Any) -> Now:
    values: dict[str, Any] = {
        "observed_at": NOON,
        "temperature": Decimal("-9.0"),
        "code": 3,
        "is_day": True,
        "humidity": 60,
        "wind_speed": Decimal("1.4"),
    }
    return Now(**(values | more))


def hour(at: datetime, temperature: str = "-9.0") -> Hour:
    return Hour(at, Decimal(temperature), 3, True, Decimal("0.1"), Decimal("2.0"))


def day(on: date, low: str = "-9.0") -> Day:
    return Day(on, Decimal(low), Decimal("-1.0"), 3, Decimal("0.1"), Decimal("2.0"))


def weather(
    city: City, said: Now | None = None, *, fetched_at: datetime = MOMENT, **more: Any
) -> CityWeather:
    return CityWeather(city, fetched_at, said, **more)


def rows() -> list[tuple[str, str, datetime]]:
    return [
        (each.city.slug, str(each.temperature), each.fetched_at) for each in WeatherObservation.objects.all()
    ]


def test_the_same_is_not_stored_again(cities: list[City]) -> None:
    assert len(store([weather(cities[0], now())], OPEN_METEO, MOMENT)) == 1
    assert store([weather(cities[0], now(), fetched_at=LATER)], OPEN_METEO, LATER) == []
    assert rows() == [("ust-kamenogorsk", "-9.0", MOMENT)]


@pytest.mark.parametrize(
    "differs",
    [
        {"temperature": Decimal("-8.9")},
        {"temperature": None},
        {"code": 71},
        {"code": None},
        {"is_day": False},
        {"humidity": 61},
        {"wind_speed": Decimal("1.5")},
        {"observed_at": NOON + timedelta(minutes=15)},
    ],
)
def test_whatever_differs_is_a_new_row(cities: list[City], differs: dict[str, Any]) -> None:
    store([weather(cities[0], now())], OPEN_METEO, MOMENT)
    assert len(store([weather(cities[0], now(**differs), fetched_at=LATER)], OPEN_METEO, LATER)) == 1
    assert WeatherObservation.objects.count() == 2


def test_what_was_corrected_back_is_a_new_row_too(cities: list[City]) -> None:
    for minutes, degrees in enumerate(["-9.0", "-8.0", "-9.0", "-9.0"]):
        said = now(temperature=Decimal(degrees))
        store([weather(cities[0], said, fetched_at=MOMENT + timedelta(minutes=minutes))], OPEN_METEO, MOMENT)
    assert [row[1] for row in rows()] == ["-9.0", "-8.0", "-9.0"]
    assert CityDay.objects.get().low == -9


def test_another_service_has_its_own_series(cities: list[City]) -> None:
    store([weather(cities[0], now())], OPEN_METEO, MOMENT)
    assert len(store([weather(cities[0], now())], METNO, MOMENT)) == 1


def test_days_are_made_with_the_observations(cities: list[City]) -> None:
    store([weather(city, now()) for city in cities], OPEN_METEO, MOMENT)
    assert CityDay.objects.filter(date=date(2026, 1, 31), low=-9, observations=1).count() == 18


def test_a_forecast_is_replaced_and_what_is_past_goes(cities: list[City]) -> None:
    city, today = cities[0], date(2026, 1, 31)
    hours = [hour(NOON + timedelta(hours=number)) for number in range(-1, 3)]
    days = [day(today + timedelta(days=number)) for number in range(-1, 2)]
    store([weather(city, hours=hours, days=days)], OPEN_METEO, MOMENT)
    assert [each.at.hour for each in HourForecast.objects.order_by("at")] == [7, 8, 9]
    assert [each.date.day for each in DayForecast.objects.order_by("date")] == [31, 1]
    next_hour = MOMENT + timedelta(hours=1)
    newer = weather(
        city, hours=[hour(NOON + timedelta(hours=2), "5.0")], days=[day(today, "-30.0")], fetched_at=next_hour
    )
    store([newer], METNO, next_hour)
    assert [
        (each.at.hour, str(each.temperature), each.source) for each in HourForecast.objects.order_by("at")
    ] == [
        (8, "-9.0", "open_meteo"),
        (9, "5.0", "metno"),
    ]
    assert [(str(each.low), each.fetched_at) for each in DayForecast.objects.order_by("date")] == [
        ("-30.0", next_hour),
        ("-9.0", MOMENT),
    ]


def test_an_hour_or_day_that_is_named_twice_is_stored_once(cities: list[City]) -> None:
    today = date(2026, 1, 31)
    twice = weather(cities[0], hours=[hour(NOON), hour(NOON, "1.0")], days=[day(today), day(today, "-20.0")])
    store([twice], OPEN_METEO, MOMENT)
    assert str(HourForecast.objects.get().temperature) == "1.0"
    assert str(DayForecast.objects.get().low) == "-20.0"


def test_the_number_of_statements_does_not_grow_with_the_cities(
    cities: list[City], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    def answer(some: Sequence[City]) -> list[CityWeather]:
        hours = [hour(NOON + timedelta(hours=number)) for number in range(48)]
        days = [day(date(2026, 2, number)) for number in range(1, 8)]
        return [weather(city, now(), hours=hours, days=days) for city in some]

    # Savepoint, lock, look, observations, their days, two forecasts, what is past of them, release.
    for some in (cities[:1], cities):
        with django_assert_num_queries(10):
            store(answer(some), OPEN_METEO, MOMENT)
        with django_assert_num_queries(8):
            store(answer(some), OPEN_METEO, MOMENT)
    assert HourForecast.objects.count() == 18 * 48


def test_the_hour_that_has_begun_is_carried_on_out_of_a_forecast(cities: list[City]) -> None:
    hours = [hour(NOON, "-9.0"), hour(NOON + timedelta(hours=1), "-7.5")]
    store([weather(cities[0], now(), hours=hours)], METNO, MOMENT)
    assert carried_on(cities, METNO, MOMENT) == []
    next_hour = MOMENT + timedelta(hours=1)
    [carried] = carried_on(cities, METNO, next_hour)
    assert carried.now
    assert (carried.now.observed_at.hour, carried.now.temperature, carried.fetched_at) == (
        8,
        Decimal("-7.5"),
        MOMENT,
    )
    assert carried_on(cities, OPEN_METEO, next_hour) == []
    store([carried], METNO, next_hour)
    assert carried_on(cities, METNO, next_hour) == []


def test_a_confirmed_forecast_is_as_fresh_as_its_confirmation(cities: list[City]) -> None:
    for city in cities[:2]:
        store([weather(city, hours=[hour(NOON)], days=[day(date(2026, 1, 31))])], METNO, MOMENT)
    confirm(cities[:1], METNO, LATER)
    for model in (HourForecast, DayForecast):
        assert [each.fetched_at for each in model.objects.order_by("city__position")] == [LATER, MOMENT]
