"""Figures of one indicator as an inline SVG: a line for each area, never one line through two."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from math import ceil, floor, log10
from typing import NamedTuple

from monotowns.models import Observation
from monotowns.registry.figures import Figure, number
from monotowns.registry.series import Series

WIDTH, HEIGHT = 640, 280
LEFT, RIGHT, TOP, BOTTOM = 92, 16, 16, 32
TICKS = 4


class Point(NamedTuple):
    x: float
    y: float
    figure: Figure


@dataclass(frozen=True)
class Line:
    scope: str
    name: str
    points: list[Point]
    # Figures of an unclear area stand as points: nobody knows that they are of one thing.
    path: str


class Tick(NamedTuple):
    at: float
    text: str


@dataclass(frozen=True)
class Chart:
    title: str
    unit: str
    lines: list[Line]
    years: list[Tick]
    values: list[Tick]


def chart(series: list[Series]) -> Chart | None:
    """Of all areas of one indicator; None where there is nothing to compare."""
    dated = [[(_year(figure.date), figure) for figure in one.figures] for one in series]
    years = {year for line in dated for year, _figure in line}
    if len(years) < 2:
        return None
    least = min(min(figure.value for figure in one.figures) for one in series)
    most = max(max(figure.value for figure in one.figures) for one in series)
    step = _step(most - min(Decimal(), least))
    lowest = floor(min(Decimal(), least) / step) * step
    highest = ceil(most / step) * step
    first, last = min(years), max(years)
    across = (WIDTH - LEFT - RIGHT) / (last - first)
    up = (HEIGHT - TOP - BOTTOM) / float(highest - lowest)
    ground = float(lowest)

    def x(when: float) -> float:
        return round(LEFT + (when - first) * across, 1)

    def y(value: Decimal) -> float:
        return round(HEIGHT - BOTTOM - (float(value) - ground) * up, 1)

    lines = []
    for one, line in zip(series, dated, strict=True):
        points = [Point(x(year), y(figure.value), figure) for year, figure in line]
        joined = "L".join(f"{point.x} {point.y}" for point in points)
        is_line = one.scope != Observation.Scope.UNCLEAR and len(points) > 1
        lines.append(Line(one.scope, one.figures[0].scope_name, points, f"M{joined}" if is_line else ""))
    count = int((highest - lowest) / step)
    return Chart(
        title=series[0].name,
        unit=series[0].unit,
        lines=lines,
        years=[Tick(x(year), str(year)) for year in _years(first, last)],
        values=[Tick(y(lowest + step * i), number(lowest + step * i)) for i in range(count + 1)],
    )


@lru_cache(4096)
def _year(day: date) -> float:
    return day.year + (day.timetuple().tm_yday - 1) / 366


def _years(first: float, last: float) -> list[int]:
    """Round ones, no more than six."""
    span = last - first
    step = next((one for one in (1, 2, 5, 10, 20, 50) if span / one <= 6), 100)
    return [year for year in range(ceil(first), floor(last) + 1) if year % step == 0] or [ceil(first)]


def _step(span: Decimal) -> Decimal:
    """1, 2 or 5 of some power of ten, so that about four of them make the span."""
    rough = span / TICKS or Decimal(1)
    power = Decimal(10) ** floor(log10(rough))
    return next(power * one for one in (1, 2, 5, 10) if power * one >= rough)
