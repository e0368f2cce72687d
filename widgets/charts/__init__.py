"""Charts that the server draws as SVG: the same drawing inside a page and as a picture of its own."""

from widgets.charts.axes import Axis, date_axis, hour_axis
from widgets.charts.chart import Band, Chart, Line, Point, Range
from widgets.charts.inline import inline_svg
from widgets.charts.picture import PICTURE_CSP, palette_of, picture_svg
from widgets.charts.scales import ValueScale

__all__ = [
    "PICTURE_CSP",
    "Axis",
    "Band",
    "Chart",
    "Line",
    "Point",
    "Range",
    "ValueScale",
    "date_axis",
    "hour_axis",
    "inline_svg",
    "palette_of",
    "picture_svg",
]
