from datetime import datetime, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from tests.widgets.observations import observe
from widgets.models import City, WeatherObservation

pytestmark = pytest.mark.usefixtures("reference")


def weather_of(slug: str, now: datetime) -> City:
    return City.objects.active().with_weather(now).get(slug=slug)


def test_the_newest_observation_is_shown(now: datetime) -> None:
    observe("semey", now - timedelta(hours=2), "-9")
    observe("semey", now - timedelta(hours=1), "-8")
    observe("semey", now - timedelta(hours=3), "-10")
    assert weather_of("semey", now).temperature == -8


def test_a_corrected_observation_is_a_new_row_and_the_later_fetched_is_shown(now: datetime) -> None:
    observe("semey", now, "-9", fetched_at=now)
    observe("semey", now, "-8", fetched_at=now + timedelta(minutes=1))
    assert weather_of("semey", now).temperature == -8
    assert WeatherObservation.objects.history().count() == 2


def test_an_observation_of_the_future_waits(now: datetime) -> None:
    observe("semey", now, "-9")
    observe("semey", now + timedelta(hours=1), "-8")
    assert weather_of("semey", now).temperature == -9


def test_a_city_nobody_observed_has_nulls(now: datetime) -> None:
    city = weather_of("taraz", now)
    assert (city.temperature, city.code, city.observed_at, city.source) == (None, None, None, None)


def test_the_list_is_in_its_stored_order(now: datetime) -> None:
    assert [city.name for city in City.objects.active().with_weather(now)] == [
        "Усть-Каменогорск",
        "Семей",
        "Алматы",
        "Риддер",
        "Астана",
        "Актобе",
        "Актау",
        "Атырау",
        "Караганда",
        "Кокшетау",
        "Костанай",
        "Кызылорда",
        "Павлодар",
        "Петропавловск",
        "Тараз",
        "Туркестан",
        "Уральск",
        "Шымкент",
    ]


def test_a_retired_city_is_not_in_the_list(now: datetime) -> None:
    City.objects.filter(slug="aktau").update(is_active=False)
    assert not City.objects.active().with_weather(now).filter(slug="aktau").exists()


def test_the_list_is_one_query(now: datetime, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for hours in range(5):
        observe("semey", now - timedelta(hours=hours), "-8")
        observe("aktau", now - timedelta(hours=hours), "1")
    with django_assert_num_queries(1):
        assert [str(city.temperature) for city in City.objects.active().with_weather(now)][1] == "-8.0"


def test_samples_are_shown_while_nothing_real_is_there(samples: None, now: datetime) -> None:
    assert weather_of("ust-kamenogorsk", now).temperature == -17


def test_one_real_observation_takes_every_sample_off(samples: None, now: datetime) -> None:
    observe("semey", now - timedelta(days=300), "-8")
    assert weather_of("ust-kamenogorsk", now).temperature is None
    assert weather_of("semey", now).temperature == -8


def test_samples_are_no_history(samples: None, now: datetime) -> None:
    real = observe("semey", now, "-8")
    assert list(WeatherObservation.objects.history()) == [real]


def test_the_database_refuses_to_change_an_observation(now: datetime) -> None:
    observe("semey", now, "-8")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        WeatherObservation.objects.update(temperature=8)
    assert weather_of("semey", now).temperature == -8


def test_the_database_refuses_to_change_even_a_sample(samples: None) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        WeatherObservation.objects.update(source="metno")


def test_the_database_refuses_to_delete_an_observation(now: datetime) -> None:
    observe("semey", now, "-8")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        WeatherObservation.objects.all().delete()


def test_the_same_answer_is_not_stored_twice(now: datetime) -> None:
    observe("semey", now, "-8")
    with pytest.raises(IntegrityError, match="weather_fetched_once"), transaction.atomic():
        observe("semey", now, "-8")


def test_there_is_one_home_city() -> None:
    with pytest.raises(IntegrityError, match="city_one_home"), transaction.atomic():
        City.objects.filter(slug="semey").update(is_home=True)


def test_the_home_city_cannot_leave_the_list() -> None:
    with pytest.raises(IntegrityError, match="city_home_is_active"), transaction.atomic():
        City.objects.filter(is_home=True).update(is_active=False)
