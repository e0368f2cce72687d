"""Requests made up from the document, the good and the bad: every answer is one that the document names."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any
from zlib import crc32

import hypothesis
import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from schemathesis.config import SchemathesisConfig
from schemathesis.specs.openapi.checks import positive_data_acceptance

from articles.api.desk.versions import tag_of
from articles.models import Article
from newsportal.api_document import document
from newsportal.wsgi import application
from tests.newsportal.api.questions import DRAFT, VALUES, Operation
from tests.newsportal.api.whole_site import Keys

# What is made up is not unpacked.
PLAIN = {"Accept-Encoding": "identity"}
# A schema cannot say that a cursor is one that was given, or that one parameter excludes another.
BEYOND_THE_DOCUMENT: list[Any] = [positive_data_acceptance]


def _contract() -> dict[str, Any]:
    """The document, with addresses of things that there are: made-up ones are never found."""
    contract = deepcopy(document())
    for path, item in contract["paths"].items():
        for operation in (Operation(path, each) for each in item.values()):
            for parameter in operation.parameters:
                if parameter["name"] != "cursor":
                    parameter["example"] = operation.value(parameter["name"])
    return contract


def _as_behind_a_server(environ: dict[str, Any], start_response: Any) -> Any:
    """Every server says who asks; the client that makes up requests does not."""
    return application(environ | {"REMOTE_ADDR": "192.0.2.1"}, start_response)


IS_LONG = hypothesis.settings.get_current_profile_name() == "long"
CONFIG = {
    # Made up at random for each operation, beside fifty that try the bounds of each parameter one by one.
    "generation": {"max-examples": 120 if IS_LONG else 5},
    # RFC 6585 has a status of its own for a version that was not named.
    "checks": {"missing_required_header": {"expected-statuses": ["400", "401", "403", "404", "428"]}},
}
schema = schemathesis.openapi.from_dict(_contract(), config=SchemathesisConfig.from_dict(CONFIG))
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
def test_every_answer_is_of_the_contract(case: schemathesis.Case[Any], site: Keys) -> None:
    headers = PLAIN | _sent_by(case, site)
    if case.headers and case.headers.get("If-Match") == VALUES["If-Match"]:
        headers["If-Match"] = tag_of(Article.objects.get(pk=DRAFT))
    case.call_and_validate(headers=headers, excluded_checks=BEYOND_THE_DOCUMENT)


def _sent_by(case: schemathesis.Case[Any], keys: Keys) -> dict[str, str]:
    """A tenth by nobody, the others by each role in turn and a partner: the same case always by the same."""
    sent = repr((case.method, case.path, case.path_parameters, case.query, case.body))
    who = [None, *sorted(keys)][crc32(sent.encode("utf-8", "replace")) % (len(keys) + 1)]
    return {} if who is None else {"Authorization": f"Bearer {keys[who]}"}
