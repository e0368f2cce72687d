"""Addresses of pictures: the chart of a period, the card of a day. A story shows them as images."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.http import http_date
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from newsportal.lib.informers.asked import Theme
from newsportal.lib.series_files import refusal
from newsportal.lib.shown import shown
from widgets.charts import PICTURE_CSP
from widgets.models import Currency
from widgets.periods import PeriodError, asked_period
from widgets.rates.addresses import lower_case
from widgets.rates.board import rate_on
from widgets.rates.pictures import chart_picture, day_picture
from widgets.rates.series import last_fetched, rate_series
from widgets.states import StateError, asked_state, seconds_of


@shown("rates", parameters=["from", "to", "state", "theme"])
@require_safe
@csp_override(PICTURE_CSP)
@lower_case
def chart_image(request: HttpRequest, code: str) -> HttpResponse:
    currency = get_object_or_404(Currency, pk=code.upper())
    try:
        period, state = asked_period(request.GET), asked_state(request.GET)
    except (PeriodError, StateError) as error:
        return refusal(str(error))
    series = rate_series(currency, period, as_of=state)
    response = _image(chart_picture(series, _theme(request)), state)
    if newest := last_fetched(series, as_of=state):
        response.headers["Last-Modified"] = http_date(newest.timestamp())
    return response


@shown("rates", parameters=["state", "theme"])
@require_safe
@csp_override(PICTURE_CSP)
@lower_case
def day_image(request: HttpRequest, code: str, day: date) -> HttpResponse:
    currency = get_object_or_404(Currency, pk=code.upper())
    try:
        state = asked_state(request.GET)
    except StateError as error:
        return refusal(str(error))
    row = rate_on(currency, day, timezone.localdate(), as_of=state)
    if row is None:
        raise Http404("no rate on that day")
    response = _image(day_picture(currency, row, day, _theme(request)), state)
    response.headers["Last-Modified"] = http_date(row.rate.fetched_at.timestamp())
    return response


def _theme(request: HttpRequest) -> Theme:
    asked = request.GET.get("theme", "")
    return Theme(asked) if asked in set(Theme) else Theme.AUTO


def _image(svg: str, state: int | None) -> HttpResponse:
    response = HttpResponse(svg, content_type="image/svg+xml; charset=utf-8")
    response.headers["Cache-Control"] = f"public, max-age={seconds_of(state)}"
    return response
