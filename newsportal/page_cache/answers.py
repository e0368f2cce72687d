"""Answers that need no Django, as WSGI has them."""

import time
from collections.abc import Iterable
from typing import Any

from django.core.handlers.wsgi import WSGIRequest
from django.utils import translation

from newsportal import errors
from newsportal.hostile_input import MAX_BODY, content_length
from newsportal.lib.addresses import language_of
from newsportal.page_cache.entry import Entry, Headers
from newsportal.page_cache.keys import Environ


def give(
    status: str, headers: Headers, body: Iterable[bytes], environ: Environ, start_response: Any
) -> Iterable[bytes]:
    start_response(status, headers)
    return [] if environ["REQUEST_METHOD"] == "HEAD" else body


def give_stale(entry: Entry, environ: Environ, start_response: Any) -> Iterable[bytes]:
    """What there is, said to be old."""
    status, headers, body = entry.answer(environ)
    age = max(0, int(time.time() - entry.made_at))
    marks = [("Age", str(age)), ("Warning", '110 - "Response is Stale"')]
    return give(status, [*headers, *marks], body, environ, start_response)


def refuse(environ: Environ, start_response: Any) -> Iterable[bytes]:
    """The page that says «soon»; nobody has waited for a connection to find that out."""
    request = WSGIRequest(environ)
    # As the middleware would say, which this request does not reach.
    request.encoding = "utf-8"
    with translation.override(language_of(request.path_info)):
        is_too_large = content_length(request) > MAX_BODY
        response = errors.too_large(request) if is_too_large else errors.unavailable(request)
    status = f"{response.status_code} {response.reason_phrase}"
    headers = [*response.headers.items(), ("Content-Length", str(len(response.content)))]
    return give(status, headers, [response.content], environ, start_response)
