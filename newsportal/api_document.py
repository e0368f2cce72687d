"""The contract itself: the OpenAPI document, and the same as a page for people."""

import json
from collections.abc import Callable
from functools import cache, wraps
from pathlib import Path
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import resolve
from django.views.decorators.csrf import csrf_exempt

from newsportal import errors

DOCUMENT = Path(__file__).with_name("openapi.json")
"""Written by `make api-schema`; a test holds it equal to what the code says."""
METHODS = ("GET", "HEAD", "OPTIONS")


@cache
def document() -> dict[str, Any]:
    read: dict[str, Any] = json.loads(DOCUMENT.read_text(encoding="utf-8"))
    return read


def only_read(view: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Of what is no resource: other methods are answered as there, and not asked for a form's token."""

    @csrf_exempt
    @wraps(view)
    def answer(request: HttpRequest) -> HttpResponse:
        if request.method == "OPTIONS":
            return HttpResponse(status=204, headers={"Allow": ", ".join(METHODS)})
        return view(request) if request.method in METHODS else errors.method_not_allowed(METHODS)

    return answer


@only_read
def schema(request: HttpRequest) -> HttpResponse:
    """OpenAPI 3.1, as the file of this version of the program has it."""
    response = HttpResponse(DOCUMENT.read_bytes(), content_type="application/vnd.oai.openapi+json")
    response.headers["Cache-Control"] = "public, max-age=300, stale-while-revalidate=86400"
    return response


@csrf_exempt  # A program that forgot the slash is told of the address, not of a form that it has not seen.
def unknown_address(request: HttpRequest) -> HttpResponse:
    """Everything below /api/ is the API's: its 404 is a problem, not a page. A slash left out is mended."""
    if request.method in {"GET", "HEAD"} and not request.path.endswith("/"):
        found = resolve(request.path_info + "/")
        if found.func is not unknown_address:
            return HttpResponsePermanentRedirect(request.get_full_path(force_append_slash=True))
    raise Http404
