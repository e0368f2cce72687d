"""What the tables of questions rest on: the site has something behind each of them."""

import json

import pytest
from django.test import Client

from tests.newsportal.api.questions import Operation, addresses, operations
from tests.newsportal.api.whole_site import SECRET, originals

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


@pytest.mark.parametrize("operation", operations(), ids=lambda operation: operation.path)
def test_every_question_finds_something(client: Client, operation: Operation) -> None:
    asked: list[dict[str, str]] = [{}, *({name: operation.value(name)} for name in operation.optional)]
    for parameters in asked:
        answer = client.get(operation.address(**parameters))
        assert answer.status_code == 200, (parameters, answer.content)
        assert json.loads(answer.content).get("items") != [], parameters


def test_what_is_not_for_readers_is_in_no_answer(client: Client) -> None:
    files = originals()
    assert len(files) >= 3
    for address in addresses():
        told = client.get(address).content.decode()
        assert SECRET not in told.lower(), address
        for name in files:
            assert name not in told, address
