"""What every address under /weather/ has in common: its city, its head, and how long it may be kept."""

from collections.abc import Callable
from datetime import date, datetime
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import http_date
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from widgets.models import City
from widgets.models.city import MEASURED
from widgets.page_head import Crumb
from widgets.states import seconds_of

PAGE_SECONDS = 60
"""As old as what surrounds a page may be."""


def of_city(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Give the view the city of the address, with its weather; a former address leads to the present one.

    A retired city keeps all its pages.
    """

    @require_safe
    @wraps(view)
    def found(request: HttpRequest, slug: str, **rest: Any) -> HttpResponseBase:
        city = City.objects.at_address(slug).with_weather(timezone.now(), MEASURED).first()
        if city is None:
            raise Http404("no such city")
        if city.slug != slug:
            match = request.resolver_match
            assert match is not None  # noqa: S101 -- Django sets it before it calls a view.
            address = reverse(match.view_name, kwargs={"slug": city.slug, **rest})
            query = request.META.get("QUERY_STRING", "")
            return redirect(f"{address}?{query}" if query else address, permanent=True)
        return view(request, city, **rest)

    return found


def page(response: HttpResponse) -> HttpResponse:
    """The same for everybody."""
    response.headers["Cache-Control"] = f"public, max-age={PAGE_SECONDS}"
    return response


def picture(svg: str, changed: datetime | None, state: int | None = None) -> HttpResponse:
    response = HttpResponse(svg, content_type="image/svg+xml; charset=utf-8")
    response.headers["Cache-Control"] = f"public, max-age={seconds_of(state)}"
    # Anybody's page may show it.
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    if changed:
        response.headers["Last-Modified"] = http_date(changed.timestamp())
    return response


def trail(*cities: City) -> list[Crumb]:
    """From the list of cities down to the page above the present one."""
    steps = [Crumb(gettext("Weather"), reverse("weather"))]
    return steps + [Crumb(city.name, city.get_absolute_url()) for city in cities]


def day_address(city: City, day: date) -> str:
    return reverse("weather_day", kwargs={"slug": city.slug, "day": day})
