"""oEmbed (https://oembed.com/): the address of a page, pasted elsewhere, turns into its informer."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils import translation
from django.views.decorators.http import require_safe

from newsportal.lib.addresses import language_of
from newsportal.lib.informers.asked import InformerError
from newsportal.lib.informers.code import Frame, frame_code
from newsportal.lib.meta import site_name
from newsportal.lib.series_files import refusal
from newsportal.lib.series_files.answers import FRESH_SECONDS

type Maker = Callable[[ResolverMatch, QueryDict, str], Frame]
"""Of a page, the question of its address, and its language. Raises InformerError and Http404."""
_makers: dict[str, Maker] = {}
PIXELS = re.compile("[1-9][0-9]{0,4}")


def register(names: Iterable[str], maker: Maker) -> None:
    """Pages, by the names of their addresses, whose informers `maker` knows."""
    _makers.update(dict.fromkeys(names, maker))


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
        frame = _frame_of(address)
    except InformerError as refused:
        raise Http404(str(refused)) from None
    frame = replace(frame, size=frame.size.within(width, height))
    return {
        "type": "rich",
        "version": "1.0",
        "title": frame.title,
        "provider_name": site_name(),
        "provider_url": f"{settings.PUBLIC_URL}/",
        "cache_age": FRESH_SECONDS,
        "width": frame.size.width,
        "height": frame.size.height,
        "html": frame_code(frame),
    }


def _frame_of(address: str) -> Frame:
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
    if page.url_name not in _makers:
        raise Http404("a page without an informer")
    return _makers[page.url_name](page, QueryDict(parts.query), language_of(_path(address)))


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
