"""The informer as a page in a frame: the one page of the site that others may frame."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.csp import CSP
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from newsportal.lib.addresses import language_of
from newsportal.lib.series_files.answers import FRESH_SECONDS
from widgets.informers.contents import contents
from widgets.informers.informer import InformerError, Kind, asked_informer

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


@xframe_options_exempt
@csp_override(FRAME_CSP)
@require_safe
def informer_frame(request: HttpRequest, kind: Kind) -> HttpResponse:
    """An address that asks for what is not there gives a page that says so."""
    try:
        informer = asked_informer(kind, request.GET, language_of(request.path))
        context = {"informer": informer, "theme": informer.theme, "found": contents(informer, timezone.now())}
    except InformerError as refused:
        return render(request, "widgets/informers/informer.html", {"error": str(refused)}, status=400)
    response = render(request, "widgets/informers/informer.html", context)
    response.headers["Cache-Control"] = f"public, max-age={FRESH_SECONDS}"
    # Also pages that let in only what declares itself.
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
