"""A chart inside a page: the page's sheet colours it, and `static/js/chart.js` finds its values in it."""

from datetime import date, datetime

from django.utils.html import format_html
from django.utils.safestring import SafeString

from newsportal.lib.dates import iso, long_day_parts
from widgets.charts.chart import Chart
from widgets.charts.drawing import BOTTOM, TOP, drawing

HEIGHT = 300
MARKUP = """<svg class="chart" width="100%" height="{height}" role="img"
 aria-labelledby="{name}-title {name}-words"
 data-start="{start}" data-end="{end}" data-low="{low}" data-high="{high}"
 data-top="{top}" data-bottom="{bottom}"
 data-unit="{unit}" data-day="{day}" data-months="{months}" data-points="{points}"
><title id="{name}-title">{title}</title><desc id="{name}-words">{words}</desc>{drawing}</svg>"""


def inline_svg[Moment: date](chart: Chart[Moment], name: str, height: int = HEIGHT) -> SafeString:
    """`name` tells this chart's ids from those of another on the page."""
    day, months = long_day_parts()
    return format_html(
        MARKUP,
        height=height,
        name=name,
        start=_iso(chart.axis.start),
        end=_iso(chart.axis.end),
        low=f"{chart.scale.low:f}",
        high=f"{chart.scale.high:f}",
        top=TOP,
        bottom=height - BOTTOM,
        unit=chart.unit,
        day=day,
        months=" ".join(months),
        points=";".join(
            f"{_iso(moment)} {' '.join(map(chart.written, values))}" for moment, values in chart.series.rows()
        ),
        title=chart.title,
        words=chart.description,
        drawing=drawing(chart, height),
    )


def _iso(moment: date) -> str:
    """Moments in the time of Kazakhstan, so that the script finds the clock in the text."""
    return iso(moment) if isinstance(moment, datetime) else moment.isoformat()
