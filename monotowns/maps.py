"""Towns on the map of the country: where each stands in an inline SVG, and where its name has room."""

from collections.abc import Iterable
from dataclasses import dataclass

from monotowns.registry.overview import Member
from newsportal.lib.country_map import Box, outline, place, proportion

# In units of the outline.
WIDTH = 1000
HEIGHT = round(WIDTH / proportion())
# A mark for each group, so that colour is not all that tells them; the fourth and later share the last.
SHAPES = ("circle", "square", "triangle", "diamond")

# Of a name on a wide screen, in units of the map; a letter is about so wide.
LETTER, LINE, REACH = 10.5, 20, 14
# More names than these would cover the country: then none stands there by itself.
MOST_NAMES = 80


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


@dataclass(frozen=True)
class TownMap:
    """The view box and the path of the country, and what stands on it."""

    box: str
    outline: str
    marks: list[Mark]


def town_map(members: Iterable[Member]) -> TownMap:
    return TownMap(*outline(), marks(members))


def marks(members: Iterable[Member]) -> list[Mark]:
    """Names take the first side where they cover neither a mark nor another name."""
    places = [(member, *point) for member in members if (point := _point(member))]
    if len(places) > MOST_NAMES:
        return [_mark(member, x, y, None) for member, x, y in places]
    points = [Box(x - REACH, y - REACH, 2 * REACH, 2 * REACH) for _member, x, y in places]
    taken: list[Box] = []
    found = []
    for (member, x, y), own in zip(places, points, strict=True):
        around = [box for box in points if box is not own] + taken
        boxes = [_box(member.name, x, y, side) for side in SIDES]
        free = next((i for i, box in enumerate(boxes) if _fits(box, around)), None)
        if free is not None:
            taken.append(boxes[free])
        found.append(_mark(member, x, y, free))
    return found


def _mark(member: Member, x: int, y: int, side: int | None) -> Mark:
    """Without a side that is free the name shows inwards when it is asked for."""
    anchor, dx, dy = SIDES[side or 0] if x < WIDTH * 0.8 or side is not None else SIDES[1]
    return Mark(member, x, y, shape_of(member.group.position), anchor, dx, dy, side is None)


def _point(member: Member) -> tuple[int, int] | None:
    """None where it is not known, or not in the country."""
    if member.latitude is None or member.longitude is None:
        return None
    share = place(float(member.longitude), float(member.latitude))
    return (round(share[0] * WIDTH), round(share[1] * HEIGHT)) if share else None


def _box(name: str, x: int, y: int, side: tuple[str, int, int]) -> Box:
    anchor, dx, dy = side
    width = LETTER * len(name)
    left = {"start": 0.0, "middle": width / 2, "end": width}[anchor]
    return Box(x + dx - left, y + dy - LINE + 4, width, LINE)


def _fits(box: Box, around: list[Box]) -> bool:
    return box.left >= 0 and box.left + box.width <= WIDTH and not any(box.meets(one) for one in around)


def shape_of(position: int) -> str:
    return SHAPES[min(position, len(SHAPES)) - 1]
