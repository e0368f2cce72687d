"""Labels that never lie upon each other, whatever the temperatures are."""

import random
from datetime import datetime, timedelta
from itertools import combinations

import pytest

from newsportal.lib.country_map import Box, Point, place, proportion
from tests.widgets.observations import observe
from widgets.cards import CityCard, city_card
from widgets.country_map import NARROW, WIDE, Label, Layout, arrange
from widgets.models import City

pytestmark = pytest.mark.usefixtures("reference")


def places(now: datetime) -> list[tuple[CityCard, Point]]:
    found = []
    for city in City.objects.active().with_weather(now):
        point = place(float(city.longitude), float(city.latitude))
        assert point is not None
        found.append((city_card(city, now), point))
    return found


def boxes(labels: list[Label], width: float) -> list[Box]:
    """As they lie on a map of that width."""
    height = width / proportion()
    return [
        box.at((label.x * width / 100, label.y * height / 100))
        for label in labels
        for box in (label.pill, label.name)
        if box
    ]


@pytest.mark.parametrize("layout", [NARROW, WIDE])
def test_every_city_of_the_samples_has_room(samples: None, now: datetime, layout: Layout) -> None:
    labels = arrange(places(now), layout)
    assert [label.card.slug for label in labels] == [card.slug for card, _ in places(now)]
    assert all(label.pill for label in labels)
    assert all(bool(label.name) == layout.is_named for label in labels)


@pytest.mark.parametrize("layout", [NARROW, WIDE])
@pytest.mark.parametrize("seed", range(5))
def test_labels_are_apart_and_within_the_map_at_every_width(now: datetime, layout: Layout, seed: int) -> None:
    chance = random.Random(seed)
    for city in City.objects.all():
        observe(city.slug, now, str(chance.randint(-45, 45)))
    labels = arrange(places(now), layout)
    assert sum(bool(label.pill) for label in labels) >= 15
    for width in (layout.width, layout.width * 1.14, layout.width * 1.6, layout.width * 3):
        found = boxes(labels, width)
        assert all(box.is_within((width + 0.1, width / proportion() + 0.1)) for box in found)
        assert not [pair for pair in combinations(found, 2) if pair[0].meets(pair[1])], width


def test_cities_on_one_spot_do_not_hide_each_other(samples: None, now: datetime) -> None:
    crowd = [(card, (0.5, 0.5)) for card, _ in places(now)]
    labels = arrange(crowd, WIDE)
    assert len(labels) == 18
    found = boxes(labels, WIDE.width)
    assert not [pair for pair in combinations(found, 2) if pair[0].meets(pair[1])]
    assert any(label.pill is None and label.has_dot for label in labels)


def test_a_city_without_fresh_weather_is_a_dot(now: datetime) -> None:
    observe("ridder", now - timedelta(hours=25), "-9")
    assert [label.pill for label in arrange(places(now), NARROW)] == [None] * 18


def test_a_map_without_cities_has_no_labels() -> None:
    assert arrange([], WIDE) == []


def test_a_name_touches_its_temperature_with_its_near_end(samples: None, now: datetime) -> None:
    for label in arrange(places(now), WIDE):
        assert label.pill is not None
        anchor, x = label.name_anchor
        if anchor == "start":
            assert x == pytest.approx(label.pill.left + label.pill.width + 4, abs=0.1)
        if anchor == "end":
            assert x == pytest.approx(label.pill.left - 4, abs=0.1)
