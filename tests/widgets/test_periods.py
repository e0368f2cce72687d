"""Days that addresses ask for."""

from datetime import date

import pytest

from widgets.periods import Period, PeriodError, asked_day, asked_period


@pytest.mark.parametrize("text", ["2026-01-31", "31.01.2026", " 2026-01-31 "])
def test_a_day_is_read_as_machines_and_as_people_write_it(text: str) -> None:
    assert asked_day(text) == date(2026, 1, 31)


@pytest.mark.parametrize(
    "text",
    [
        "2026-02-31",
        "0001-01-01",
        "9999-12-31",
        "1989-12-31",
        "2100-01-01",
        "20260131",
        "2026-W05-6",
        "٢٠٢٦-٠١-٣١",
        "2026-01-31T00:00",
        "\x00",
        "1" * 30,
        "31/01/2026",
        "-1",
        "'; --",
    ],
)
def test_what_is_no_day_of_ours_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(PeriodError, match=r"\.$"):
        asked_day(text)


def test_either_end_may_be_left_out() -> None:
    assert asked_period({}) == Period()
    assert asked_period({"from": "2026-01-01"}) == Period(since=date(2026, 1, 1))
    assert asked_period({"to": "2026-01-01", "from": ""}) == Period(until=date(2026, 1, 1))


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(PeriodError):
        asked_period({"from": "2026-02-01", "to": "2026-01-31"})


def test_a_period_is_written_as_it_is_read() -> None:
    assert Period().query == ""
    assert Period(date(2026, 1, 1), date(2026, 1, 31)).query == "?from=2026-01-01&to=2026-01-31"
