"""A bank that published for a few days around the frozen Monday."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from tests.widgets.observations import publish

FRIDAY, SATURDAY, MONDAY, TUESDAY = (
    date(2026, 11, 20),
    date(2026, 11, 21),
    date(2026, 11, 23),
    date(2026, 11, 24),
)


@pytest.fixture(autouse=True)
def _frozen(now: datetime, reference: None) -> Iterator[None]:
    with time_machine.travel(now, tick=False):
        yield


def fetched(day: date) -> datetime:
    """In the afternoon before."""
    return datetime(day.year, day.month, day.day, 10, tzinfo=UTC) - timedelta(days=1)


@pytest.fixture
def bank() -> None:
    """Friday and Monday; nothing for the days between."""
    for day, dollar, won in ((FRIDAY, "498.35", "33.80"), (MONDAY, "501.02", "33.90")):
        publish("USD", day, dollar, fetched_at=fetched(day))
        publish("KRW", day, won, quant=100, change=Decimal("0.10"), fetched_at=fetched(day))


@pytest.fixture
def page(client: Client) -> Callable[[str], LexborHTMLParser]:
    def got(address: str) -> LexborHTMLParser:
        response = client.get(address)
        assert response.status_code == 200, address
        return LexborHTMLParser(response.content)

    return got
