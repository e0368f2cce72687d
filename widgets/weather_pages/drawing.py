"""Charts of a city: its days as a band from lowest to highest, its hours as a line."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from newsportal.lib.dates import day_and_time, long_day
from widgets.charts import Band, Chart, Line, Point, Range, date_axis, hour_axis
from widgets.display import temperature
from widgets.models import City

UNIT = "°"
LONGEST_GAP = {"days": timedelta(days=3), "hours": timedelta(hours=3)}
"""A line goes on over a night without a fetch or two, not over a week."""


def days_chart(city: City, days: Sequence[Range[date]]) -> Chart[date] | None:
    """None where there is nothing to draw: one day is no chart."""
    if len(days) < 2:
        return None
    since, until = days[0].moment, days[-1].moment
    return Chart(
        series=Band(days, LONGEST_GAP["days"]),
        axis=date_axis(since, until),
        title=_("%(city)s: lowest and highest temperature of each day, %(since)s – %(until)s")
        % {"city": city.name, "since": long_day(since), "until": long_day(until)},
        description=_describe_days(days),
        unit=UNIT,
    )


def hours_chart(points: Sequence[Point[datetime]], title: str) -> Chart[datetime] | None:
    """Readings of a day, or what is expected of the hours ahead."""
    if len(points) < 2:
        return None
    return Chart(
        series=Line(points, LONGEST_GAP["hours"]),
        axis=hour_axis(points[0].moment, points[-1].moment),
        title=title,
        description=_describe_hours(points),
        unit=UNIT,
    )


def _describe_days(days: Sequence[Range[date]]) -> str:
    coldest = min(days, key=lambda day: (day.low, day.moment))
    warmest = max(days, key=lambda day: (day.high, -day.moment.toordinal()))
    return _("Coldest on %(cold_day)s: %(cold)s. Warmest on %(warm_day)s: %(warm)s.") % {
        "cold_day": long_day(coldest.moment),
        "cold": temperature(coldest.low),
        "warm_day": long_day(warmest.moment),
        "warm": temperature(warmest.high),
    }


def _describe_hours(points: Sequence[Point[datetime]]) -> str:
    coldest = min(points, key=lambda point: (point.value, point.moment))
    warmest = max(points, key=lambda point: point.value)
    return _("Coldest at %(cold_time)s: %(cold)s. Warmest at %(warm_time)s: %(warm)s.") % {
        "cold_time": day_and_time(coldest.moment),
        "cold": temperature(coldest.value),
        "warm_time": day_and_time(warmest.moment),
        "warm": temperature(warmest.value),
    }
