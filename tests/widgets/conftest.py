from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from pytest_httpserver import HTTPServer

from widgets.reference import load_cities_and_currencies, load_samples

# 14:05 in Almaty on a Monday.
NOW = datetime(2026, 11, 23, 9, 5, tzinfo=UTC)


class QuicklyStopped(HTTPServer):
    def thread_target(self) -> None:
        """As it was, but asked fifty times a second whether to stop, not twice."""
        assert self.server is not None
        self.server.serve_forever(poll_interval=0.02)


@pytest.fixture
def httpserver() -> Iterator[HTTPServer]:
    """A server of the test's own, at a port of its own, that takes up every call at once.

    One for all tests answered one call after another. What a test had given up on waited there, was answered
    by the handler of the next test, and counted as asked by it.
    """
    with QuicklyStopped(host="127.0.0.1", port=0, threaded=True) as server:
        yield server


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def reference(db: None) -> None:
    """18 cities and 39 currencies, no values."""
    load_cities_and_currencies()


@pytest.fixture
def samples(reference: None, now: datetime) -> None:
    load_samples(now)
