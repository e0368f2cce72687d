"""Rates as CSV, JSON and metadata: one currency within a period, or all currencies of a day."""

from collections.abc import Iterator

from django.db.models import Count, Max
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from newsportal.lib.series_files import Column, Kind, SeriesFile, Value, answer, refusal
from newsportal.lib.shown import shown
from widgets.models import Currency, Rate
from widgets.periods import Period, PeriodError, asked_day, asked_period
from widgets.rates.addresses import lower_case
from widgets.rates.board import DayBoard, day_board
from widgets.rates.words import BANK

DATE = Column("date", "date", _("the day the rate was published for"))
CURRENCY = Column("currency", "string", _("the code of the currency, ISO 4217"))
QUANT = Column("quant", "integer", _("for how many units the bank quotes the rate"))
RATE = Column("rate", "decimal", _("tenge for that many units, digit for digit as published"), unit="KZT")
PER_UNIT = Column("rate_per_unit", "decimal", _("tenge for one unit"), unit="KZT")
CHANGE = Column("change", "decimal", _("the change that the bank published, for that many units"), unit="KZT")
CARRIED = Column(
    "carried_forward", "boolean", _("nothing was published for the day: an earlier rate goes on")
)
FETCHED = Column("fetched_at", "dateTime", _("when we fetched it, UTC"))


@shown("rates", parameters=["from", "to", "for"])
@require_safe
@lower_case
def currency_file(request: HttpRequest, code: str, kind: Kind) -> HttpResponseBase:
    currency = get_object_or_404(Currency, pk=code.upper())
    try:
        period = asked_period(request.GET)
    except PeriodError as error:
        return refusal(str(error))
    return answer(request, _currency_file(currency, period), kind)


@shown("rates", parameters=["date", "for"])
@require_safe
def day_file(request: HttpRequest, kind: Kind) -> HttpResponseBase:
    """`?date=2026-01-31`; without it, today."""
    try:
        asked = asked_day(request.GET.get("date", ""))
    except PeriodError as error:
        return refusal(str(error))
    board = day_board(asked or timezone.localdate(), goes_on=asked is None)
    return answer(request, _day_file(board, f"?date={asked}" if asked else ""), kind)


def _currency_file(currency: Currency, period: Period) -> SeriesFile:
    ends = (currency.pk, period.since, period.until)
    # Also values that a newer one replaced: whatever arrives makes another state of the file.
    state = Rate.objects.within(*ends).aggregate(count=Count("pk"), newest=Max("fetched_at"))
    columns = ("date", "quant", "value", "change", "fetched_at")
    found = Rate.objects.series(*ends).values_list(*columns).iterator(chunk_size=500)
    rows: Iterator[list[Value]] = (
        [day, currency.pk, quant, value, value / quant, change, fetched_at]
        for day, quant, value, change, fetched_at in found
    )
    return SeriesFile(
        path=reverse("rate_csv", args=[currency.pk]),
        query=period.query,
        title=format_lazy("{}: {}", _("Official rate of the tenge"), currency.pk),
        description=_("What the National Bank of Kazakhstan published, one row for each day."),
        columns=[DATE, CURRENCY, QUANT, RATE, PER_UNIT, CHANGE, FETCHED],
        key=["date"],
        origins=[BANK],
        rows=rows,
        fetched_at=state["newest"],
        version=f"{state['count']} {state['newest']}",
    )


def _day_file(board: DayBoard, query: str) -> SeriesFile:
    """The demonstration's samples are no data."""
    rates = [] if board.is_sample else [row.rate for row in board.rows]
    fetched_at = max((rate.fetched_at for rate in rates), default=None)
    rows: Iterator[list[Value]] = (
        [
            rate.currency_id,
            rate.date,
            rate.carried_forward,
            rate.quant,
            rate.value,
            rate.per_unit,
            rate.change,
            rate.fetched_at,
        ]
        for rate in rates
    )
    return SeriesFile(
        path=reverse("rates_csv"),
        query=query,
        title=format_lazy("{}: {}", _("Official rates of the tenge"), board.day.isoformat()),
        description=_("What the National Bank of Kazakhstan published, one row for each currency."),
        columns=[CURRENCY, DATE, CARRIED, QUANT, RATE, PER_UNIT, CHANGE, FETCHED],
        key=["currency"],
        origins=[BANK],
        rows=rows,
        fetched_at=fetched_at,
        version=f"{board.day} {[rate.pk for rate in rates]}",
    )
