"""A web process in the test's own: the page cache around Django, asked as a server asks it."""

import io
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote_to_bytes

import brotli
from django.db import DatabaseError

from newsportal.page_cache.application import PageCache
from newsportal.page_cache.listener import BARRIER, State

# A machine busy with other work is slow, not wrong.
PATIENCE = 20.0


@dataclass
class Got:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        body = self.body
        if self.headers.get("content-encoding") == "br":
            body = brotli.decompress(body)
        return body.decode()


@dataclass
class Web:
    cache: PageCache
    asked_of_django: list[str] = field(default_factory=list)

    def get(self, address: str, *, method: str = "GET", body: bytes = b"", **headers: str) -> Got:
        return ask(self.cache, address, method=method, body=body, **headers)

    def begin(self) -> None:
        self.cache.start()
        self.wait_until(lambda: self.cache.listener.state is State.LISTENING)

    def end(self) -> None:
        """At once: it looks up from the database's next word, which might be a second away."""
        from newsportal.page_cache.database import notify

        listener = self.cache.listener
        listener._ended.set()
        with suppress(DatabaseError):
            notify(f"{BARRIER} end")
        listener.stop()

    def wait_until(self, is_so: Callable[[], bool], seconds: float = PATIENCE) -> None:
        end = time.monotonic() + seconds
        while not is_so():
            assert time.monotonic() < end, "it did not happen"
            time.sleep(0.002)

    def hear(self) -> None:
        """Until everything that has been committed is heard."""
        from newsportal.page_cache.database import notify

        assert self.cache.listener.wait_for_echo(notify, PATIENCE)

    def is_kept(self, address: str) -> bool:
        """Whether it comes from memory: Django is not asked again."""
        before = len(self.asked_of_django)
        self.get(address)
        return len(self.asked_of_django) == before


def environ_of(address: str, *, method: str = "GET", body: bytes = b"", **headers: str) -> dict[str, Any]:
    path, _mark, query = address.partition("?")
    environ: dict[str, Any] = {
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
        "QUERY_STRING": query.encode().decode("latin-1"),
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "203.0.113.7",
        "HTTP_HOST": "127.0.0.1:8000",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": io.StringIO(),
        "wsgi.version": (1, 0),
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    if body:
        environ |= {"CONTENT_LENGTH": str(len(body)), "CONTENT_TYPE": "application/x-www-form-urlencoded"}
    return environ | headers


def ask(application: Any, address: str, **asked: Any) -> Got:
    said: list[Any] = []

    def start_response(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> None:
        said[:] = [status, headers]

    answer = application(environ_of(address, **asked), start_response)
    try:
        body = b"".join(answer)
    finally:
        if hasattr(answer, "close"):
            answer.close()
    return Got(int(said[0][:3]), {name.lower(): value for name, value in said[1]}, body)
