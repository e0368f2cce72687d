from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override

from tests.rows import same
from tests.widgets.observations import observe, publish
from widgets.cards import CityCard, _in_force, _listed, city_cards, home_card
from widgets.models import City, Rate

pytestmark = pytest.mark.usefixtures("reference")


def card_of(slug: str, now: datetime) -> CityCard:
    return next(card for card in city_cards(now) if card.slug == slug)


def test_the_seeds_header_is_reproduced_to_the_character(samples: None, now: datetime) -> None:
    with override("ru"):
        cards = city_cards(now)
        home = home_card(cards)
    assert home is not None
    assert (home.name, home.condition, home.temperature) == ("Усть-Каменогорск", "пасмурно", "-17°")
    assert [(card.name, card.temperature) for card in cards] == [
        ("Усть-Каменогорск", "-17°"),
        ("Семей", "-8°"),
        ("Алматы", "-2°"),
        ("Риддер", "-9°"),
        ("Астана", "-13°"),
        ("Актобе", "-6°"),
        ("Актау", "+1°"),
        ("Атырау", "-2°"),
        ("Караганда", "-2°"),
        ("Кокшетау", "-18°"),
        ("Костанай", "-12°"),
        ("Кызылорда", "+3°"),
        ("Павлодар", "-12°"),
        ("Петропавловск", "-17°"),
        ("Тараз", "+7°"),
        ("Туркестан", "+10°"),
        ("Уральск", "-16°"),
        ("Шымкент", "+7°"),
    ]


def test_names_are_kazakh_on_kazakh_pages(samples: None, now: datetime) -> None:
    with override("kk"):
        card = card_of("ust-kamenogorsk", now)
        assert (card.name, card.condition, card.url) == ("Өскемен", "бұлтты", "/kk/weather/ust-kamenogorsk/")


def test_a_fresh_value_stands_without_a_note(now: datetime) -> None:
    observe("semey", now - timedelta(hours=3), "-8", code=71)
    card = card_of("semey", now)
    assert (card.temperature, card.age, card.note) == ("-8°", "fresh", "")


def test_an_old_value_is_muted_with_its_time(now: datetime) -> None:
    observe("semey", now - timedelta(hours=4), "-8", code=71)
    with override("ru"):
        card = card_of("semey", now)
    assert (card.temperature, card.age, card.note) == ("-8°", "stale", "данные на 10:05")


def test_yesterdays_value_is_hidden(now: datetime) -> None:
    observe("semey", now - timedelta(hours=25), "-8", code=71)
    card = card_of("semey", now)
    assert (card.temperature, card.condition, card.icon, card.note, card.observed_at) == (
        "—",
        "",
        "",
        "",
        None,
    )


def test_an_unknown_code_leaves_the_temperature(now: datetime) -> None:
    observe("semey", now, "-8", code=42)
    card = card_of("semey", now)
    assert (card.temperature, card.condition, card.icon) == ("-8°", "", "")


def test_a_missing_temperature_leaves_the_sky(now: datetime) -> None:
    observe("semey", now, None, code=3)
    with override("ru"):
        card = card_of("semey", now)
    assert (card.temperature, card.condition) == ("—", "пасмурно")


def test_the_night_has_its_own_icon(now: datetime) -> None:
    observe("semey", now, "-8", code=0, is_day=False)
    assert card_of("semey", now).icon == "clear-night"


def test_without_a_home_city_the_first_stands_in_the_header(now: datetime) -> None:
    City.objects.update(is_home=False)
    home = home_card(city_cards(now))
    assert home is not None
    assert home.slug == "ust-kamenogorsk"


def test_without_cities_there_is_none_in_the_header() -> None:
    assert home_card([]) is None


def test_the_header_is_that_of_its_querysets(now: datetime) -> None:
    today = timezone.localdate(now)
    observe("ust-kamenogorsk", now, "-17")
    for day, value in (
        (today - timedelta(days=1), "500"),
        (today, "501.02"),
        (today + timedelta(days=1), "502"),
    ):
        publish("USD", day, value)
    same(City.objects.active().with_weather(now), _listed(now=now))
    same(Rate.objects.board(now), _in_force(now))
