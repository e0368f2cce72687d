"""Answers that need no Django, as WSGI has them."""

import time
from collections.abc import Iterable
from typing import Any

from django.utils import translation

from newsportal import errors
from newsportal.lib.addresses import is_of_api, language_of
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
    path = environ["PATH_INFO"]
    with translation.override(language_of(path)):
        response = errors.unavailable(is_api=is_of_api(path))
    headers = [*response.headers.items(), ("Content-Length", str(len(response.content)))]
    return give("503 Service Unavailable", headers, [response.content], environ, start_response)
