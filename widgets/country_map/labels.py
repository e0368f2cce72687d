"""Which cities are named on the map and where, so that no label lies upon another or leaves the frame.

Letters keep their size while the map grows: what is apart on the narrowest map is apart on every wider one.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from newsportal.lib.country_map import Box, Point, proportion
from widgets.cards import CityCard
from widgets.country_map.candidates import DOT, Layout, candidates
from widgets.display import Age

ROUNDS = 6


@dataclass(frozen=True, slots=True)
class Label:
    """A city on the map. Its temperature stands on its place, or beside a dot; without room it is a dot.

    `x` and `y` are per cent of the map; the boxes are measured from there.
    """

    card: CityCard
    x: float
    y: float
    pill: Box | None = None
    name: Box | None = None

    @property
    def has_dot(self) -> bool:
        return self.pill is None or self.pill.middle != (0, 0)

    @property
    def name_anchor(self) -> tuple[str, float]:
        """The end of the name that touches the pill, for `text-anchor`: widths of letters are an estimate."""
        if self.pill is None or self.name is None:
            return "middle", 0
        if self.name.left >= self.pill.left + self.pill.width:
            return "start", round(self.name.left, 1)
        if self.name.left + self.name.width <= self.pill.left:
            return "end", round(self.name.left + self.name.width, 1)
        return "middle", self.name.middle[0]

    @property
    def radius(self) -> float:
        return self.pill.height / 2 if self.pill else 0


type Places = dict[str, tuple[CityCard, Point]]


def arrange(places: Iterable[tuple[CityCard, Point]], layout: Layout) -> list[Label]:
    """In the order of the list. Who gets no room goes first in the next round; who never does is a dot."""
    size = layout.width, layout.width / proportion()
    points = {card.slug: (card, (x * size[0], y * size[1])) for card, (x, y) in places}
    order = list(points)
    best: dict[str, Label] = {}
    for _ in range(ROUNDS):
        labels = _round(order, points, layout, size)
        if not best or _worth(labels) > _worth(best):
            best = labels
        left_out = [slug for slug in order if _lacks(labels[slug], layout)]
        if not left_out:
            break
        order = left_out + [slug for slug in order if slug not in left_out]
    return [best[slug] for slug in points]


def _lacks(label: Label, layout: Layout) -> bool:
    if label.card.age is Age.HIDDEN:
        return False
    return label.pill is None or (layout.is_named and label.name is None)


def _worth(labels: dict[str, Label]) -> tuple[int, int]:
    return sum(bool(label.pill) for label in labels.values()), sum(
        bool(label.name) for label in labels.values()
    )


def _round(order: list[str], points: Places, layout: Layout, size: Point) -> dict[str, Label]:
    # A label may cover its own dot, never that of another city.
    dots = {slug: Box(-DOT, -DOT, 2 * DOT, 2 * DOT).at(point) for slug, (_card, point) in points.items()}
    taken: list[Box] = []
    labels = {}
    for slug in order:
        card, point = points[slug]
        others = taken + [dot for owner, dot in dots.items() if owner != slug]
        pill, name = _room(card, point, layout, others, size)
        labels[slug] = Label(
            card, round(100 * point[0] / size[0], 2), round(100 * point[1] / size[1], 2), pill, name
        )
        taken += [box.at(point) for box in (pill, name) if box]
    return labels


def _room(
    card: CityCard, point: Point, layout: Layout, taken: list[Box], size: Point
) -> tuple[Box | None, Box | None]:
    """The first of the candidates that is free."""
    if card.age is Age.HIDDEN:
        return None, None
    for pill, name in candidates(card, layout):
        boxes = [box.at(point) for box in (pill, name) if box]
        if all(box.is_within(size) and not any(box.meets(other) for other in taken) for box in boxes):
            return pill, name
    return None, None
