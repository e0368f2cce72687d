"""Error pages in the face of the site; the furniture is left out where the database cannot give it."""

import logging
import sys
from collections.abc import Iterable

import msgspec
from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers

from newsportal import unavailable as unavailable_page
from newsportal.lib.addresses import is_of_api
from newsportal.lib.rest.problems import MEDIA_TYPE, problem

logger = logging.getLogger(__name__)

LIMIT_SECONDS = 300


def _page(request: HttpRequest, status: int, template: str | None = None, **context: object) -> HttpResponse:
    """The page of one status; never cached by anyone, and never a cause of a second error."""
    if is_of_api(request.path_info):
        return _problem(status)
    if unavailable_page.is_away(request):
        return unavailable_page.unavailable(request)
    try:
        response = render(request, template or f"{status}.html", context, status=status)
    except DatabaseError:
        logger.exception("No database for the furniture of error page %s", status)
        return unavailable_page.unavailable(request)
    response.headers["Cache-Control"] = "no-store"
    return response


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 404)


def too_many_requests(request: HttpRequest, seconds: int = LIMIT_SECONDS) -> HttpResponse:
    """The windows in which attempts are counted last five minutes, but where the view says otherwise."""
    response = _page(request, 429, retry_after_minutes=seconds // 60)
    response.headers["Retry-After"] = str(seconds)
    return response


def too_large(request: HttpRequest) -> HttpResponse:
    """Before anything of the body is read."""
    if is_of_api(request.path_info):
        return _problem(413)
    return HttpResponse("Too large\n", status=413, content_type="text/plain")


def method_not_allowed(allowed: Iterable[str]) -> HttpResponse:
    """Of an address of the API that is no resource."""
    response = _problem(405)
    response.headers["Allow"] = ", ".join(allowed)
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _page(request, 403, "403_csrf.html")


def server_error(request: HttpRequest) -> HttpResponse:
    """No tag here asks the database: it may be the very thing that failed, and then the page says «soon»."""
    is_database = isinstance(sys.exception(), (OperationalError, InterfaceError))
    if is_of_api(request.path_info):
        return _problem(503 if is_database else 500)
    if is_database:
        return unavailable_page.unavailable(request)
    return HttpResponse(render_to_string("500.html"), status=500, headers={"Cache-Control": "no-store"})


def unavailable(request: HttpRequest) -> HttpResponse:
    """For whoever knows already that the database does not answer."""
    return _problem(503) if is_of_api(request.path_info) else unavailable_page.unavailable(request)


CODES = {
    400: "parse_error",
    403: "permission_denied",
    404: "not_found",
    405: "method_not_allowed",
    413: "too_large",
    500: "error",
    503: "unavailable",
}


def _problem(status: int) -> HttpResponse:
    """What the API's own views would answer."""
    body = msgspec.json.encode(problem(status, CODES[status]))
    response = HttpResponse(body, status=status, content_type=MEDIA_TYPE)
    response.headers["Cache-Control"] = "no-store"
    patch_vary_headers(response, ["Accept-Language"])
    if status == 503:
        response.headers["Retry-After"] = str(unavailable_page.RETRY_SECONDS)
    return response
