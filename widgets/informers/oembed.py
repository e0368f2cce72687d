"""The informer that stands for a page of rates or of weather where its address is pasted."""

from django.http import QueryDict
from django.urls import ResolverMatch
from django.utils import timezone

from newsportal.lib.informers.code import Frame
from widgets.informers.contents import contents
from widgets.informers.informer import Informer, Kind, asked_informer, asked_names
from widgets.informers.sizes import size_of

KINDS = {
    "rates": Kind.RATES,
    "rate_currency": Kind.RATES,
    "rates_informer": Kind.RATES,
    "weather": Kind.WEATHER,
    "city_weather": Kind.WEATHER,
    "weather_informer": Kind.WEATHER,
}
"""Pages by the names of their addresses. A day of the past has a picture, and no informer: that shows now."""


def frame_of(page: ResolverMatch, query: QueryDict, language: str) -> Frame:
    informer = _informer_of(page, query, language)
    found = contents(informer, timezone.now())
    return Frame(informer.frame_path, found.title, size_of(found))


def _informer_of(page: ResolverMatch, query: QueryDict, language: str) -> Informer:
    name = page.url_name or ""
    if name.endswith("_informer"):
        return asked_informer(KINDS[name], query, language)
    # What else the address of a page asks for, a period or an amount, changes nothing of the informer.
    part = page.kwargs.get("code", "").lower() or page.kwargs.get("slug", "")
    return Informer(KINDS[name], language, asked_names([part]))
