"""Where cities stand on the map."""

import re

import pytest
from django.conf import settings

from newsportal.lib.country_map import outline, place, proportion

RIDDER, AKTAU, PETROPAVLOVSK, ALMATY = (
    (83.51562, 50.34524),
    (51.17392, 43.66105),
    (69.15065, 54.87343),
    (76.9115, 43.25249),
)


def at(city: tuple[float, float]) -> tuple[float, float]:
    found = place(*city)
    assert found is not None
    return found


def test_east_is_right_and_north_is_up() -> None:
    assert at(AKTAU)[0] < at(PETROPAVLOVSK)[0] < at(ALMATY)[0] < at(RIDDER)[0]
    assert at(PETROPAVLOVSK)[1] < at(RIDDER)[1] < at(ALMATY)[1]


def test_the_middle_meridian_is_upright() -> None:
    assert at((67, 45))[0] == pytest.approx(at((67, 52))[0])


def test_a_degree_of_latitude_is_as_long_everywhere() -> None:
    assert at((67, 44))[1] - at((67, 45))[1] == pytest.approx(at((67, 52))[1] - at((67, 53))[1])


@pytest.mark.parametrize("elsewhere", [(37.62, 55.75), (116.4, 39.9), (0, 90), (-180, -90), (180, 0)])
def test_what_is_outside_has_no_place(elsewhere: tuple[float, float]) -> None:
    assert place(*elsewhere) is None


def test_the_outline_is_one_closed_line_of_whole_units() -> None:
    box, path = outline()
    assert box == "0 0 1000 589"
    assert re.fullmatch(r"M\d+ \d+(L\d+ \d+){216}Z", path)


def test_the_sheet_keeps_the_proportion_of_the_map() -> None:
    sheet = (settings.BASE_DIR / "static/css/weather-pages.css").read_text()
    found = re.search(r"\.country-map \{[^}]*aspect-ratio: ([\d.]+)", sheet)
    assert found
    assert float(found[1]) == pytest.approx(proportion(), abs=0.001)
