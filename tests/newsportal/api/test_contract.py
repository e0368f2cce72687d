"""Requests made up from the document, the good and the bad: every answer is one that the document names."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import hypothesis
import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from schemathesis.specs.openapi.checks import positive_data_acceptance

from newsportal.api_document import document
from newsportal.wsgi import application
from tests.newsportal.api.questions import Operation

IS_LONG = hypothesis.settings.get_current_profile_name() == "long"

# What is made up is not unpacked.
PLAIN = {"Accept-Encoding": "identity"}
# A schema cannot say that a cursor is one that was given, or that one parameter excludes another.
BEYOND_THE_DOCUMENT: list[Any] = [positive_data_acceptance]


def _contract() -> dict[str, Any]:
    """The document, with addresses of things that there are: made-up ones are never found."""
    contract = deepcopy(document())
    for path, item in contract["paths"].items():
        if "get" in item:
            operation = Operation(path, item["get"])
            for parameter in operation.parameters:
                if parameter["name"] != "cursor":
                    parameter["example"] = operation.value(parameter["name"])
    return contract


def _as_behind_a_server(environ: dict[str, Any], start_response: Any) -> Any:
    """Every server says who asks; the client that makes up requests does not."""
    return application(environ | {"REMOTE_ADDR": "192.0.2.1"}, start_response)


schema = schemathesis.openapi.from_dict(_contract())
schema.app = _as_behind_a_server


@pytest.fixture(autouse=True)
def _no_limit(settings: Any) -> None:
    settings.API_REQUESTS_OF_ADDRESS = settings.API_REQUESTS_OF_KEY = 10**9


@pytest.fixture(autouse=True)
def _transaction_goes_on() -> Iterator[None]:
    """As Django's own client has it: the end of a request does not close the connection of the test."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@schema.parametrize()
@pytest.mark.django_db
@pytest.mark.usefixtures("site")
def test_every_answer_is_of_the_contract(case: schemathesis.Case[Any]) -> None:
    case.call_and_validate(headers=PLAIN, excluded_checks=BEYOND_THE_DOCUMENT)
