"""Waiting until the web server answers."""

import http.client
import time
from collections.abc import Callable
from urllib.parse import urlsplit

from newsportal.demo.errors import DemoError

PATIENCE = 120.0


def wait_until_ready(address: str, check: Callable[[], None]) -> None:
    """`check` raises when there is nothing to wait for any more."""
    deadline = time.monotonic() + PATIENCE
    for path in ("/healthz", "/readyz"):
        while not _answers(address, path):
            check()
            if time.monotonic() > deadline:
                raise DemoError(f"The web server does not answer at {address}{path}.")
            time.sleep(0.05)


def _answers(address: str, path: str) -> bool:
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=5)
    try:
        connection.request("GET", path, headers={"Connection": "close"})
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
