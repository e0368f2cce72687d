"""Rates as pictures: a card with the rate of a day, and the chart of a period."""

from datetime import date

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from newsportal.lib.dates import long_day
from newsportal.lib.informers.asked import Theme
from widgets.charts import palette_of, picture_svg
from widgets.charts.colours import look
from widgets.charts.picture import EDGE, document, written
from widgets.models import Currency
from widgets.rates.board import Row
from widgets.rates.series import RateSeries
from widgets.rates.words import capitalised, chart_of, day_words, period_words, source_line, unit_words

FIGURE_HEIGHT, CHANGE_HEIGHT = 78, 36


def chart_picture(series: RateSeries, theme: Theme) -> str:
    """A period without rates gives a picture that says so."""
    chart = chart_of(series)
    if chart is None:
        title, words = capitalised(series.currency.name), _("There are no rates within this period.")
        notes = [words]
    else:
        title, words = chart.title, chart.description
        notes = [period_words(series.rows[0].date, series.rows[-1].date)]
    return picture_svg(chart, title=title, description=words, notes=notes, source=source_line(), theme=theme)


def day_picture(currency: Currency, row: Row, day: date, theme: Theme) -> str:
    """Value, change, date and source: what an editor puts into a story."""
    palette = palette_of(theme)
    title = f"{capitalised(currency.name)}, {long_day(day)}"
    notes = [unit_words(currency, row.rate.basis)]
    if row.carried_forward:
        notes.append(
            _("Nothing was published for this day: the rate of %(day)s.") % {"day": long_day(row.date)}
        )
    head, y = written(title, notes, palette)
    y += FIGURE_HEIGHT
    body = head + format_html(
        '<text x="{}" y="{}" {}>{} ₸</text>', EDGE, y - 12, look("chart-figure", palette), row.value
    )
    if row.change:
        y += CHANGE_HEIGHT
        words = f"{row.change.arrow} {row.change.text}"
        part = look(f"chart-{row.change.direction}", palette)
        body += format_html('<text x="{}" y="{}" {}>{}</text>', EDGE, y - 14, part, words)
    description = day_words(currency, row, day)
    return document(
        SafeString(body), y, title=title, description=description, source=source_line(), theme=theme
    )
