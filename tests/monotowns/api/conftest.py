from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

type Ask = Callable[..., Any]


@pytest.fixture
def ask(client: Client, db: None) -> Ask:
    def answered(address: str, status: int = 200, **headers: Any) -> Any:
        answer = client.get(f"/api/v1/{address}", headers=headers)
        assert answer.status_code == status, answer.content
        if status >= 400:
            assert answer.headers["Content-Type"] == "application/problem+json"
        return answer.json()

    return answered


@pytest.fixture
def queries(ask: Ask) -> Callable[[str], int]:
    def counted(address: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            ask(address)
        return len(captured)

    return counted
