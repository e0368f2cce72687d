"""Days, records and single observations of a city."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.widgets.observations import day_of_city, observe
from widgets import city_series
from widgets.models import City

pytestmark = pytest.mark.usefixtures("reference")


@pytest.fixture
def ridder(reference: None) -> City:
    return City.objects.get(slug="ridder")


def test_a_city_without_days_has_no_series(ridder: City) -> None:
    day_of_city("semey", date(2026, 1, 31), "-20", "-10")
    assert city_series.series(ridder) is None


def test_records_are_the_first_of_equal_days(ridder: City) -> None:
    for day, low, high in ((1, "-31.5", "-20"), (2, "-31.5", "-12"), (3, "-20", "-12")):
        day_of_city("ridder", date(2026, 1, day), low, high)
    day_of_city("semey", date(2020, 1, 1), "-50", "40")
    found = city_series.series(ridder)
    assert found is not None
    assert (found.since, found.until, found.days) == (date(2026, 1, 1), date(2026, 1, 3), 3)
    assert (found.coldest.date, str(found.coldest.low)) == (date(2026, 1, 1), "-31.5")
    assert (found.warmest.date, str(found.warmest.high)) == (date(2026, 1, 2), "-12.0")


def test_the_same_day_of_other_years_comes_newest_first(ridder: City) -> None:
    for year in (2023, 2024, 2026):
        day_of_city("ridder", date(year, 2, 28), "-20", "-10")
    day_of_city("ridder", date(2024, 2, 29), "-22", "-11")
    same = city_series.same_day_in_other_years
    assert [day.date.year for day in same(ridder, date(2026, 2, 28))] == [2024, 2023]
    assert [day.date for day in same(ridder, date(2028, 2, 29))] == [date(2024, 2, 29)]


def test_neighbours_are_the_observed_days_around(ridder: City) -> None:
    days = [day_of_city("ridder", date(2026, 1, number), "-20", "-10") for number in (1, 5, 9)]
    assert city_series.neighbours(ridder, date(2026, 1, 5)) == (days[0], days[2])
    assert city_series.neighbours(ridder, date(2026, 1, 1)) == (None, days[1])
    assert city_series.neighbours(ridder, date(2026, 1, 9)) == (days[1], None)


def test_a_day_of_observations_is_a_day_of_almaty(ridder: City) -> None:
    """UTC+5 since 1 March 2024; before that, UTC+6."""
    for moment in (
        datetime(2024, 1, 9, 17, 59, tzinfo=UTC), datetime(2024, 1, 9, 18, 0, tzinfo=UTC),
        datetime(2024, 1, 10, 17, 59, tzinfo=UTC), datetime(2024, 1, 10, 18, 0, tzinfo=UTC),
        datetime(2026, 1, 9, 18, 59, tzinfo=UTC), datetime(2026, 1, 9, 19, 0, tzinfo=UTC),
        datetime(2026, 1, 10, 18, 59, tzinfo=UTC), datetime(2026, 1, 10, 19, 0, tzinfo=UTC),
    ):  # fmt: skip
        observe("ridder", moment, "-9")

    def observed(day: date) -> list[str]:
        return [f"{one.observed_at:%d %H:%M}" for one in city_series.observations_between(ridder, day, day)]

    assert observed(date(2024, 1, 10)) == ["09 18:00", "10 17:59"]
    assert observed(date(2026, 1, 10)) == ["09 19:00", "10 18:59"]


def test_a_moment_counts_once_as_it_was_last_fetched(ridder: City, now: datetime) -> None:
    observe("ridder", now, "-9", fetched_at=now)
    observe("ridder", now, "-8.5", fetched_at=now + timedelta(minutes=30))
    observe("ridder", now, "-7", source="sample")
    rows = list(city_series.observation_rows(ridder, now.date(), now.date()))
    assert [(row[0], str(row[1])) for row in rows] == [(now, "-8.5")]


def test_rows_cross_the_ends_of_months(ridder: City) -> None:
    for number in range(100):
        observe("ridder", datetime(2026, 1, 1, 6, tzinfo=UTC) + timedelta(days=number), "-9")
    rows = list(city_series.observation_rows(ridder, date(2026, 1, 1), date(2026, 4, 10)))
    assert [row[0].date() for row in rows] == [date(2026, 1, 1) + timedelta(days=n) for n in range(100)]


def test_the_state_changes_with_the_rows(ridder: City, now: datetime) -> None:
    day_of_city("ridder", now.date(), "-20", "-10")
    observe("ridder", now, "-9")
    before = city_series.state_of_days(ridder, None, None)
    single = city_series.state_of_observations(ridder, now.date(), now.date())
    assert before.fetched_at == now
    assert city_series.state_of_days(ridder, None, None) == before
    ridder.days.update(high="-9.9")
    observe("ridder", now + timedelta(minutes=30), "-9")
    assert city_series.state_of_days(ridder, None, None).version != before.version
    assert city_series.state_of_observations(ridder, now.date(), now.date()).version != single.version


def test_sources_are_those_of_the_days_asked_for(ridder: City, now: datetime) -> None:
    observe("ridder", now - timedelta(days=2), "-9", source="open_meteo")
    observe("ridder", now, "-9", source="metno")
    assert city_series.sources(ridder, None, None) == ["open_meteo", "metno"]
    assert city_series.sources(ridder, now.date(), now.date()) == ["metno"]
