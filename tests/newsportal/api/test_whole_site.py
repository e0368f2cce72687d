"""What the tables of questions rest on: the site has something behind each of them."""

import json

import pytest
from django.test import Client

from tests.newsportal.api.questions import Operation, operations

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


@pytest.mark.parametrize("operation", operations(), ids=lambda operation: operation.path)
def test_every_question_finds_something(client: Client, operation: Operation) -> None:
    asked: list[dict[str, str]] = [{}, *({name: operation.value(name)} for name in operation.optional)]
    for parameters in asked:
        answer = client.get(operation.address(**parameters))
        assert answer.status_code == 200, (parameters, answer.content)
        assert json.loads(answer.content).get("items") != [], parameters
