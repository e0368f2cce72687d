"""Boxes of labels on a map, to see which of them lie upon each other."""

from dataclasses import dataclass

from newsportal.lib.country_map.projection import Point


@dataclass(frozen=True, slots=True)
class Box:
    """Pixels, from wherever it is measured; y grows downwards."""

    left: float
    top: float
    width: float
    height: float

    def at(self, point: Point) -> "Box":
        return Box(self.left + point[0], self.top + point[1], self.width, self.height)

    def meets(self, other: "Box") -> bool:
        return (
            self.left < other.left + other.width
            and other.left < self.left + self.width
            and self.top < other.top + other.height
            and other.top < self.top + self.height
        )

    def is_within(self, size: Point) -> bool:
        return (
            self.left >= 0
            and self.top >= 0
            and self.left + self.width <= size[0]
            and self.top + self.height <= size[1]
        )

    @property
    def middle(self) -> Point:
        return round(self.left + self.width / 2, 1), round(self.top + self.height / 2, 1)
