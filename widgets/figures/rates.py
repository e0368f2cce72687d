"""The rate of a day, and the chart of a period, as figures."""

from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from newsportal.lib.dates import long_day
from newsportal.lib.informers.asked import Theme
from widgets.figures.figure import Figure, NoFigureError, Run, pinned
from widgets.models import Currency, Rate
from widgets.periods import Period
from widgets.rates.board import Row, rate_on
from widgets.rates.pictures import chart_picture, day_picture
from widgets.rates.series import rate_series
from widgets.rates.words import BANK, capitalised, chart_of, period_words, source_line, unit_words
from widgets.states import state_now

LONGEST = timedelta(days=366 * 20)
"""Of a chart in a story: more years than the bank has published its rates for."""


def rate_of_day(currency: Currency, day: date, state: int | None = None) -> Figure:
    """In the state of now, if none is given. Raises NoFigureError."""
    state = state_now(Rate) if state is None else state
    row = rate_on(currency, day, timezone.localdate(), as_of=state)
    if row is None:
        raise NoFigureError("date", _("No rate is known for this day."))
    words = _words(currency, row, day)
    if row.carried_forward:
        went_on = _("Nothing was published for this day: the rate of %(day)s.") % {"day": long_day(row.date)}
        words = f"{words} {went_on}"
    svg = day_picture(currency, row, day, Theme.AUTO)
    return Figure(
        src=pinned(reverse("rate_card", args=[currency.pk, day]), state, svg),
        alt=f"{words} {source_line()}.",
        caption=[Run(f"{words} "), Run(source_line(), BANK.url)],
    )


def _words(currency: Currency, row: Row, day: date) -> str:
    value = f"{row.value} {unit_words(currency, row.rate.basis)}"
    change = f", {row.change.text}" if row.change else ""
    return f"{capitalised(currency.name)}, {long_day(day)}: {value}{change}."


def rate_chart(currency: Currency, since: date, until: date) -> Figure:
    """Raises NoFigureError."""
    if until - since > LONGEST:
        raise NoFigureError("from", _("Choose a period of at most twenty years."))
    state = state_now(Rate)
    series = rate_series(currency, Period(since, until), as_of=state)
    chart = chart_of(series)
    if chart is None:
        raise NoFigureError("from", _("There are no rates within this period."))
    svg = chart_picture(series, Theme.AUTO)
    days = period_words(series.rows[0].date, series.rows[-1].date)
    return Figure(
        src=pinned(
            reverse("rate_chart", args=[currency.pk]),
            state,
            svg,
            **{"from": since.isoformat(), "to": until.isoformat()},
        ),
        alt=f"{capitalised(currency.name)}. {chart.description} {source_line()}.",
        caption=[Run(f"{chart.title}, {days}. "), Run(source_line(), BANK.url)],
    )
