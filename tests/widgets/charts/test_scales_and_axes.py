"""Round marks of values and of time."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils.translation import override

from widgets.charts import ValueScale, date_axis, hour_axis


def scale(*values: str) -> ValueScale:
    return ValueScale.of(Decimal(value) for value in values)


@pytest.mark.parametrize(
    ("values", "labels"),
    [
        (("498.35", "501.02", "512.4"), ["495", "500", "505", "510", "515"]),
        (("6.51", "6.59"), ["6.50", "6.52", "6.54", "6.56", "6.58", "6.60"]),
        (("-17", "-8"), ["-20", "-15", "-10", "-5"]),
        (("-3", "4"), ["-4", "-2", "0", "2", "4"]),
        (("0.0121", "0.0149"), ["0.012", "0.013", "0.014", "0.015"]),
        (("999999", "1"), ["0", "500000", "1000000"]),
    ],
)
def test_marks_are_round_and_hold_every_value(values: tuple[str, ...], labels: list[str]) -> None:
    made = scale(*values)
    assert [made.label(tick) for tick in made.ticks] == labels
    assert all(0 <= made.position(Decimal(value)) <= 1 for value in values)


@pytest.mark.parametrize("value", ["500", "-17.5", "0", "0.0004"])
def test_a_series_that_never_moves_stands_between_two_marks(value: str) -> None:
    assert 0 < scale(value, value).position(Decimal(value)) < 1


def axis(start: date, end: date) -> list[str]:
    return [tick.label for tick in date_axis(start, end).ticks]


def test_time_is_marked_by_days_months_or_years() -> None:
    end = date(2026, 1, 31)
    assert axis(date(2026, 1, 1), end) == [
        "1 янв.",
        "6 янв.",
        "11 янв.",
        "16 янв.",
        "21 янв.",
        "26 янв.",
        "31 янв.",
    ]
    assert axis(date(2025, 2, 1), end) == ["март", "май", "июль", "сент.", "нояб.", "2026"]
    assert axis(date(2016, 1, 1), end) == ["2016", "2018", "2020", "2022", "2024", "2026"]
    assert axis(end, end) == ["31 янв."]


@pytest.mark.parametrize("days", [0, 1, 6, 30, 98, 99, 365, 1260, 1261, 3650, 40000])
def test_no_period_has_more_marks_than_a_phone_can_hold(days: int) -> None:
    end = date(2026, 1, 31)
    made = date_axis(end - timedelta(days=min(days, 13000)), end)
    assert 1 <= len(made.ticks) <= 8
    assert all(0 <= tick.position <= 1 for tick in made.ticks)


def test_months_are_kazakh_on_kazakh_pages() -> None:
    with override("kk"):
        assert axis(date(2025, 2, 1), date(2026, 1, 31))[:2] == ["нау.", "мам."]


def test_hours_are_those_of_kazakhstan_and_midnight_is_the_day_that_begins() -> None:
    start = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
    made = hour_axis(start, start + timedelta(hours=24))
    assert [tick.label for tick in made.ticks] == ["18:00", "24 нояб.", "06:00", "12:00"]
