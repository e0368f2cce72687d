"""What a chart says: its series, its two scales and its words. Drawing comes after."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from itertools import chain

from widgets.charts.axes import Axis
from widgets.charts.downsampling import MOST_POINTS, Point, Range, fewer_points, fewer_ranges, runs
from widgets.charts.scales import ValueScale

__all__ = ["Band", "Chart", "Line", "Point", "Range"]


@dataclass(frozen=True)
class Line[Moment: date]:
    """One value for each moment; it breaks where nothing is known for longer than `longest_gap`."""

    points: Sequence[Point[Moment]]
    longest_gap: timedelta

    @cached_property
    def runs(self) -> list[list[Point[Moment]]]:
        """What is drawn: each run without a hole keeps its share of the points."""
        return [
            fewer_points(run, max(2, MOST_POINTS * len(run) // len(self.points)))
            for run in runs(self.points, self.longest_gap)
        ]

    def scale(self) -> ValueScale:
        return ValueScale.of(point.value for point in self.points)

    def rows(self) -> list[tuple[Moment, list[Decimal]]]:
        """For whoever points at the chart."""
        return [(point.moment, [point.value]) for point in chain(*self.runs)]


@dataclass(frozen=True)
class Band[Moment: date]:
    """From the lowest to the highest of each day."""

    ranges: Sequence[Range[Moment]]
    longest_gap: timedelta

    @cached_property
    def runs(self) -> list[list[Range[Moment]]]:
        return [
            fewer_ranges(run, max(2, MOST_POINTS * len(run) // len(self.ranges)))
            for run in runs(self.ranges, self.longest_gap)
        ]

    def scale(self) -> ValueScale:
        return ValueScale.of(value for each in self.ranges for value in (each.low, each.high))

    def rows(self) -> list[tuple[Moment, list[Decimal]]]:
        return [(each.moment, [each.low, each.high]) for each in chain(*self.runs)]


@dataclass(frozen=True)
class Chart[Moment: date]:
    """`title` names it, `description` tells in words what the eye sees, for whoever cannot see it."""

    series: Line[Moment] | Band[Moment]
    axis: Axis[Moment]
    title: str
    description: str
    # A value where somebody points at it, in figures that a script can read, and what stands behind it: " ₸".
    written: Callable[[Decimal], str] = str
    unit: str = ""

    @cached_property
    def scale(self) -> ValueScale:
        return self.series.scale()
