"""Under which key a request finds its page: scheme, host, path, query, as Django would believe them."""

import io
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http.request import split_domain_port, validate_host

from newsportal.hostile_input import MAX_PATH
from newsportal.lib.addresses import is_of_api
from newsportal.page_cache.declared import canonical_query
from newsportal.proxies import is_trusted

type Environ = dict[str, Any]
MAX_HOST = 255
MAX_QUERY = 1000
"""What is longer goes to Django, and into no table here: those are bounded by their rows."""
# Of what a client sends, all that Django hears while it makes a page for everybody.
HEARD = ("HTTP_HOST", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_FOR")


type Key = tuple[str, str, str, str]
"""Scheme, host, path, query: a plain tuple, since every hit makes one."""


class Keys:
    """Settings are read once: a hit asks nothing of Django."""

    def __init__(self) -> None:
        allowed = list(settings.ALLOWED_HOSTS)
        public = urlsplit(settings.PUBLIC_URL)
        # Patterns are left out: any word fits them, as any port fits a host.
        self._own = {public.netloc.lower(), *(host.lower() for host in allowed if host[:1] not in ("*", "."))}
        self._session = settings.SESSION_COOKIE_NAME

        @lru_cache(maxsize=1024)
        def host_of(said: str) -> str | None:
            domain, _port = split_domain_port(said)
            return said.lower() if domain and validate_host(domain, allowed) else None

        self._host_of = host_of
        self._trusts = lru_cache(maxsize=4096)(is_trusted)

    def of(self, environ: Environ) -> Key | None:
        """None for a request that goes to Django as it is: of somebody signed in, or for a strange host."""
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or "HTTP_AUTHORIZATION" in environ:
            return None
        if "HTTP_COOKIE" in environ and self._session in environ["HTTP_COOKIE"]:
            return None
        said, path, query = (
            environ.get("HTTP_HOST", ""),
            environ["PATH_INFO"],
            environ.get("QUERY_STRING", ""),
        )
        if len(said) > MAX_HOST or len(path) > MAX_PATH or len(query) > MAX_QUERY:
            return None
        host = self._host_of(said)
        if host is None or environ.get("SCRIPT_NAME"):
            return None
        if query:
            query = canonical_query(path, query)
            if query is None:
                return None
        return self._scheme(environ), host, path, query

    def is_own(self, host: str) -> bool:
        """Whether the site is called so, and the name is not one of endless many that fit too."""
        return host in self._own

    def _scheme(self, environ: Environ) -> str:
        said = environ.get("HTTP_X_FORWARDED_PROTO")
        if said is None or not self._is_from_proxy(environ):
            return str(environ["wsgi.url_scheme"])
        return "https" if said.partition(",")[0].strip() == "https" else "http"

    def _is_from_proxy(self, environ: Environ) -> bool:
        address: str = environ.get("REMOTE_ADDR", "")
        # The port of an IPv4 peer is another one each time.
        return self._trusts(address.partition(":")[0] if address.count(":") == 1 else address)

    def for_everybody(self, environ: Environ, key: Key) -> Environ:
        """The request as Django gets it: nothing of a client's own is left that could show in the page."""
        plain = {
            name: value for name, value in environ.items() if not name.startswith("HTTP_") or name in HEARD
        }
        _scheme, _host, path, query = key
        plain |= {"REQUEST_METHOD": "GET", "QUERY_STRING": query}
        # Nor a body, its length or its kind.
        plain |= {"wsgi.input": io.BytesIO(), "CONTENT_LENGTH": "", "CONTENT_TYPE": ""}
        if is_of_api(path):
            # The answer is open to pages of any origin: it says so once, for all of them.
            plain["HTTP_ORIGIN"] = "null"
        return plain


def takes_json(environ: Environ) -> bool:
    """Whether the API would answer and not refuse (406)."""
    accepted = environ.get("HTTP_ACCEPT")
    return accepted is None or any(kind in accepted for kind in ("*/*", "application/json", "application/*"))
