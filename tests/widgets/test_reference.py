from datetime import datetime, timedelta

import pytest
from django.core.management import call_command
from django.utils.translation import override

from tests.widgets.observations import observe, publish
from widgets.models import City, Currency, Rate, WeatherObservation
from widgets.reference import load_cities_and_currencies, load_samples

pytestmark = pytest.mark.django_db


def test_loading_gives_18_cities_and_39_currencies() -> None:
    call_command("load_cities_and_currencies")
    assert (City.objects.count(), Currency.objects.count()) == (18, 39)
    home = City.objects.get(is_home=True)
    assert (home.slug, home.name, home.name_in) == (
        "ust-kamenogorsk",
        "Усть-Каменогорск",
        "в Усть-Каменогорске",
    )
    with override("kk"):
        assert (home.name, home.name_in) == ("Өскемен", "Өскеменде")
    assert City.objects.get(slug="astana").former_names == ["Нур-Султан", "Акмола", "Целиноград", "Акмолинск"]


def test_loading_again_keeps_what_was_edited(reference: None) -> None:
    City.objects.filter(slug="semey").update(name_ru="Семипалатинск", position=40)
    Currency.objects.filter(code="USD").update(name_ru="американский доллар")
    load_cities_and_currencies()
    assert City.objects.get(slug="semey").name == "Семипалатинск"
    assert Currency.objects.get(code="USD").name == "американский доллар"


def test_a_city_that_got_another_address_does_not_come_back(reference: None) -> None:
    City.objects.filter(slug="uralsk").update(slug="oral", former_slugs=["uralsk"])
    load_cities_and_currencies()
    assert City.objects.count() == 18


def test_each_start_renews_the_samples(samples: None, now: datetime) -> None:
    later = now + timedelta(days=2)
    load_samples(later)
    assert WeatherObservation.objects.count() == 18
    assert set(WeatherObservation.objects.values_list("observed_at", flat=True)) == {later}
    assert [str(day) for day in Rate.objects.values_list("date", flat=True)] == ["2026-11-25"] * 4


def test_beside_real_values_of_a_kind_there_are_no_samples_of_it(samples: None, now: datetime) -> None:
    observe("semey", now, "-8")
    load_samples(now)
    assert not WeatherObservation.objects.filter(source="sample").exists()
    assert Rate.objects.filter(source="sample").count() == 4


def test_real_rates_survive_the_renewal_of_samples(samples: None, now: datetime) -> None:
    publish("USD", now.date(), "498.35")
    load_samples(now)
    assert [str(rate.value) for rate in Rate.objects.all()] == ["498.35"]
