"""Whatever is sent, the answer is a problem with a sentence, and nothing breaks."""

import json
from typing import Any
from zlib import crc32

import pytest
from django.test import Client

from articles.models import Article
from newsportal.api_document import document
from newsportal.lib.rest import cursors
from tests.newsportal.api.questions import STORY, Operation, operations

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]

# As they stand in an address.
BAD = {
    "NUL": "%00",
    "NUL within": "a%00b",
    "a lone surrogate": "%ED%A0%80",
    "bytes of no text": "%ff%fe",
    "a long string": "a" * 3000,
    "many digits": "9" * 400,
    "an endless float": "1e999999",
    "not a number": "NaN",
    "a quote": "%27%20OR%201%3D1--",
    "a control character": "%1b%5b31m",
    "nothing": "",
    "spaces": "%20%20",
    "a pattern": "%25_%25",
    "JSON": "%7B%22a%22%3A1%7D",
    "a path": "..%2F..%2Fetc%2Fpasswd",
    "direction of writing": "%E2%80%AE",
}
# Words to look for may be any words, and the address of a page any address.
WORDS = {("/api/v1/search/", "q")}
# These might be addresses of things, and nothing has them.
SLUGS = {"an endless float", "not a number"}
# Empty, they say what they would say left out: «both».
MAY_BE_EMPTY = {"has_correction"}


@pytest.fixture(autouse=True)
def _no_limit(settings: Any) -> None:
    settings.API_REQUESTS_OF_ADDRESS = 10**9


def is_problem(answer: Any) -> bool:
    if answer.headers["Content-Type"] != "application/problem+json":
        return False
    told = json.loads(answer.content)
    sentence = told["detail"]
    return told["status"] == answer.status_code and sentence.endswith(".") and len(sentence) > 10


@pytest.mark.parametrize("operation", operations(), ids=lambda operation: operation.path)
def test_bad_parameters_are_refused(client: Client, operation: Operation) -> None:
    for parameter in operation.parameters:
        name = parameter["name"]
        for kind, value in BAD.items():
            address = _with(operation, name, value)
            answer = client.get(address)
            if (
                (operation.path, name) in WORDS
                or (name in MAY_BE_EMPTY and not value)
                or (kind in SLUGS and "pattern" in parameter["schema"])
            ):
                assert answer.status_code < 500, (name, kind)
            else:
                assert answer.status_code >= 400, (name, kind)
            if answer.status_code >= 400:
                assert answer.status_code < 500, (name, kind)
                assert is_problem(answer), (name, kind, answer.content)


def _with(operation: Operation, name: str, value: str) -> str:
    """The address with this value, quoted already."""
    blank = "XXBLANKXX"
    return operation.address(**{name: blank}).replace(blank, value)


@pytest.mark.parametrize("operation", operations(), ids=lambda operation: operation.path)
def test_parameters_that_it_does_not_know_or_has_got_twice_are_refused(
    client: Client, operation: Operation
) -> None:
    address = operation.address()
    more = "&" if "?" in address else "?"
    for query in ("x=1", "pk=1", "format=api", "format=json", "limit[]=1", "%00=1", "language__in=ru"):
        answer = client.get(f"{address}{more}{query}")
        assert (answer.status_code, is_problem(answer)) == (400, True), query
    for name in operation.optional:
        twice = "&".join([f"{name}={operation.value(name)}"] * 2)
        answer = client.get(f"{address}{more}{twice}")
        assert (answer.status_code, is_problem(answer)) == (400, True), name


def with_cursor() -> list[Operation]:
    return [one for one in operations() if any(row["name"] == "cursor" for row in one.parameters)]


FORGED: list[Any] = [
    None,
    [],
    {},
    "x",
    [1],
    [None, None],
    ["2026-01-01", "x"],
    [[1, 2, 3], "ru", None, 0],
    [["1:1:", "x", "2026-01-01T00:00:00+00:00"], "ru", [], "x"],
    10**30,
    ["\x00", 1],
]


@pytest.mark.parametrize("operation", with_cursor(), ids=lambda operation: operation.path)
def test_forged_cursors_are_refused(client: Client, operation: Operation) -> None:
    """Signed for another list, changed by a letter, cut off, or of no list at all."""
    more = "&" if "?" in operation.address() else "?"
    good = cursors.write("another", ["2026-01-01T00:00:00+00:00", STORY])
    signed = [cursors.write("another", position) for position in FORGED]
    for cursor in ["x", "a:b", ":", good, good[:-1], f"{good}a", good.swapcase(), *signed, "é", "a" * 2001]:
        answer = client.get(f"{operation.address()}{more}cursor={cursor}")
        assert (answer.status_code, is_problem(answer)) == (400, True), cursor


METHODS = ("POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND")
# Bad bodies of methods that an address does know are the subject of `test_bad_bodies`.
UNKNOWN_METHODS = [
    pytest.param(operation, method, id=f"{operation.path} {method}")
    for operation in operations()
    for method in METHODS
    if method.lower() not in document()["paths"][operation.path]
]


@pytest.mark.parametrize(("operation", "method"), UNKNOWN_METHODS)
def test_methods_that_it_does_not_know_are_refused(
    client: Client, operation: Operation, method: str, is_long: bool
) -> None:
    """In a short run each meets every third body."""
    before = Article.objects.order_by("pk").values_list("pk", "version")
    kept = list(before)
    turn = crc32(f"{operation.path} {method}".encode())
    bodies = [
        (b"", "application/json"),
        (b"[" * 100_000, "application/json"),
        (b'{"id":1}', "application/json"),
        (b"id=1", "application/x-www-form-urlencoded"),
        (b"\xff\x00", "text/plain; charset=nothing"),
        (b"--x", "multipart/form-data"),
    ]
    for body, kind in bodies if is_long else bodies[turn % 3 :: 3]:
        answer = client.generic(method, operation.address(), body, content_type=kind)
        assert (answer.status_code, is_problem(answer)) == (405, True), (kind, answer.content)
        assert "GET" in answer.headers["Allow"]
    assert list(before.all()) == kept


@pytest.mark.parametrize(
    "headers",
    [
        {"Accept": "text/html"},
        {"Accept": "application/xml;q=0.9"},
        {"Accept": "nonsense"},
        {"Accept": "/"},
    ],
)
def test_forms_that_there_are_none_of_are_refused(client: Client, headers: dict[str, str]) -> None:
    for operation in operations():
        answer = client.get(operation.address(), headers=headers)
        assert (answer.status_code, is_problem(answer)) == (406, True), operation.path


@pytest.mark.parametrize(
    "headers",
    [
        {"Accept-Language": "x" * 5000},
        {"Accept-Language": "\x00"},
        {"If-None-Match": '"' * 100},
        {"If-Modified-Since": "9" * 100},
        {"If-Modified-Since": "Thu, 01 Jan 0000 00:00:00 GMT"},
        {"Range": "bytes=9-1"},
        {"Accept-Encoding": "br;q=nan, gzip;q=-1"},
        {"Authorization": "Basic \xff"},
        {"Cookie": "sessionid=\x00; a=" + "b" * 3000},
        {"X-Forwarded-For": "'; --"},
    ],
)
def test_headers_of_any_kind_break_nothing(client: Client, headers: dict[str, str], is_long: bool) -> None:
    """A short run asks every third address, others with each header."""
    first = crc32(repr(headers).encode()) % 3
    for operation in operations() if is_long else list(operations())[first::3]:
        assert client.get(operation.address(), headers=headers).status_code in {200, 304}, operation.path
