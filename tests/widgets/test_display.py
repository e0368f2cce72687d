from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils.translation import override

from widgets import display
from widgets.display import Age

NOW = datetime(2026, 11, 23, 9, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("-17", "-17°"),
        ("1", "+1°"),
        ("10", "+10°"),
        ("0", "0°"),
        ("-0.0", "0°"),
        ("-0.4", "0°"),
        ("0.4", "0°"),
        ("0.5", "+1°"),
        ("-0.5", "-1°"),
        ("1.5", "+2°"),
        ("2.5", "+3°"),
        ("-2.5", "-3°"),
        ("-16.5", "-17°"),
        ("-16.4", "-16°"),
    ],
)
def test_temperature_is_whole_signed_and_zero_has_no_sign(value: str, expected: str) -> None:
    assert display.temperature(Decimal(value)) == expected


def test_missing_temperature_is_a_dash() -> None:
    assert display.temperature(None) == "—"


@pytest.mark.parametrize(
    ("value", "russian", "kazakh"),
    [
        ("-17", "минус 17 градусов", "минус 17 градус"),
        ("-1", "минус 1 градус", "минус 1 градус"),
        ("-2.4", "минус 2 градуса", "минус 2 градус"),
        ("-21", "минус 21 градус", "минус 21 градус"),
        ("3", "плюс 3 градуса", "плюс 3 градус"),
        ("11", "плюс 11 градусов", "плюс 11 градус"),
        ("-0.4", "0 градусов", "0 градус"),
        (None, "нет данных", "дерек жоқ"),
    ],
)
def test_temperature_is_spoken_in_both_languages(value: str | None, russian: str, kazakh: str) -> None:
    degrees = None if value is None else Decimal(value)
    with override("ru"):
        assert display.spoken_temperature(degrees) == russian
    with override("kk"):
        assert display.spoken_temperature(degrees) == kazakh


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("501.02", "501.02"),
        ("612.6", "612.60"),
        ("3", "3.00"),
        ("0.4", "0.40"),
        ("6.585", "6.59"),
        ("1632.92", "1632.92"),
    ],
)
def test_money_has_two_places_and_a_dot(value: str, expected: str) -> None:
    assert display.money(Decimal(value)) == expected


def test_a_rise_has_sign_arrow_and_words() -> None:
    with override("ru"):
        assert display.change(Decimal("2.67")) == display.Change("+2.67", "▲", "up", "выросла на 2,67")


def test_a_fall_has_sign_arrow_and_words() -> None:
    with override("ru"):
        assert display.change(Decimal("-0.05")) == display.Change("-0.05", "▼", "down", "снизилась на 0,05")


@pytest.mark.parametrize("value", [None, Decimal(0), Decimal("0.00"), Decimal("0.004"), Decimal("-0.004")])
def test_no_change_shows_nothing(value: Decimal | None) -> None:
    assert display.change(value) is None


@pytest.mark.parametrize(("quant", "expected"), [(1, ""), (100, "за 100"), (1000, "за 1000")])
def test_a_rate_says_for_how_many_units_it_is(quant: int, expected: str) -> None:
    with override("ru"):
        assert display.units(quant) == expected


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        (0, Age.FRESH),
        (2.99, Age.FRESH),
        (3, Age.FRESH),
        (3.01, Age.STALE),
        (24, Age.STALE),
        (24.01, Age.HIDDEN),
        # `.seconds` of a timedelta would take this for one hour.
        (25, Age.HIDDEN),
    ],
)
def test_age_mutes_after_three_hours_and_hides_after_a_day(hours: float, expected: Age) -> None:
    assert display.age(NOW - timedelta(hours=hours), NOW) is expected


def test_what_was_never_observed_is_hidden() -> None:
    assert display.age(None, NOW) is Age.HIDDEN


def test_the_note_tells_the_time_of_the_country() -> None:
    with override("ru"):
        assert display.clock_note(NOW) == "данные на 14:05"
    with override("kk"):
        assert display.clock_note(NOW) == "14:05 жағдайы бойынша"
