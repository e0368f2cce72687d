"""Rates as pages. They show stored rows: no page ever asks another site."""

from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from newsportal.lib.dates import long_day
from newsportal.lib.shown import shown
from widgets.models import Currency, Rate
from widgets.page_head import Crumb, page_meta
from widgets.periods import PeriodError, asked_day
from widgets.rates.addresses import lower_case
from widgets.rates.board import DayBoard, day_board, rate_on
from widgets.rates.converter import converter
from widgets.rates.currency_page import currency_context
from widgets.rates.series import neighbours
from widgets.rates.words import BANK, capitalised, day_words

# Of the converter, which works without JavaScript.
CONVERTER = ("of", "in", "amount")


def trail() -> list[Crumb]:
    return [Crumb(_("Exchange rates"), reverse("rates"))]


@shown("rates", parameters=["date", *CONVERTER])
@require_safe
def rates(request: HttpRequest) -> HttpResponse:
    """Today's board; `?date=` is how a form without JavaScript asks for the page of a day."""
    today = timezone.localdate()
    typed, error = request.GET.get("date", ""), ""
    try:
        if day := asked_day(typed):
            return HttpResponseRedirect(reverse("rates_on_day", args=[day]))
    except PeriodError as refused:
        error = str(refused)
    board = day_board(today, goes_on=True)
    meta = page_meta(
        request,
        _("National Bank of Kazakhstan rates"),
        _("Official exchange rates of the tenge, with their date and change."),
    )
    tomorrow = today + timedelta(days=1)
    context = {"meta": meta, "typed": typed[:40], "day_error": error, **_board_context(request, board, today)}
    # In the afternoon the bank fixes the rates of the next day: they are offered, today's stand.
    if Rate.objects.history().filter(currency__is_major=True, date=tomorrow).exists():
        context["tomorrow"] = tomorrow
    return render(request, "widgets/rates.html", context)


@shown("rates", parameters=CONVERTER)
@require_safe
def rates_on_day(request: HttpRequest, day: date) -> HttpResponse:
    today = timezone.localdate()
    board = day_board(day)
    if not board.rows or board.is_sample or (day > today and board.carried_forward):
        raise Http404("no rates on that day")
    previous_day, next_day = neighbours(day, today)
    title = _("Exchange rates on %(day)s") % {"day": long_day(day)}
    description = _("Official rates of the National Bank of Kazakhstan on %(day)s, all currencies.")
    meta = page_meta(request, title, description % {"day": long_day(day)}, trail=trail(), last=long_day(day))
    context = {
        "meta": meta,
        "trail_of_page": trail(),
        "last": long_day(day),
        "is_of_day": True,
        "previous_day": previous_day,
        "next_day": next_day,
        **_board_context(request, board, today),
    }
    return render(request, "widgets/rates.html", context)


def _board_context(request: HttpRequest, board: DayBoard, today: date) -> dict[str, Any]:
    return {
        "board": board,
        "today": today,
        "bank": BANK,
        "converter": converter(request.GET, board.rows) if board.rows else None,
        "files_query": f"?date={board.day}",
    }


@shown("rates", parameters=["date", "from", "to", "period", *CONVERTER])
@require_safe
@lower_case
def currency(request: HttpRequest, code: str) -> HttpResponse:
    found = get_object_or_404(Currency, pk=code.upper())
    typed, day_error = request.GET.get("date", ""), ""
    try:
        if day := asked_day(typed):
            return HttpResponseRedirect(reverse("rate_on_day", args=[code, day]))
    except PeriodError as refused:
        day_error = str(refused)
    context = currency_context(request, found, timezone.localdate(), trail=trail())
    context |= {"typed": typed[:40], "day_error": day_error}
    return render(request, "widgets/currency.html", context)


@shown("rates", parameters=CONVERTER)
@require_safe
@lower_case
def rate_on_day(request: HttpRequest, code: str, day: date) -> HttpResponse:
    found = get_object_or_404(Currency, pk=code.upper())
    today = timezone.localdate()
    row = rate_on(found, day, today)
    if row is None:
        raise Http404("no rate on that day")
    name = capitalised(found.name)
    title = _("%(name)s on %(day)s") % {"name": name, "day": long_day(day)}
    steps = [*trail(), Crumb(name, row.url)]
    previous_day, next_day = neighbours(day, today, found)
    context = {
        "meta": page_meta(request, title, day_words(found, row, day), trail=steps, last=long_day(day)),
        "trail_of_page": steps,
        "last": long_day(day),
        "currency": found,
        "code": code,
        "row": row,
        "day": day,
        "bank": BANK,
        "previous_day": previous_day,
        "next_day": next_day,
        "converter": converter(request.GET, [row]),
    }
    return render(request, "widgets/currency_day.html", context)
