"""The registry before anything is loaded into it."""

import pytest
from django.test import Client

from tests import newsroom

pytestmark = pytest.mark.django_db


def test_an_empty_registry_says_so(client: Client) -> None:
    newsroom.outlet()
    answer = client.get("/monotowns/")
    assert answer.status_code == 200
    assert "В реестре пока нет ни одной редакции" in answer.content.decode()
