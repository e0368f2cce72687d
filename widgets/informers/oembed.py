"""oEmbed (https://oembed.com/): the address of a page, pasted elsewhere, turns into its informer."""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.urls import Resolver404, resolve
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from newsportal.lib.addresses import language_of
from newsportal.lib.series_files import refusal
from newsportal.lib.series_files.answers import FRESH_SECONDS
from widgets.informers.code import Size, frame_code
from widgets.informers.contents import contents
from widgets.informers.informer import Informer, InformerError, Kind, asked_informer, asked_names
from widgets.informers.words import site_name

KINDS = {
    "rates": Kind.RATES,
    "rate_currency": Kind.RATES,
    "rates_informer": Kind.RATES,
    "weather": Kind.WEATHER,
    "city_weather": Kind.WEATHER,
    "weather_informer": Kind.WEATHER,
}
"""Pages by the names of their addresses. A day of the past has a picture, and no informer: that shows now."""
PIXELS = re.compile("[1-9][0-9]{0,4}")


@require_safe
def oembed(request: HttpRequest) -> HttpResponse:
    form = request.GET.get("format", "json")
    if form not in {"json", "xml"}:
        return HttpResponse(
            "The formats are json and xml.\n", status=501, content_type="text/plain; charset=utf-8"
        )
    address = request.GET.get("url", "")
    if not address:
        return refusal("Name the page: ?url=")
    width, height = request.GET.get("maxwidth", ""), request.GET.get("maxheight", "")
    if not all(PIXELS.fullmatch(size) for size in (width, height) if size):
        return refusal("maxwidth and maxheight are pixels in figures.")
    with translation.override(language_of(_path(address))):
        answer = _answer(address, int(width) if width else None, int(height) if height else None)
    response = JsonResponse(answer) if form == "json" else _xml(answer)
    response.headers["Cache-Control"] = f"public, max-age={FRESH_SECONDS}"
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def _answer(address: str, width: int | None, height: int | None) -> dict[str, Any]:
    """Raises Http404 for whatever has no informer."""
    try:
        informer = informer_of(address)
        found = contents(informer, timezone.now())
    except InformerError as refused:
        raise Http404(str(refused)) from None
    size = Size.of(found).within(width, height)
    return {
        "type": "rich",
        "version": "1.0",
        "title": found.title,
        "provider_name": site_name(),
        "provider_url": f"{settings.PUBLIC_URL}/",
        "cache_age": FRESH_SECONDS,
        "width": size.width,
        "height": size.height,
        "html": frame_code(informer, found, size),
    }


def informer_of(address: str) -> Informer:
    """Of a page of ours, in the active language."""
    try:
        parts = urlsplit(address)
        page = resolve(_path(address))
    except (ValueError, Resolver404):
        raise Http404("no page of ours") from None
    # Either scheme: addresses are copied from anywhere, also from before the site had a certificate.
    ours = urlsplit(settings.PUBLIC_URL).netloc.lower()
    if parts.scheme not in {"http", "https"} or parts.netloc.lower() != ours:
        raise Http404("another site")
    if page.url_name not in KINDS:
        raise Http404("a page without an informer")
    kind, language = KINDS[page.url_name], language_of(_path(address))
    if page.url_name.endswith("_informer"):
        return asked_informer(kind, QueryDict(parts.query), language)
    # What else the address of a page asks for, a period or an amount, changes nothing of the informer.
    name = page.kwargs.get("code", "").lower() or page.kwargs.get("slug", "")
    return Informer(kind, language, asked_names([name]))


def _path(address: str) -> str:
    """Empty for what is no address at all."""
    try:
        return unquote(urlsplit(address).path)
    except ValueError:
        return ""


def _xml(answer: Mapping[str, Any]) -> HttpResponse:
    root = ElementTree.Element("oembed")
    for name, value in answer.items():
        ElementTree.SubElement(root, name).text = str(value)
    body = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return HttpResponse(body, content_type="text/xml; charset=utf-8")
