"""Whatever body is sent to whatever takes one: a problem with a sentence, and nothing is changed."""

import json
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import pytest
from django.test import Client

from articles.api.desk.versions import tag_of
from articles.models import Article, Photo, PushSubscription, Revision, Tip
from articles.roles import Role
from newsportal.api_document import document
from tests.newsportal.api.questions import DRAFT, Operation
from tests.newsportal.api.test_bad_input import is_problem
from tests.newsportal.api.whole_site import Keys

pytestmark = pytest.mark.django_db
JSON = "application/json"
NOBODY = "nobody"

# As bytes, with the type that they are said to be of.
BODIES: dict[str, tuple[bytes, str]] = {
    "no JSON": (b"{", JSON),
    "deep JSON": (b'{"headline":' + b"[" * 50_000 + b"]" * 50_000 + b"}", JSON),
    "deep objects": (b'{"a":' * 20_000 + b"1" + b"}" * 20_000, JSON),
    "a list": (b"[1]", JSON),
    "a number": (b"1", JSON),
    "null": (b"null", JSON),
    "a huge number": (b'{"limit":' + b"9" * 5000 + b"}", JSON),
    "no number": (b'{"x":NaN}', JSON),
    "an endless number": (b'{"x":1e999999}', JSON),
    "a lone surrogate": (b'{"headline":"\\ud800","text":"\\ud800","note":"\\udfff"}', JSON),
    "a name with a lone surrogate": (b'{"\\ud800":1}', JSON),
    "no UTF-8": (b'{"headline":"\xff\xfe"}', JSON),
    "UTF-16": ('{"headline":"Лёд"}'.encode("utf-16"), JSON),
    "NUL": (b'{"headline":"a\\u0000b","text":"\\u0000","note":"\\u0000","slug":"\\u0000"}', JSON),
    "an unknown field": (b'{"is_superuser":true}', JSON),
    "a form": (b"headline=x&language=ru", "application/x-www-form-urlencoded"),
    "text": (b"headline", "text/plain"),
    "XML": (b"<a/>", "application/xml"),
    "a type that there is none of": (b"{}", "no type at all"),
    "a charset that there is none of": (b'{"x":1}', "application/json; charset=klingon"),
    "parts without a boundary": (b"--x\r\n\r\n--x--", "multipart/form-data"),
    "parts that are cut off": (
        b"--x\r\nContent-Disposition: form-data; na",
        "multipart/form-data; boundary=x",
    ),
    "three megabytes": (b'{"note":"' + b"a" * 3_000_000 + b'"}', JSON),
}


def writing() -> list[tuple[str, Operation]]:
    """Every method that takes a body."""
    return [
        (method.upper(), Operation(path, item[method]))
        for path, item in document()["paths"].items()
        for method in ("post", "put", "patch")
        if method in item
    ]


@pytest.fixture(autouse=True)
def _no_limit(settings: Any) -> None:
    settings.API_REQUESTS_OF_ADDRESS = settings.API_REQUESTS_OF_KEY = 10**9


def state() -> list[Any]:
    return [
        *(model.objects.count() for model in (Article, Revision, Photo, Tip, PushSubscription)),
        list(Article.objects.order_by("pk").values_list("pk", "version", "work_state", "publication")),
    ]


def senders(keys: Keys, turn: int, *, is_long: bool = False) -> dict[str, Client]:
    """With the key of each role, of a partner, and with none: the chief editor always, the others by turns."""
    everybody = {
        NOBODY: Client(),
        **{who: Client(headers={"Authorization": f"Bearer {key}"}) for who, key in keys.items()},
    }
    chosen = {str(Role.CHIEF_EDITOR), list(everybody)[turn % len(everybody)]}
    return {who: client for who, client in everybody.items() if is_long or who in chosen}


@pytest.mark.parametrize("kind", BODIES)
def test_bad_bodies_are_refused_and_change_nothing(site: Keys, kind: str, is_long: bool) -> None:
    body, media = BODIES[kind]
    kept = state()
    for who, client in senders(site, list(BODIES).index(kind), is_long=is_long).items():
        for method, operation in writing():
            # One that fits: it is the body that has to be refused.
            number = sha256(f"{kind} {who} {operation.path}".encode()).hexdigest()
            headers = {"If-Match": tag_of(Article.objects.get(pk=DRAFT)), "Idempotency-Key": number}
            answer = client.generic(method, operation.address(), body, content_type=media, headers=headers)
            where = (who, method, operation.path, answer.content)
            assert 400 <= answer.status_code < 500, where
            assert is_problem(answer), where
            assert state() == kept, where


def fields(operation: Operation) -> Iterator[tuple[str, dict[str, Any]]]:
    content = operation.item["requestBody"]["content"]
    if JSON in content:
        name = content[JSON]["schema"]["$ref"].rpartition("/")[2]
        yield from document()["components"]["schemas"][name]["properties"].items()


VALUES: list[Any] = [
    None,
    10**400,
    -1,
    1.5,
    True,
    "",
    "a" * 1_100_000,
    "\x00",
    "\x1b[31m",
    [],
    [[]],
    ["\x00"],
    [None],
    ["a" * 5000],
    list(range(5000)),
    {},
    {"a": {"b": "\x00"}},
    "2026-13-45T99:00:00Z",
    "0000-00-00",
]


@pytest.mark.parametrize("number", range(len(VALUES)))
def test_no_value_of_a_field_breaks_anything(site: Keys, number: int, is_long: bool) -> None:
    """Some of them may be said; what may not is named by its pointer. A short run gives each field every third."""
    for who, client in senders(site, number).items():
        for method, operation in writing():
            for turn, (name, _schema) in enumerate(fields(operation)):
                if not is_long and (number + turn) % 3:
                    continue
                headers = {"If-Match": tag_of(Article.objects.get(pk=DRAFT))}
                body = json.dumps({name: VALUES[number]})
                answer = client.generic(method, operation.address(), body, content_type=JSON, headers=headers)
                where = (who, method, operation.path, name, answer.content[:500])
                assert answer.status_code < 500, where
                if answer.status_code >= 400:
                    assert is_problem(answer), where
