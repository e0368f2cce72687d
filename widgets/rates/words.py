"""Series of rates in words: titles, and what a chart shows for whoever cannot see it."""

from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from newsportal.lib.dates import long_day
from newsportal.lib.series_files import Origin
from widgets import display
from widgets.charts import Chart, Line, date_axis
from widgets.models import Currency
from widgets.rates.board import Row
from widgets.rates.series import LONGEST_CARRY, RateSeries, summary

BANK = Origin(
    name=gettext_lazy("National Bank of Kazakhstan"),
    url="https://nationalbank.kz/",
    licence=gettext_lazy("The bank states no licence: name it as the source, with a link."),
)


def source_line() -> str:
    return _("Source: %(name)s") % {"name": BANK.name}


def capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


def unit_words(currency: Currency, basis: int) -> str:
    """«tenge for 100 KRW»."""
    return _("tenge for %(count)d %(code)s") % {"count": basis, "code": currency.code}


def period_words(first: date, last: date) -> str:
    return long_day(first) if first == last else f"{long_day(first)} — {long_day(last)}"


def chart_of(series: RateSeries) -> Chart[date] | None:
    """From the first day of the series to its last; None where nothing was published."""
    points = series.points
    if not points:
        return None
    return Chart(
        Line(points, LONGEST_CARRY + timedelta(days=1)),
        date_axis(points[0].moment, points[-1].moment),
        title=f"{capitalised(series.currency.name)}, {unit_words(series.currency, series.basis)}",
        description=describe(series),
        written=display.money,
        unit=" ₸",
    )


def describe(series: RateSeries) -> str:
    """Of a series with one row at least."""
    found = summary(series.rows)
    facts = {
        "first": long_day(found.first.date),
        "last": long_day(found.last.date),
        "start": display.money(found.first.value),
        "end": display.money(found.last.value),
        "low": display.money(found.lowest.value),
        "low_day": long_day(found.lowest.date),
        "high": display.money(found.highest.value),
        "high_day": long_day(found.highest.date),
        "mean": display.money(found.mean),
        "unit": unit_words(series.currency, series.basis),
    }
    if found.days == 1:
        return _("%(last)s: %(end)s %(unit)s.") % facts
    move = found.last.value - found.first.value
    if move > 0:
        course = _("From %(first)s to %(last)s the rate rose from %(start)s to %(end)s %(unit)s.")
    elif move < 0:
        course = _("From %(first)s to %(last)s the rate fell from %(start)s to %(end)s %(unit)s.")
    else:
        course = _("The rate was %(end)s %(unit)s on %(first)s and on %(last)s.")
    extremes = _(
        "The lowest was %(low)s on %(low_day)s, the highest %(high)s on %(high_day)s, the mean %(mean)s."
    )
    days = ngettext("%(count)d published day.", "%(count)d published days.", found.days)
    return f"{course % facts} {extremes % facts} {days % {'count': found.days}}"


def day_words(currency: Currency, row: Row, day: date) -> str:
    """«Доллар США, 31 января 2026: 501.02 тенге за 1 USD, выросла на 2,67.»"""
    words = (
        f"{capitalised(currency.name)}, {long_day(day)}: {row.value} {unit_words(currency, row.rate.basis)}"
    )
    return f"{words}, {row.change.spoken}." if row.change else f"{words}."
