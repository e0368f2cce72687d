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


# Of a name on a wide screen, in units of the map; a letter is about so wide.
LETTER, LINE, REACH = 10.5, 20, 14
# More names than these would cover the country: then none stands there by itself.
MOST_NAMES = 80


@dataclass(frozen=True)
class Box:
    left: float
    top: float
    width: float
    height: float

    def meets(self, other: "Box") -> bool:
        return (
            self.left < other.left + other.width
            and other.left < self.left + self.width
            and self.top < other.top + other.height
            and other.top < self.top + self.height
        )


@dataclass(frozen=True)
class Mark:
    member: Member
    x: int
    y: int
    shape: str
    # Where the name stands, from the mark.
    anchor: str
    dx: int
    dy: int
    # No room for the name: it shows while the mark is pointed at or focused.
    is_crowded: bool


# Anchor, and the beginning of the text: right, left, above, below.
SIDES = (("start", 16, 6), ("end", -16, 6), ("middle", 0, -16), ("middle", 0, 30))


def marks(members: Iterable[Member]) -> list[Mark]:
    """Names take the first side where they cover neither a mark nor another name."""
    places = [
        (member, *_point(member.latitude, member.longitude))
        for member in members
        if member.latitude is not None and member.longitude is not None
    ]
    points = [Box(x - REACH, y - REACH, 2 * REACH, 2 * REACH) for _member, x, y in places]
    is_roomy = len(places) <= MOST_NAMES
    taken: list[Box] = []
    found = []
    for (member, x, y), own in zip(places, points, strict=True):
        around = [box for box in points if box is not own] + taken if is_roomy else []
        boxes = [_box(member.name, x, y, side) for side in SIDES]
        free = next((i for i, box in enumerate(boxes) if _fits(box, around)), None) if is_roomy else None
        if free is not None:
            taken.append(boxes[free])
        anchor, dx, dy = SIDES[free or 0] if x < WIDTH * 0.8 or free is not None else SIDES[1]
        shape = shape_of(member.group.position)
        found.append(Mark(member, x, y, shape, anchor, dx, dy, free is None))
    return found


def _point(latitude: float, longitude: float) -> tuple[int, int]:
    return round((longitude - LONGITUDES[0]) * _X), round((LATITUDES[1] - latitude) * _Y)


def _box(name: str, x: int, y: int, side: tuple[str, int, int]) -> Box:
    anchor, dx, dy = side
    width = LETTER * len(name)
    left = {"start": 0.0, "middle": width / 2, "end": width}[anchor]
    return Box(x + dx - left, y + dy - LINE + 4, width, LINE)


def _fits(box: Box, around: list[Box]) -> bool:
    return box.left >= 0 and box.left + box.width <= WIDTH and not any(box.meets(one) for one in around)


def shape_of(position: int) -> str:
    return SHAPES[min(position, len(SHAPES)) - 1]
