"""An informer as a page in a frame: the only pages of the site that others may frame."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.csp import CSP
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from newsportal.lib.informers.asked import InformerError
from newsportal.lib.series_files.answers import FRESH_SECONDS

FRAME_CSP: dict[str, list[str]] = {
    "default-src": [CSP.NONE],
    "style-src": [CSP.SELF],
    # The icons of the weather.
    "img-src": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.NONE],
    "frame-ancestors": ["*"],
}
"""No script, no form: whoever frames it has nothing that a click could be led to but links."""


def may_be_framed[**P](view: Callable[P, HttpResponse]) -> Callable[P, HttpResponse]:
    framed: Callable[P, HttpResponse] = xframe_options_exempt(csp_override(FRAME_CSP)(require_safe(view)))
    return framed


def frame_page(request: HttpRequest, template: str, contents: Callable[[], dict[str, Any]]) -> HttpResponse:
    """An address that asks for what is not there gives a page that says so."""
    try:
        context = contents()
    except InformerError as refused:
        return render(request, "informers/informer.html", {"error": str(refused)}, status=400)
    response = render(request, template, context)
    response.headers["Cache-Control"] = f"public, max-age={FRESH_SECONDS}"
    # Also pages that let in only what declares itself.
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
