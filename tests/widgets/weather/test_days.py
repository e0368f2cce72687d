"""Days made of observations, with the offsets of their time."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from tests.widgets.observations import observe
from widgets.models import City, CityDay
from widgets.weather import days

pytestmark = pytest.mark.usefixtures("cities")


def remake(*slugs_and_moments: tuple[str, datetime]) -> None:
    days.remake([(City.objects.get(slug=slug).pk, moment) for slug, moment in slugs_and_moments])


def stored() -> list[tuple[str, date, str, str, str, int]]:
    return [
        (day.city.slug, day.date, str(day.low), str(day.high), str(day.mean), day.observations)
        for day in CityDay.objects.select_related("city").order_by("city__slug", "date")
    ]


def test_a_day_has_lowest_highest_mean_and_count() -> None:
    noon = datetime(2026, 1, 31, 7, tzinfo=UTC)
    for hours, degrees in enumerate(["-9", "-8.5", "-7"]):
        observe("semey", noon + timedelta(hours=hours), degrees)
    remake(("semey", noon))
    assert stored() == [("semey", date(2026, 1, 31), "-9.0", "-7.0", "-8.2", 3)]


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        # UTC+5 since 1 March 2024.
        (datetime(2026, 1, 30, 18, 59, tzinfo=UTC), date(2026, 1, 30)),
        (datetime(2026, 1, 30, 19, 0, tzinfo=UTC), date(2026, 1, 31)),
        (datetime(2025, 12, 31, 18, 59, tzinfo=UTC), date(2025, 12, 31)),
        (datetime(2025, 12, 31, 19, 0, tzinfo=UTC), date(2026, 1, 1)),
        # UTC+6 before.
        (datetime(2024, 1, 31, 17, 59, tzinfo=UTC), date(2024, 1, 31)),
        (datetime(2024, 1, 31, 18, 0, tzinfo=UTC), date(2024, 2, 1)),
        # The longest day: clocks went back at its end.
        (datetime(2024, 2, 28, 18, 0, tzinfo=UTC), date(2024, 2, 29)),
        (datetime(2024, 2, 29, 18, 30, tzinfo=UTC), date(2024, 2, 29)),
        (datetime(2024, 2, 29, 19, 0, tzinfo=UTC), date(2024, 3, 1)),
    ],
)
def test_days_begin_when_they_did_in_almaty(moment: datetime, day: date) -> None:
    observe("semey", moment, "-9")
    remake(("semey", moment))
    assert [each[1] for each in stored()] == [day]
    CityDay.objects.all().delete()
    days.remake_all()
    assert [each[1] for each in stored()] == [day]


def test_of_a_corrected_observation_the_later_fetched_counts() -> None:
    moment = datetime(2026, 1, 31, 7, tzinfo=UTC)
    observe("semey", moment, "-9", fetched_at=moment + timedelta(minutes=2))
    observe("semey", moment, "-30", fetched_at=moment + timedelta(minutes=1))
    observe("semey", moment, None, fetched_at=moment + timedelta(minutes=3))
    remake(("semey", moment))
    assert stored() == [("semey", date(2026, 1, 31), "-9.0", "-9.0", "-9.0", 1)]


def test_a_day_is_remade_when_another_observation_arrives() -> None:
    moment = datetime(2026, 1, 31, 7, tzinfo=UTC)
    observe("semey", moment, "-9")
    remake(("semey", moment))
    observe("semey", moment + timedelta(hours=1), "-7")
    remake(("semey", moment + timedelta(hours=1)))
    assert stored() == [("semey", date(2026, 1, 31), "-9.0", "-7.0", "-8.0", 2)]


def test_only_the_touched_days_of_the_touched_cities_are_remade() -> None:
    moment = datetime(2026, 1, 31, 7, tzinfo=UTC)
    for slug in ("semey", "aktau"):
        observe(slug, moment, "-9")
        observe(slug, moment - timedelta(days=1), "-8")
    remake(("semey", moment), ("aktau", moment - timedelta(days=1)))
    assert [each[:2] for each in stored()] == [("aktau", date(2026, 1, 30)), ("semey", date(2026, 1, 31))]


def test_samples_and_missing_temperatures_make_no_day() -> None:
    moment = datetime(2026, 1, 31, 7, tzinfo=UTC)
    observe("semey", moment, "-9", source="sample")
    observe("aktau", moment, None)
    remake(("semey", moment), ("aktau", moment))
    days.remake_all()
    assert stored() == []


def test_many_days_are_one_statement(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    moment = datetime(2026, 1, 31, 7, tzinfo=UTC)
    pairs = [(city.pk, moment) for city in City.objects.all()]
    with django_assert_num_queries(1):
        days.remake(pairs)
    with django_assert_num_queries(0):
        days.remake([])


def test_the_touched_days_are_found_by_the_index() -> None:
    city = City.objects.get(slug="semey")
    statement = days.REMAKE.format(these=days.OF_TOUCHED_DAYS)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN {statement}", [[city.pk], [datetime(2026, 1, 31, tzinfo=UTC)]])
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "weather_newest_of_city" in plan


def test_the_command_makes_all_days_anew(capsys: pytest.CaptureFixture[str]) -> None:
    moment = datetime(2026, 1, 31, 7, tzinfo=UTC)
    semey = City.objects.get(slug="semey")
    CityDay.objects.create(city=semey, date=date(2020, 1, 1), low=1, high=1, mean=1, observations=1)
    observe("semey", moment, "-9")
    observe("aktau", moment, "1")
    call_command("remake_days")
    written = capsys.readouterr()
    assert written.out == "2 days of cities made.\n"
    assert "18/18" in written.err
    assert [each[:2] for each in stored()] == [("aktau", date(2026, 1, 31)), ("semey", date(2026, 1, 31))]
