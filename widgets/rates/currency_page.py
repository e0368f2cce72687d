"""The page of one currency: a period chosen by the reader, its chart, its numbers and its table."""

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from newsportal.lib.dates import month_title
from widgets import display
from widgets.charts import inline_svg
from widgets.models import Currency
from widgets.page_head import Crumb, dataset, page_meta
from widgets.periods import Period, PeriodError, asked_period
from widgets.rates.board import rate_now
from widgets.rates.converter import converter
from widgets.rates.series import RateSeries, bounds, by_months, rate_series, summary
from widgets.rates.words import BANK, capitalised, chart_of, period_words, unit_words

DAYS_IN_TABLE = 62
"""A longer period is shown by months: a table of thousands of days helps nobody, files have them all."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A period one click away."""

    name: str
    query: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Extreme:
    value: str
    day: date


@dataclass(frozen=True, slots=True)
class DayLine:
    day: date
    value: str
    change: display.Change | None


@dataclass(frozen=True, slots=True)
class MonthLine:
    title: str
    query: str
    last: str
    lowest: str
    highest: str
    mean: str


def months_before(day: date, count: int) -> date:
    """The same day of an earlier month, or its last."""
    number = day.year * 12 + day.month - 1 - count
    year, month = number // 12, number % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def currency_context(
    request: HttpRequest, currency: Currency, today: date, *, trail: Sequence[Crumb]
) -> dict[str, Any]:
    named = {
        "month": Period(months_before(today, 1)),
        "year": Period(months_before(today, 12)),
        "all": Period(),
    }
    period, error, current = named["month"], "", "month"
    try:
        if (asked := asked_period(request.GET)) != Period():
            period, current = asked, ""
        elif (word := request.GET.get("period", "")) in named:
            period, current = named[word], word
    except PeriodError as refused:
        error = str(refused)
    series = rate_series(currency, period)
    row = rate_now(currency, today)
    ends = bounds(currency)
    names = {"month": _("1 month"), "year": _("1 year"), "all": _("All time")}
    return {
        **_head(request, currency, trail, ends),
        "currency": currency,
        "code": currency.pk.lower(),
        "name": capitalised(currency.name),
        "row": row,
        "ends": ends,
        "today": today,
        "error": error,
        "period": period,
        "choices": [Choice(names[word], f"?period={word}", is_current=word == current) for word in named],
        "bank": BANK,
        "converter": converter(request.GET, [row]) if row else None,
        **(_series_context(series) if series.rows else {}),
    }


def _head(
    request: HttpRequest, currency: Currency, trail: Sequence[Crumb], ends: tuple[date, date] | None
) -> dict[str, Any]:
    name = capitalised(currency.name)
    title = _("%(name)s: the rate of the tenge") % {"name": name}
    description = _(
        "Official rate of the National Bank of Kazakhstan: %(name)s (%(code)s), history, chart, files."
    )
    description %= {"name": currency.name, "code": currency.pk}
    documents = []
    if ends:
        documents.append(
            dataset(
                name=title,
                description=description,
                path=request.path,
                files={
                    "text/csv": reverse("rate_csv", args=[currency.pk]),
                    "application/json": reverse("rate_json", args=[currency.pk]),
                },
                origin=BANK,
                unit="KZT",
                covers=f"{ends[0]}/{ends[1]}",
            )
        )
    meta = page_meta(request, title, description, trail=trail, last=name, documents=documents)
    return {"meta": meta, "trail_of_page": trail, "last": name}


def _series_context(series: RateSeries) -> dict[str, Any]:
    found = summary(series.rows)
    chart = chart_of(series)
    is_by_days = len(series.rows) <= DAYS_IN_TABLE
    # A file holds exactly the days of the chart, also when it is opened next year.
    of_chart = Period(found.first.date, found.last.date)
    return {
        "chart": inline_svg(chart, "rate") if chart else "",
        "chart_words": chart.description if chart else "",
        "unit": unit_words(series.currency, series.basis),
        "period_words": period_words(found.first.date, found.last.date),
        "lowest": Extreme(display.money(found.lowest.value), found.lowest.date),
        "highest": Extreme(display.money(found.highest.value), found.highest.date),
        "mean": display.money(found.mean),
        "move": display.change(found.last.value - found.first.value),
        "files_query": of_chart.query,
        "days": _day_lines(series) if is_by_days else [],
        "months": [] if is_by_days else _month_lines(series),
    }


def _day_lines(series: RateSeries) -> list[DayLine]:
    lines = [
        DayLine(row.date, display.money(row.value), display.change(change))
        for row, change in zip(series.rows, series.changes(), strict=True)
    ]
    return lines[::-1]


def _month_lines(series: RateSeries) -> list[MonthLine]:
    return [
        MonthLine(
            title=month_title(month),
            query=Period(month, month.replace(day=calendar.monthrange(month.year, month.month)[1])).query,
            last=display.money(found.last.value),
            lowest=display.money(found.lowest.value),
            highest=display.money(found.highest.value),
            mean=display.money(found.mean),
        )
        for month, found in by_months(series.rows)
    ]
