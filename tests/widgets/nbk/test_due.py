"""When what is asked for, and which day it is in Almaty."""

from datetime import date, datetime, timedelta

import pytest

from tests.widgets.observations import publish
from widgets.models import Rate
from widgets.nbk.updating import due, out_by

TODAY, TOMORROW = date(2026, 12, 31), date(2027, 1, 1)


@pytest.mark.parametrize(
    ("clock", "stored", "days"),
    [
        ("00:10", [], []),
        ("05:40", [], []),
        ("06:10", [], [TODAY]),
        ("06:10", [TODAY], []),
        ("09:40", [TODAY], []),
        ("13:10", [TODAY], [TODAY]),
        ("14:40", [TODAY], []),
        ("15:10", [TODAY], [TOMORROW]),
        ("15:10", [], [TODAY, TOMORROW]),
        ("18:40", [TODAY, TOMORROW], []),
        ("20:10", [TODAY, TOMORROW], [TOMORROW]),
        ("20:40", [TODAY, TOMORROW], []),
        ("23:40", [TODAY], [TOMORROW]),
    ],
)
def test_today_in_the_morning_and_tomorrow_in_the_afternoon(
    clock: str, stored: list[date], days: list[date]
) -> None:
    assert due(datetime.fromisoformat(f"2026-12-31T{clock}:00+05:00"), stored) == days


@pytest.mark.parametrize(("clock", "days"), [("14:59", [TODAY]), ("15:00", [TODAY, TOMORROW])])
def test_by_a_button_what_may_be_out_is_asked_for(clock: str, days: list[date]) -> None:
    assert out_by(datetime.fromisoformat(f"2026-12-31T{clock}:00+05:00")) == days


def test_days_that_were_missed_are_filled_in_the_morning() -> None:
    now = datetime.fromisoformat("2026-03-02T09:10:00+05:00")
    stored = {date(2026, 2, day) for day in (23, 24, 26, 28)} | {date(2026, 3, 1)}
    assert due(now, stored) == [date(2026, 3, 2), date(2026, 2, 25), date(2026, 2, 27)]


@pytest.mark.usefixtures("reference")
@pytest.mark.parametrize(
    ("moment", "today"),
    [
        # Almaty went from UTC+6 to UTC+5 on 1 March 2024.
        ("2024-02-28T17:59:00+00:00", date(2024, 2, 28)),
        ("2024-02-28T18:00:00+00:00", date(2024, 2, 29)),
        ("2024-02-29T17:59:00+00:00", date(2024, 2, 29)),
        ("2024-03-01T18:59:00+00:00", date(2024, 3, 1)),
        ("2024-03-01T19:00:00+00:00", date(2024, 3, 2)),
        ("2026-12-31T18:59:00+00:00", date(2026, 12, 31)),
        ("2026-12-31T19:00:00+00:00", date(2027, 1, 1)),
    ],
)
def test_midnight_is_almatys_of_that_day(moment: str, today: date) -> None:
    for day in (today, date(1999, 1, 1)):
        publish("USD", day, "500")
    now = datetime.fromisoformat(moment)
    publish("USD", today + timedelta(days=1), "510")
    rate = Rate.objects.board(now).get()
    assert (rate.date, rate.carried_forward, rate.next_value) == (today, False, 510)
