"""Colour, wind, damp and rain to the character."""

from decimal import Decimal

import pytest
from django.utils.translation import override

from widgets.weather_words import SCALE, humidity, precipitation, warmth, wind


@pytest.mark.parametrize(
    ("degrees", "step"),
    [
        ("-31", 0), ("-30.4", 1), ("-30", 1), ("-20", 2), ("-10", 3), ("-0.6", 3), ("-0.4", 4), ("0", 4), ("9.4", 4),
        ("9.5", 5), ("20", 6), ("29.4", 6), ("30", 7), ("49", 7),
    ],
)  # fmt: skip
def test_the_colour_follows_the_degrees_that_are_shown(degrees: str, step: int) -> None:
    assert warmth(Decimal(degrees)) == f"warmth-{step}"


def test_nothing_has_no_colour() -> None:
    assert warmth(None) == ""


def test_the_key_has_every_colour_once() -> None:
    assert [name for name, _ in SCALE] == [f"warmth-{step}" for step in range(8)]
    assert [words for _, words in SCALE][:5] == ["< -30°", "-30°…", "-20°…", "-10°…", "0°…"]


def test_wind_is_in_whole_metres() -> None:
    with override("en"):
        assert [wind(Decimal(speed)) for speed in ("0", "0.4", "0.5", "7.5")] == [
            "calm",
            "calm",
            "1 m/s",
            "8 m/s",
        ]
    assert wind(None) == ""


def test_a_dry_hour_has_no_words() -> None:
    with override("en"):
        assert precipitation(Decimal("0.4")) == "0,4 mm"
        assert precipitation(Decimal("10.0")) == "10 mm"
        assert precipitation(Decimal("0.0")) == ""
    assert precipitation(None) == ""


def test_humidity_is_in_per_cent() -> None:
    assert humidity(0) == "0 %"
    assert humidity(None) == ""
