"""Places that a label may take, the best first. Sizes are CSS pixels, measured from the city."""

from collections.abc import Iterator
from dataclasses import dataclass

from newsportal.lib.country_map import Box
from widgets.cards import CityCard

DOT = 3
GAP = 4


@dataclass(frozen=True, slots=True)
class Layout:
    """One drawing of the labels: for maps of this width or more, in letters of this size."""

    name: str
    width: int
    font: int
    is_named: bool

    @property
    def pill_height(self) -> int:
        return self.font + 8

    def pill_width(self, text: str) -> float:
        return len(text) * self.font * 0.58 + 9

    def name_width(self, text: str) -> float:
        return len(text) * self.font * 0.58


# Phones show temperatures alone; wider maps the names too. Fonts as in static/css/weather-pages.css.
NARROW = Layout("narrow", width=288, font=12, is_named=False)
WIDE = Layout("wide", width=690, font=13, is_named=True)


def candidates(card: CityCard, layout: Layout) -> Iterator[tuple[Box, Box | None]]:
    """Every place of the temperature with a name, where the layout has names, then without one."""
    pills = list(_pills(layout.pill_width(card.temperature), layout.pill_height))
    if layout.is_named:
        width = layout.name_width(card.name)
        for pill in pills:
            for name in _names(pill, width):
                yield pill, name
    for pill in pills:
        yield pill, None


def _pills(width: float, height: float) -> Iterator[Box]:
    """On the city; then right, left, above and below of it; then aslant."""
    near = DOT + GAP / 2
    right, left, middle = near, -near - width, -width / 2
    above, below, level = -near - height, near, -height / 2
    yield Box(middle, level, width, height)
    for x, y in ((right, level), (left, level), (middle, above), (middle, below)):
        yield Box(x, y, width, height)
    for x in (right, left, -width * 0.75, -width * 0.25):
        for y in (above, below):
            yield Box(x, y, width, height)


def _names(pill: Box, width: float) -> Iterator[Box]:
    """Right, left, below and above of the temperature, never over the dot."""
    middle = pill.left + (pill.width - width) / 2
    if pill.left + pill.width > 0:
        yield Box(pill.left + pill.width + GAP, pill.top, width, pill.height)
    if pill.left < 0:
        yield Box(pill.left - GAP - width, pill.top, width, pill.height)
    if pill.top + pill.height > 0:
        yield Box(middle, pill.top + pill.height, width, pill.height - GAP)
    if pill.top < 0:
        yield Box(middle, pill.top - pill.height + GAP, width, pill.height - GAP)
