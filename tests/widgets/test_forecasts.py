"""What is expected, as long as it may be shown."""

from datetime import datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.widgets.observations import expect_days, expect_hours
from widgets.forecasts import forecast
from widgets.models import City

pytestmark = pytest.mark.usefixtures("reference")


@pytest.fixture
def ridder(reference: None) -> City:
    return City.objects.get(slug="ridder")


def test_hours_begin_with_the_present_one_and_are_48(ridder: City, now: datetime) -> None:
    expect_hours("ridder", datetime(2026, 11, 23, 7, 0, tzinfo=now.tzinfo), ["-9"] * 60, fetched_at=now)
    hours = forecast(ridder, now).hours
    assert len(hours) == 48
    assert hours[0].at == datetime(2026, 11, 23, 9, 0, tzinfo=now.tzinfo)


def test_a_day_begins_at_midnight_of_almaty(ridder: City, now: datetime) -> None:
    expect_hours("ridder", now.replace(minute=0), ["-9"] * 48, fetched_at=now)
    begins = [(f"{hour.at:%d %H}", str(hour.day)) for hour in forecast(ridder, now).hours if hour.day]
    assert begins == [("23 09", "2026-11-23"), ("23 19", "2026-11-24"), ("24 19", "2026-11-25")]


def test_a_forecast_older_than_a_day_is_not_shown(ridder: City, now: datetime) -> None:
    day_old = now - timedelta(hours=24)
    expect_hours("ridder", now.replace(minute=0), ["-9"], fetched_at=day_old)
    expect_days("ridder", now.date(), [("-12", "-5")], fetched_at=day_old)
    found = forecast(ridder, now)
    assert (found.hours, found.days, found.fetched_at, found.sources) == ([], [], None, frozenset())


def test_the_time_beside_it_is_that_of_the_oldest_row(ridder: City, now: datetime) -> None:
    earlier = now - timedelta(hours=3)
    expect_hours("ridder", now.replace(minute=0), ["-9"], fetched_at=now)
    expect_days("ridder", now.date(), [("-12", "-5")], fetched_at=earlier)
    assert forecast(ridder, now).fetched_at == earlier


def test_seven_days_from_today_lie_within_their_common_range(ridder: City, now: datetime) -> None:
    ranges = [("-20", "-10"), ("-15", "0"), ("-10", "-5")] + [("-12", "-8")] * 6
    expect_days("ridder", now.date(), ranges, fetched_at=now)
    days = forecast(ridder, now).days
    assert len(days) == 7
    assert [(day.start, day.length) for day in days[:3]] == [(0.0, 50.0), (25.0, 75.0), (50.0, 25.0)]
    assert (days[0].low, days[0].high, days[0].condition) == ("-20°", "-10°", "небольшой снег")


def test_equal_and_missing_values_break_nothing(ridder: City, now: datetime) -> None:
    expect_days("ridder", now.date(), [("-5", "-5")], fetched_at=now)
    assert (forecast(ridder, now).days[0].start, forecast(ridder, now).days[0].length) == (0.0, 0.0)
    ridder.days_ahead.update(low=None, high=None, code=None)
    assert (forecast(ridder, now).days[0].low, forecast(ridder, now).days[0].condition) == ("—", "")


def test_a_forecast_is_two_queries(
    ridder: City, now: datetime, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    expect_hours("ridder", now, ["-9"] * 48, fetched_at=now)
    with django_assert_num_queries(2):
        forecast(ridder, now)
