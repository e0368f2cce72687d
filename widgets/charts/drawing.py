"""The drawing itself: across in shares of the width, down in pixels.

So it fills whatever width it gets and its letters keep their size: one markup serves a phone and a desktop.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from widgets.charts.axes import Tick
from widgets.charts.chart import Chart, Line
from widgets.charts.colours import look
from widgets.charts.downsampling import Point, Range

TOP = 18
"""Room for the label of the highest line."""
BOTTOM = 26
"""Room for the marks of time."""
WIDE = 1000
"""How many parts the width of the plot has."""
NEAR_THE_EDGE = 0.05


def drawing[Moment: date](
    chart: Chart[Moment], height: int, palette: dict[str, str] | None = None
) -> SafeString:
    return _Drawing(chart, height - TOP - BOTTOM, palette).markup()


@dataclass(frozen=True)
class _Drawing[Moment: date]:
    chart: Chart[Moment]
    # The height of the plot between the two rooms.
    height: int
    palette: dict[str, str] | None

    def markup(self) -> SafeString:
        plot = format_html(
            '<svg x="0" y="{}" width="100%" height="{}" viewBox="0 0 {} {}" preserveAspectRatio="none"'
            ' overflow="visible">{}</svg>',
            TOP,
            self.height,
            WIDE,
            self.height,
            self.series(),
        )
        # Labels come last, so that no mark hides behind the series.
        parts = [self.grid(), plot, self.last_point(), self.values(), self.times()]
        return format_html_join("", "{}", ((part,) for part in parts))

    def look(self, part: str) -> SafeString:
        return look(part, self.palette)

    def x(self, moment: Moment) -> str:
        return _number(self.chart.axis.position(moment) * WIDE)

    def y(self, value: Decimal) -> float:
        return self.height * (1 - self.chart.scale.position(value))

    def grid(self) -> SafeString:
        lines = (
            (_number(TOP + self.y(tick)), self.look("chart-grid" if tick else "chart-zero"))
            for tick in self.chart.scale.ticks
        )
        return format_html_join("", '<line x1="0" x2="100%" y1="{0}" y2="{0}" {1}/>', lines)

    def series(self) -> SafeString:
        series = self.chart.series
        if isinstance(series, Line):
            part, data = "chart-line", "".join(self.line(run) for run in series.runs)
        else:
            part, data = "chart-band", "".join(self.band(run) for run in series.runs)
        # The width of a stroke is not stretched with the plot.
        return format_html('<path d="{}" vector-effect="non-scaling-stroke" {}/>', data, self.look(part))

    def line(self, run: Sequence[Point[Moment]]) -> str:
        places = [f"{self.x(point.moment)} {_number(self.y(point.value))}" for point in run]
        # A line of no length with round ends is a dot.
        return f"M{'L'.join(places)}" if len(places) > 1 else f"M{places[0]}h0"

    def band(self, run: Sequence[Range[Moment]]) -> str:
        there = [f"{self.x(each.moment)} {_number(self.y(each.high))}" for each in run]
        back = [f"{self.x(each.moment)} {_number(self.y(each.low))}" for each in reversed(run)]
        return f"M{'L'.join(there + back)}Z"

    def last_point(self) -> SafeString:
        if not isinstance(self.chart.series, Line):
            return SafeString()
        last = self.chart.series.points[-1]
        return format_html(
            '<circle cx="{}" cy="{}" r="4" {}/>',
            _percent(self.chart.axis.position(last.moment)),
            _number(TOP + self.y(last.value)),
            self.look("chart-dot"),
        )

    def values(self) -> SafeString:
        """Each above its line."""
        labels = (
            (_number(TOP + self.y(tick) - 5), self.look("chart-label"), self.chart.scale.label(tick))
            for tick in self.chart.scale.ticks
        )
        return format_html_join("", '<text x="0" y="{}" {}>{}</text>', labels)

    def times(self) -> SafeString:
        labels = (
            (_percent(tick.position), TOP + self.height + 19, _anchor(tick), self.time_look(tick), tick.label)
            for tick in self.chart.axis.ticks
        )
        return format_html_join("", '<text x="{}" y="{}" text-anchor="{}" {}>{}</text>', labels)

    def time_look(self, tick: Tick) -> SafeString:
        """A page leaves out every second mark where it is narrow; a picture has one width."""
        return self.look("chart-label chart-label-more" if tick.is_secondary else "chart-label")


def _anchor(tick: Tick) -> str:
    """A mark at the edge stands inside of it."""
    if tick.position < NEAR_THE_EDGE:
        return "start"
    return "end" if tick.position > 1 - NEAR_THE_EDGE else "middle"


def _percent(share: float) -> str:
    return f"{_number(share * 100, 2)}%"


def _number(value: float, places: int = 1) -> str:
    """As short as it can be written: a chart has hundreds."""
    return f"{value:.{places}f}".rstrip("0").rstrip(".") or "0"
