"""Pictures of a series at stable addresses, for stories and anybody's pages: a range of days, and one day."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.csp import csp_override

from newsportal.lib.dates import long_day
from newsportal.lib.informers.asked import Theme
from newsportal.lib.series_files import refusal
from newsportal.lib.shown import shown
from widgets.attribution import weather_credits
from widgets.charts import PICTURE_CSP, Chart, Range, palette_of, picture_svg
from widgets.charts.colours import look
from widgets.charts.drawing import drawing
from widgets.charts.picture import EDGE, WIDTH, document, written
from widgets.city_series import YEAR, days_between, sources
from widgets.display import temperature
from widgets.models import City, CityDay, WeatherObservation
from widgets.periods import PeriodError, asked_period
from widgets.states import StateError, asked_state
from widgets.weather_pages.addresses import of_city, picture
from widgets.weather_pages.day import day_as_of, day_of, readings_chart, readings_of, summary
from widgets.weather_pages.drawing import days_chart

FIGURE_HEIGHT, NOTE_HEIGHT, CHART_HEIGHT = 84, 28, 190


@shown("weather", "forecasts", parameters=["from", "to", "theme"])
@csp_override(PICTURE_CSP)
@of_city
def weather_chart(request: HttpRequest, city: City) -> HttpResponse:
    """Days from `from` to `to`, or the last year. A period without days gives a picture that says so."""
    try:
        asked = asked_period(request.GET)
    except PeriodError as error:
        return refusal(str(error))
    until = asked.until or timezone.localdate()
    days = list(days_between(city, asked.since or until - YEAR, until))
    chart = days_chart(city, [Range(day.date, day.low, day.high) for day in days])
    words = chart.description if chart else " ".join(_notes(days))
    svg = picture_svg(
        chart,
        title=_("%(city)s: air temperature") % {"city": city.name},
        description=words,
        notes=_notes(days),
        source=credit(sources(city, days[0].date, days[-1].date)) if days else "",
        theme=_theme(request),
    )
    return picture(svg, None)


@shown("weather", "forecasts", parameters=["state", "theme"])
@csp_override(PICTURE_CSP)
@of_city
def weather_day_card(request: HttpRequest, city: City, day: date) -> HttpResponse:
    try:
        state = asked_state(request.GET)
    except StateError as error:
        return refusal(str(error))
    found = day_of(city, day) if state is None else day_as_of(city, day, state)
    readings = readings_of(city, day, state)
    changed = max((reading.fetched_at for reading in readings), default=None)
    return picture(day_card(city, found, readings, _theme(request)), changed, state)


def day_card(city: City, found: CityDay, readings: Sequence[WeatherObservation], theme: Theme) -> str:
    title = f"{city.name}, {long_day(found.date)}"
    head, y = written(title, [], palette_of(theme))
    y += FIGURE_HEIGHT
    low, high = temperature(found.low), temperature(found.high)
    parts = [head, _text(y - 14, "chart-figure", theme, low if low == high else f"{low} … {high}")]
    y += NOTE_HEIGHT
    parts.append(_text(y - 8, "chart-note", theme, summary(found)))
    if chart := readings_chart(readings):
        parts.append(placed(chart, y, theme))
        y += CHART_HEIGHT
    return document(
        format_html_join("", "{}", ((part,) for part in parts)),
        y,
        title=title,
        description=f"{summary(found)} {chart.description if chart else ''}".strip(),
        source=credit(reading.source for reading in readings),
        theme=theme,
    )


def _notes(days: list[CityDay]) -> list[str]:
    if not days:
        return [_("There are no observations within this period.")]
    if len(days) == 1:
        return [long_day(days[0].date), summary(days[0])]
    ends = {"since": long_day(days[0].date), "until": long_day(days[-1].date)}
    return [_("Lowest and highest of each day, %(since)s – %(until)s") % ends]


def _text(y: int, part: str, theme: Theme, words: str) -> SafeString:
    return format_html('<text x="{}" y="{}" {}>{}</text>', EDGE, y, look(part, palette_of(theme)), words)


def placed(chart: Chart[datetime], y: int, theme: Theme) -> SafeString:
    return format_html(
        '<svg x="{}" y="{}" width="{}" height="{}" overflow="visible">{}</svg>',
        EDGE,
        y,
        WIDTH - 2 * EDGE,
        CHART_HEIGHT,
        drawing(chart, CHART_HEIGHT, palette_of(theme)),
    )


def credit(services: Iterable[str]) -> str:
    return "; ".join(str(known.text) for known in weather_credits(services))


def _theme(request: HttpRequest) -> Theme:
    """An unknown word is no reason to show nothing."""
    asked = request.GET.get("theme", "")
    return Theme(asked) if asked in Theme else Theme.AUTO
