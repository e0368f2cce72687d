"""A chart inside a page: the page's sheet colours it, and `static/js/chart.js` finds its values in it."""

from datetime import date

from django.utils.html import format_html
from django.utils.safestring import SafeString

from widgets.charts.chart import Chart
from widgets.charts.drawing import BOTTOM, TOP, drawing

HEIGHT = 300
MARKUP = """<svg class="chart" width="100%" height="{height}" role="img"
 aria-labelledby="{name}-title {name}-words"
 data-start="{start}" data-end="{end}" data-low="{low}" data-high="{high}"
 data-top="{top}" data-bottom="{bottom}"
 data-unit="{unit}" data-points="{points}"><title id="{name}-title">{title}</title>
<desc id="{name}-words">{words}</desc>{drawing}</svg>"""


def inline_svg[Moment: date](chart: Chart[Moment], name: str, height: int = HEIGHT) -> SafeString:
    """`name` tells this chart's ids from those of another on the page."""
    return format_html(
        MARKUP,
        height=height,
        name=name,
        start=chart.axis.start.isoformat(),
        end=chart.axis.end.isoformat(),
        low=f"{chart.scale.low:f}",
        high=f"{chart.scale.high:f}",
        top=TOP,
        bottom=height - BOTTOM,
        unit=chart.unit,
        points=";".join(f"{moment.isoformat()} {' '.join(values)}" for moment, values in chart.series.rows()),
        title=chart.title,
        words=chart.description,
        drawing=drawing(chart, height),
    )
