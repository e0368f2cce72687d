"""The map of the country: one projection for its outline and for whatever stands on it."""

import csv
from functools import cache
from math import cos, radians, sin
from pathlib import Path

# Points of the border, made from Natural Earth (public domain): see static/LICENSES.md.
OUTLINE = Path(__file__).parent / "kazakhstan_outline.csv"

# An equidistant conic, the usual one for a country that is wide and far north: distances along a meridian
# are true, and so they are along these two parallels.
PARALLELS = radians(43), radians(53)
CENTRE = radians(67), radians(48)
_CONE = (cos(PARALLELS[0]) - cos(PARALLELS[1])) / (PARALLELS[1] - PARALLELS[0])
_APEX = cos(PARALLELS[0]) / _CONE + PARALLELS[0]

MARGIN = 0.035
"""Of the width of the country, left free around it."""
WIDTH = 1000
"""Units across the drawing of the outline."""

type Point = tuple[float, float]


def _project(longitude: float, latitude: float) -> Point:
    """On a plane whose unit is the radius of the Earth, y growing southwards."""
    distance = _APEX - radians(latitude)
    angle = _CONE * (radians(longitude) - CENTRE[0])
    return distance * sin(angle), distance * cos(angle) - (_APEX - CENTRE[1])


@cache
def _frame() -> tuple[list[Point], float, float, float, float]:
    """The outline on the plane, and the left, top, width and height of what the map shows."""
    with OUTLINE.open(encoding="utf-8", newline="") as lines:
        border = [_project(float(row["longitude"]), float(row["latitude"])) for row in csv.DictReader(lines)]
    xs, ys = zip(*border, strict=True)
    margin = MARGIN * (max(xs) - min(xs))
    left, top = min(xs) - margin, min(ys) - margin
    return border, left, top, max(xs) + margin - left, max(ys) + margin - top


def place(longitude: float, latitude: float) -> Point | None:
    """As shares of the map's width and height, from its left upper corner; None for what is outside of it."""
    _, left, top, width, height = _frame()
    x, y = _project(longitude, latitude)
    share = (x - left) / width, (y - top) / height
    return share if all(0 <= part <= 1 for part in share) else None


def proportion() -> float:
    """Width to height."""
    _, _, _, width, height = _frame()
    return width / height


@cache
def border() -> list[Point]:
    """The points of the outline, as `place` gives them."""
    points, left, top, width, height = _frame()
    return [((x - left) / width, (y - top) / height) for x, y in points]


@cache
def outline() -> tuple[str, str]:
    """The view box and the path of an SVG, in whole units."""
    height = round(WIDTH / proportion())
    points = [f"{round(x * WIDTH)} {round(y * height)}" for x, y in border()]
    return f"0 0 {WIDTH} {height}", f"M{'L'.join(points)}Z"
