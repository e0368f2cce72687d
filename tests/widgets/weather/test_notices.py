"""Frost and records, each said once."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from tests.widgets.observations import observe
from tests.widgets.weather.conftest import MOMENT
from widgets.models import City, CityDay, Notice
from widgets.notices import weather as notices
from widgets.weather import days

pytestmark = pytest.mark.usefixtures("cities")
TODAY = date(2026, 1, 31)


def series(slug: str, length: int, low: str = "-20", high: str = "20") -> None:
    """So many days before today."""
    city = City.objects.get(slug=slug)
    CityDay.objects.bulk_create(
        CityDay(
            city=city,
            date=TODAY - timedelta(days=number + 1),
            low=Decimal(low),
            high=Decimal(high),
            mean=Decimal(0),
            observations=48,
        )
        for number in range(length)
    )


def observed(slug: str, degrees: str | None, moment: datetime = MOMENT) -> None:
    """What a run does with a new observation."""
    observation = observe(slug, moment, degrees)
    days.remake([(observation.city_id, moment)])
    notices.frost([observation])
    notices.records([observation])


def keys() -> list[str]:
    return sorted(Notice.objects.values_list("key", flat=True))


@pytest.mark.parametrize(
    ("degrees", "said"), [("-30.1", ["frost:semey:2026-01-31"]), ("-30", []), ("30", []), (None, [])]
)
def test_frost_is_what_is_below_30(degrees: str | None, said: list[str]) -> None:
    observed("semey", degrees)
    assert keys() == said


def test_frost_is_said_once_for_a_city_and_day() -> None:
    for minutes, degrees in enumerate(["-31", "-35"]):
        observed("semey", degrees, MOMENT + timedelta(minutes=minutes))
    observed("ridder", "-31")
    # 23:59 and 00:00 in Almaty.
    observed("semey", "-31", datetime.fromisoformat("2026-01-31T18:59Z"))
    observed("semey", "-31", datetime.fromisoformat("2026-01-31T19:00Z"))
    assert keys() == ["frost:ridder:2026-01-31", "frost:semey:2026-01-31", "frost:semey:2026-02-01"]
    assert Notice.objects.get(key="frost:semey:2026-01-31").facts == {
        "city": "semey",
        "date": "2026-01-31",
        "observed_at": "2026-01-31T07:20:00+00:00",
        "temperature": "-31",
        "source": "metno",
    }


def test_frost_that_was_put_away_stays_away() -> None:
    observed("semey", "-31")
    Notice.objects.update(dismissed_at=MOMENT)
    observed("semey", "-32", MOMENT + timedelta(minutes=30))
    assert Notice.objects.get().dismissed_at == MOMENT


@pytest.mark.parametrize(
    ("degrees", "which", "previous"), [("-20.1", "lowest", "-20.0"), ("20.1", "highest", "20.0")]
)
def test_a_record_is_beyond_the_whole_series(degrees: str, which: str, previous: str) -> None:
    series("semey", 365)
    observed("semey", degrees)
    notice = Notice.objects.get()
    assert (notice.kind, notice.key) == ("record", "record:semey:2026-01-31")
    assert notice.facts == {
        "city": "semey",
        "date": "2026-01-31",
        "which": which,
        "temperature": degrees,
        "previous": previous,
        "previous_date": "2026-01-30",
        "days": 365,
    }


@pytest.mark.parametrize("degrees", ["-20", "20", "0"])
def test_what_was_before_is_no_record(degrees: str) -> None:
    series("semey", 400)
    observed("semey", degrees)
    assert keys() == []


def test_a_short_series_has_no_records() -> None:
    series("semey", 364)
    series("ridder", 400)
    observed("semey", "-25")
    assert keys() == []


def test_a_record_is_said_once_for_a_city_and_day() -> None:
    series("semey", 365)
    for minutes, degrees in enumerate(["-25", "-26"]):
        observed("semey", degrees, MOMENT + timedelta(minutes=minutes))
    assert keys() == ["record:semey:2026-01-31"]
    observed("semey", "-27", MOMENT + timedelta(days=1))
    assert keys() == ["record:semey:2026-01-31", "record:semey:2026-02-01"]
    assert Notice.objects.get(key="record:semey:2026-02-01").facts["previous_date"] == "2026-01-31"
