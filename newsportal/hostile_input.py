"""Requests that no reader's browser makes, answered before they reach a view or a query."""

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse

from newsportal import errors

MAX_PATH = 1000
MAX_QUERY = 8000
MAX_BODY = 105 * 1024 * 1024
"""Bytes: five photos of a tip and some text. More is refused before any of it is read."""


class HostileInputMiddleware:
    """Keep out what would break the code behind: odd encodings, control characters, endless input."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # A charset of the client's choice would decode our own addresses with any codec of Python.
        request.encoding = "utf-8"
        # Quoted cookies may spell any byte; Postgres refuses NUL in the key of a session.
        request.COOKIES = {name: value for name, value in request.COOKIES.items() if value.isprintable()}
        if content_length(request) > MAX_BODY:
            return errors.too_large(request)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *args: object) -> None:
        """Raise here, not in __call__: an exception of a view becomes the site's own 400 page."""
        query = request.META.get("QUERY_STRING", "")
        if len(request.path_info) > MAX_PATH or len(query) > MAX_QUERY:
            raise BadRequest("address too long")
        if "\x00" in request.path_info or "%00" in query:
            raise BadRequest("NUL character")


def content_length(request: HttpRequest) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0
