"""The contract is what the code does, and people can read it."""

import json
import re
from typing import Any

import pytest
from django.test import Client
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.validation import validate_schema

from newsportal.api_document import DOCUMENT, document

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def generated() -> Any:
    GENERATOR_STATS.reset()
    return SchemaGenerator().get_schema(request=None, public=True)


def test_the_document_is_what_the_code_says(generated: Any) -> None:
    written = json.loads(json.dumps(generated, ensure_ascii=False, default=str))
    assert written == document(), "make api-schema"


def test_the_document_is_openapi_without_a_warning(generated: Any) -> None:
    validate_schema(generated)
    assert not GENERATOR_STATS


def test_every_operation_has_a_name_a_group_and_a_sentence() -> None:
    names = []
    for path, item in document()["paths"].items():
        for method, operation in item.items():
            assert operation["description"], (path, method)
            assert operation["tags"][0], (path, method)
            names.append(operation["operationId"])
    assert len(names) == len(set(names))


def test_the_document_is_served_as_it_is(client: Client) -> None:
    answer = client.get("/api/v1/schema/")
    assert answer.headers["Content-Type"] == "application/vnd.oai.openapi+json"
    assert answer.content == DOCUMENT.read_bytes()
    headers = {"If-None-Match": answer.headers["ETag"]}
    assert client.get("/api/v1/schema/", headers=headers).status_code == 304


def test_people_read_all_of_it_on_one_page(client: Client) -> None:
    page = client.get("/api/v1/").content.decode()
    for path, item in document()["paths"].items():
        assert f"<code>{path}</code>" in page
        for operation in item.values():
            assert f'id="{operation["operationId"]}"' in page
    for name in document()["components"]["schemas"]:
        assert f'id="{name}"' in page
    ids = set(re.findall(r'id="([^"]+)"', page))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= ids
    assert "412" in client.get("/api/v1/problems/").content.decode()
