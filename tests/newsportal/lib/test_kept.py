from typing import Any

import pytest

from newsportal.lib import kept
from newsportal.lib.kept import Kept


class Clock:
    def __init__(self) -> None:
        self.seconds = 1000.0

    def monotonic(self) -> float:
        return self.seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Clock:
    settings.FURNITURE_SECONDS = 10
    clock = Clock()
    monkeypatch.setattr(kept, "time", clock)
    return clock


def test_a_value_is_read_anew_when_its_seconds_are_over(clock: Clock) -> None:
    value = Kept[str, str](str.upper)
    assert (value("a"), value("b")) == ("A", "A")
    clock.seconds += 9.9
    assert value("c") == "A"
    clock.seconds += 0.1
    assert value("d") == "D"


def test_its_age_is_counted_from_the_beginning_of_its_reading(clock: Clock) -> None:
    def slow(_asked: str) -> float:
        clock.seconds += 8
        return clock.seconds

    value = Kept(slow)
    assert value("") == 1008
    clock.seconds += 2
    assert value("") == 1018


def test_another_asking_is_answered_for_itself(clock: Clock) -> None:
    value = Kept[str, str](str.upper, same=lambda asked: asked[0])
    assert [value(asked) for asked in ("ab", "ac", "ba", "ad")] == ["AB", "AB", "BA", "AD"]


def test_nothing_is_kept_in_no_time_after_a_failure_or_when_it_is_to_be_forgotten(
    clock: Clock, settings: Any
) -> None:
    value = Kept[str, int](int)
    with pytest.raises(ValueError, match="no number"):
        value("no number")
    assert (value("1"), value("2")) == (1, 1)
    value.forget()
    assert value("3") == 3
    settings.FURNITURE_SECONDS = 0
    assert (value("4"), value("5")) == (4, 5)


def test_what_was_read_before_it_was_forgotten_is_not_kept(clock: Clock) -> None:
    """A change is told of while the former value is on its way."""

    def read(_asked: str) -> str:
        if not values[1:]:
            return values[0]
        value.forget()
        return values.pop(0)

    values = ["old", "new"]
    value = Kept(read)
    assert [value(""), value("")] == ["old", "new"]
