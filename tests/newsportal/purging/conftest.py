from collections.abc import Iterator
from typing import Any

import pytest

from newsportal.purging import adapters
from tests.misbehaving import MisbehavingServer, good, misbehaving_server


@pytest.fixture
def service(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[MisbehavingServer]:
    """A cache of this machine that takes whatever it is told; Fastly, until a test says otherwise."""
    monkeypatch.setattr(adapters, "DEADLINE", 1.0)
    with misbehaving_server() as server:
        settings.PURGE, settings.PURGE_URL = "fastly", server.url
        settings.PURGE_ZONE, settings.PURGE_TOKEN = "zone", "token"
        server.play("*", good(b"{}", "application/json"))
        yield server
