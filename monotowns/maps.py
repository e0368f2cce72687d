"""Towns on the outline of the country: where each stands in an inline SVG, and where its name has room.

The outline in `templates/monotowns/_outline.svg` is Natural Earth's (public domain) in the same projection.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import cos, radians

from monotowns.models.town import LATITUDES, LONGITUDES
from monotowns.registry.overview import Member

WIDTH = 1000
# Equal distances at the middle of the country: a degree of longitude is shorter there.
_X = WIDTH / (LONGITUDES[1] - LONGITUDES[0])
_Y = _X / cos(radians(sum(LATITUDES) / 2))
HEIGHT = round((LATITUDES[1] - LATITUDES[0]) * _Y)
# A mark for each group, so that colour is not all that tells them; the fourth and later share the last.
SHAPES = ("circle", "square", "triangle", "diamond")


@dataclass(frozen=True)
class Mark:
    member: Member
    x: int
    y: int
    shape: str
    # On which side of the mark the name stands.
    anchor: str


def marks(members: Iterable[Member]) -> list[Mark]:
    found = []
    for member in members:
        if member.latitude is None or member.longitude is None:
            continue
        x = round((member.longitude - LONGITUDES[0]) * _X)
        y = round((LATITUDES[1] - member.latitude) * _Y)
        shape = shape_of(member.group.position)
        found.append(Mark(member, x, y, shape, "end" if x > WIDTH * 0.7 else "start"))
    return found


def shape_of(position: int) -> str:
    return SHAPES[min(position, len(SHAPES)) - 1]
