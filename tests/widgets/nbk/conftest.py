"""A bank of our own, over real HTTP."""

import threading
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
import time_machine
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from tests.widgets.bank import ADDRESS


class Bank:
    """What it answers for which day, and what it was asked for."""

    def __init__(self, server: HTTPServer) -> None:
        self.server = server

    def publishes(
        self, day: str, body: bytes, *, status: int = 200, kind: str = "text/xml; charset=UTF-8"
    ) -> None:
        """For `31.01.2026`; until `forgets` the first answer for a day stays."""
        self.server.expect_request(ADDRESS, query_string={"fdate": day}).respond_with_data(
            body, status=status, content_type=kind
        )

    def hangs(self, released: threading.Event) -> None:
        def wait(_request: Request) -> Response:
            released.wait(20)
            return Response("")

        self.server.expect_request(ADDRESS).respond_with_handler(wait)

    def forgets(self) -> None:
        self.server.clear()

    @property
    def asked(self) -> list[str]:
        return [request.args["fdate"] for request, _response in self.server.log]


@pytest.fixture
def bank(httpserver: HTTPServer, settings: Any) -> Bank:
    settings.NBK_BASE_URL = httpserver.url_for("").rstrip("/")
    settings.NBK_PAUSE = 0
    return Bank(httpserver)


@pytest.fixture
def on_the_day_of_the_seed() -> Iterator[None]:
    with time_machine.travel(datetime.fromisoformat("2026-01-31T10:00:00+05:00"), tick=False):
        yield
