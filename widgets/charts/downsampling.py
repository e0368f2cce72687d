"""Ten years of days on a screen of a few hundred points: fewer points, the same highs and lows."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

MOST_POINTS = 400


class Point[Moment: date](NamedTuple):
    moment: Moment
    value: Decimal


class Range[Moment: date](NamedTuple):
    """The lowest and the highest of a day."""

    moment: Moment
    low: Decimal
    high: Decimal


def runs[Each: Point[Any] | Range[Any]](
    points: Sequence[Each], longest_gap: timedelta
) -> Iterator[Sequence[Each]]:
    """Cut where nothing was observed for long: a line across a hole would tell of values nobody knows."""
    begin = 0
    for number in range(1, len(points)):
        if points[number].moment - points[number - 1].moment > longest_gap:
            yield points[begin:number]
            begin = number
    if points:
        yield points[begin:]


def fewer_points[Moment: date](
    points: Sequence[Point[Moment]], most: int = MOST_POINTS
) -> list[Point[Moment]]:
    """The lowest and the highest of each part, in their order, with the first and the last of all."""
    if len(points) <= most:
        return list(points)
    chosen = [points[0]]
    for part in _parts(points[1:-1], (most - 2) // 2):
        lowest = min(part, key=lambda point: point.value)
        highest = max(part, key=lambda point: point.value)
        chosen += sorted({lowest, highest})
    return [*chosen, points[-1]]


def fewer_ranges[Moment: date](
    ranges: Sequence[Range[Moment]], most: int = MOST_POINTS
) -> list[Range[Moment]]:
    """Neighbours become one from the lowest to the highest of them all."""
    if len(ranges) <= most:
        return list(ranges)
    return [
        Range(part[len(part) // 2].moment, min(each.low for each in part), max(each.high for each in part))
        for part in _parts(ranges, most)
    ]


def _parts[Each](points: Sequence[Each], count: int) -> Iterator[Sequence[Each]]:
    for number in range(count):
        part = points[len(points) * number // count : len(points) * (number + 1) // count]
        if part:
            yield part
