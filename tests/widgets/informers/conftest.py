"""A bank and a weather service that were last heard of around the frozen Monday, 14:05 in Almaty."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.test import Client

from tests import newsroom
from tests.widgets.observations import observe, publish

FRIDAY, MONDAY = date(2026, 11, 20), date(2026, 11, 23)


@pytest.fixture(autouse=True)
def _frozen(now: datetime, reference: None) -> Iterator[None]:
    newsroom.outlet()
    with time_machine.travel(now, tick=False):
        yield


@pytest.fixture
def observed(now: datetime) -> None:
    """Three rates of Monday and one of Friday; Two cities now, Almaty four hours ago, Aktau two days ago."""
    for code, before, value in (
        ("USD", "498.35", "501.02"),
        ("EUR", "597.27", "597.27"),
        ("CNY", "72.30", "72.08"),
    ):
        publish(code, FRIDAY, before)
        publish(code, MONDAY, value)
    publish("KRW", FRIDAY, "33.80", quant=100, change=Decimal("0.10"))
    observe("ridder", now - timedelta(minutes=20), "-17", code=71, is_day=True)
    observe("ust-kamenogorsk", now - timedelta(minutes=20), "-15", code=71, is_day=True)
    observe("almaty", now - timedelta(hours=4), "1", code=0, is_day=True)
    observe("aktau", now - timedelta(hours=48), "7", code=0, is_day=True)


@pytest.fixture
def get(client: Client) -> Callable[[str], str]:
    def got(address: str) -> str:
        response = client.get(address)
        assert response.status_code == 200, address
        return response.content.decode()

    return got
