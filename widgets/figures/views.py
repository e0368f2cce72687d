"""What the editor of stories asks for: the choices of its dialog, and a figure ready to be inserted.

Everything in the answers is published already: nobody has to be signed in.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from widgets.figures.figure import Figure, NoFigureError
from widgets.figures.rates import rate_chart, rate_of_day
from widgets.figures.weather import weather_of_day
from widgets.models import City, Currency
from widgets.periods import PeriodError, asked_day, asked_period
from widgets.rates.addresses import lower_case
from widgets.rates.words import capitalised
from widgets.weather_pages.addresses import of_city


@require_safe
def choices(request: HttpRequest) -> JsonResponse:
    """Currencies and cities by name, in the language of the address."""
    currencies = [{"value": one.pk.lower(), "name": capitalised(one.name)} for one in Currency.objects.all()]
    cities = [{"value": city.slug, "name": city.name} for city in City.objects.active()]
    return _answer({"today": timezone.localdate(), "currencies": currencies, "cities": cities})


@require_safe
@lower_case
def rate_figure(request: HttpRequest, code: str) -> JsonResponse:
    """`?date=` for the card of a day, `?from=&to=` for the chart of a period."""
    currency = get_object_or_404(Currency, pk=code.upper())
    if "date" in request.GET:
        return _figure(lambda: rate_of_day(currency, _day(request)))
    return _figure(lambda: rate_chart(currency, *_ends(request)), otherwise="from")


@of_city
def weather_figure(request: HttpRequest, city: City) -> JsonResponse:
    return _figure(lambda: weather_of_day(city, _day(request)))


def _day(request: HttpRequest) -> date:
    day = asked_day(request.GET.get("date", ""))
    if day is None:
        raise NoFigureError("date", _("Choose a day."))
    return day


def _ends(request: HttpRequest) -> tuple[date, date]:
    """Both: a period that goes on until now would go on after the story."""
    period = asked_period(request.GET)
    if period.since is None:
        raise NoFigureError("from", _("Choose a day."))
    if period.until is None:
        raise NoFigureError("to", _("Choose a day."))
    return period.since, period.until


def _figure(make: Callable[[], Figure], otherwise: str = "date") -> JsonResponse:
    """`otherwise` is the field that a day nobody can read is told beside."""
    try:
        return _answer(make().json)
    except NoFigureError as error:
        return _answer({"errors": {error.field: str(error)}}, status=422)
    except PeriodError as error:
        return _answer({"errors": {otherwise: str(error)}}, status=422)


def _answer(content: dict[str, Any], status: int = 200) -> JsonResponse:
    response = JsonResponse(content, status=status, json_dumps_params={"ensure_ascii": False})
    # The next figure is pinned to the next state.
    response.headers["Cache-Control"] = "no-store"
    return response
