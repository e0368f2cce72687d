import re
from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
import time_machine
from django.test import Client
from selectolax.lexbor import LexborHTMLParser


@pytest.fixture(autouse=True)
def _frozen(now: datetime) -> Iterator[None]:
    with time_machine.travel(now, tick=False):
        yield


@pytest.fixture
def page(client: Client, reference: None) -> Callable[[str], LexborHTMLParser]:
    def opened(address: str) -> LexborHTMLParser:
        response = client.get(address)
        assert response.status_code == 200, address
        return LexborHTMLParser(response.content)

    return opened


def texts(tree: LexborHTMLParser, selector: str) -> list[str]:
    return [re.sub(r"\s+", " ", node.text()).strip() for node in tree.css(selector)]
