"""Dates as people of both languages write them, in the time of Kazakhstan of that day."""

from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from newsportal.lib import dates

MOMENT = datetime(2026, 11, 23, 9, 5, 3, 44, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "day", "moment", "month"),
    [
        ("ru", "23 ноября 2026", "23 ноября 2026, 14:05", "Ноябрь 2026"),
        ("kk", "2026 ж. 23 қараша", "2026 ж. 23 қараша, 14:05", "2026 ж. қараша"),
    ],
)
def test_each_language_has_its_order(language: str, day: str, moment: str, month: str) -> None:
    with translation.override(language):
        assert dates.long_day(MOMENT) == day
        assert dates.day_and_time(MOMENT) == moment
        assert dates.month_title(date(2026, 11, 1)) == month
        assert len(dates.weekday_names()) == 7


@pytest.mark.parametrize(
    ("moment", "written"),
    [
        (MOMENT, "2026-11-23T14:05:03+05:00"),
        # Almaty kept UTC+6 until the first of March 2024.
        (datetime(2024, 2, 29, 12, 0, tzinfo=UTC), "2024-02-29T18:00:00+06:00"),
        (datetime(2024, 3, 1, 12, 0, tzinfo=UTC), "2024-03-01T17:00:00+05:00"),
    ],
)
def test_time_has_the_offset_of_its_day(moment: datetime, written: str) -> None:
    assert dates.iso(moment) == written


@pytest.mark.parametrize(
    ("moment", "written"),
    [
        (datetime(2026, 11, 22, 19, 0, tzinfo=UTC), "00:00"),
        (datetime(2026, 11, 22, 18, 59, tzinfo=UTC), "22 ноября"),
        (datetime(2025, 12, 31, 18, 59, tzinfo=UTC), "31 декабря 2025"),
    ],
)
def test_lists_say_the_time_of_today_and_the_day_before(moment: datetime, written: str) -> None:
    assert dates.short_time(moment, now=MOMENT) == written
