"""Towns on the map: where they stand, and names that cover nothing."""

from typing import Any

import pytest

from monotowns import maps
from monotowns.models import Group
from monotowns.registry.overview import Member


def member(name: str, latitude: float | None, longitude: float | None, position: int = 1) -> Member:
    unknown: dict[str, Any] = {"population": None, "enterprises": [], "industries": {}}
    return Member(
        slug="x",
        url="/x/",
        name=name,
        region="",
        region_code="",
        group=Group(position=position),
        latitude=latitude,
        longitude=longitude,
        **unknown,
    )


def test_towns_stand_where_the_outline_has_them() -> None:
    found = maps.town_map([member("Риддер", 50.34, 83.51), member("Жанаозен", 43.34, 52.86)])
    assert found.box == "0 0 1000 589" and found.outline.startswith("M")
    assert [(mark.x, mark.y) for mark in found.marks] == [(872, 172), (142, 427)]


def test_a_town_outside_of_the_country_is_not_on_the_map() -> None:
    assert maps.marks([member("Москва", 55.75, 46.1)]) == []


def test_a_town_without_coordinates_is_not_on_the_map() -> None:
    assert maps.marks([member("Нигде", None, None)]) == []


def test_names_of_neighbours_stand_on_different_sides() -> None:
    temirtau, shakhtinsk = maps.marks([member("Темиртау", 50.05, 72.95), member("Шахтинск", 49.71, 72.59)])
    assert (temirtau.anchor, shakhtinsk.anchor) == ("start", "end")
    assert not temirtau.is_crowded and not shakhtinsk.is_crowded


def test_a_name_without_room_waits_to_be_pointed_at() -> None:
    marks = maps.marks([member(f"Город {number}", 50, 72) for number in range(6)])
    assert any(mark.is_crowded for mark in marks)
    assert all(mark.is_crowded for mark in maps.marks([member("Город", 50, 72)] * 81))


@pytest.mark.parametrize(
    ("position", "shape"), [(1, "circle"), (3, "triangle"), (4, "diamond"), (9, "diamond")]
)
def test_groups_differ_by_shape(position: int, shape: str) -> None:
    assert maps.shape_of(position) == shape
