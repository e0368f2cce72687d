"""An Idempotency-Key that comes again: with another body, at another address, by another program, too early."""

import time
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from articles.api import idempotency
from articles.models import ApiKey
from articles.roles import Role
from newsportal.api_document import document
from tests.newsportal.api.surface import BY_NAME
from tests.newsportal.api.test_bad_bodies import state
from tests.newsportal.api.test_bad_input import is_problem
from tests.newsportal.api.test_write_access import ATTEMPTS
from tests.newsportal.api.whole_site import Keys

pytestmark = pytest.mark.django_db
KEY = "0b9fd1b0-5b36-4a0c-9a53-3a8f0d9c4f12"
TAKE_A_KEY = ["begin a story", "upload a photo", "send a message"]
OTHER_BODY: dict[str, dict[str, Any]] = {
    "begin a story": {"headline": "Другое"},
    "upload a photo": {"credit": "Асель"},
    "send a message": {"text": "Совсем другое сообщение."},
}
# What comes second under the key of what came first. Programs of the desk are told apart; who sends messages
# is not, and is nobody of the desk.
SECOND = {
    ("begin a story", "upload a photo"): 409,
    ("begin a story", "send a message"): 201,
    ("upload a photo", "begin a story"): 409,
    ("upload a photo", "send a message"): 201,
    ("send a message", "begin a story"): 201,
    ("send a message", "upload a photo"): 201,
}
# The same by another program: done anew, or answered as before.
IS_DONE_ANEW = {"begin a story": True, "upload a photo": True, "send a message": False}


@pytest.fixture(autouse=True)
def _no_limit(settings: Any) -> None:
    settings.API_REQUESTS_OF_ADDRESS = settings.API_REQUESTS_OF_KEY = 10**9


def program_of(keys: Keys, who: str) -> Client:
    return Client(headers={"Authorization": f"Bearer {keys[who]}"})


@pytest.fixture
def program(site: Keys) -> Client:
    return program_of(site, Role.CHIEF_EDITOR)


def send(client: Client, what: str, **other: Any) -> Any:
    attempt = ATTEMPTS[what]
    body, address = attempt.body() | other, BY_NAME[attempt.name].address()
    kind: dict[str, Any] = {} if attempt.is_form else {"content_type": "application/json"}
    return client.post(address, body, headers={"Idempotency-Key": KEY}, **kind)


def test_all_that_take_a_key_are_here() -> None:
    taking = {
        path
        for path, item in document()["paths"].items()
        if any(row["name"] == "Idempotency-Key" for row in item.get("post", {}).get("parameters", []))
    }
    assert taking == {BY_NAME[ATTEMPTS[what].name].address() for what in TAKE_A_KEY}


@pytest.mark.parametrize("what", TAKE_A_KEY)
def test_the_same_is_done_once(program: Client, what: str) -> None:
    first = send(program, what)
    assert first.status_code == 201, first.content
    kept = state()
    again = send(program, what)
    assert (again.status_code, again.content) == (201, first.content)
    assert again.headers["Idempotent-Replayed"] == "true"
    assert state() == kept


@pytest.mark.parametrize("what", TAKE_A_KEY)
def test_another_body_is_refused(program: Client, what: str) -> None:
    assert send(program, what).status_code == 201
    kept = state()
    answer = send(program, what, **OTHER_BODY[what])
    assert (answer.status_code, is_problem(answer)) == (409, True)
    assert answer.json()["code"] == "idempotency_key_reused"
    assert state() == kept


@pytest.mark.parametrize(("first", "second"), SECOND)
def test_at_another_address(program: Client, first: str, second: str) -> None:
    assert send(program, first).status_code == 201
    kept = state()
    answer = send(program, second)
    expected = SECOND[first, second]
    assert answer.status_code == expected, answer.content
    assert (state() == kept) == (expected == 409)


@pytest.mark.parametrize("what", TAKE_A_KEY)
def test_by_another_program(site: Keys, program: Client, what: str) -> None:
    first = send(program, what)
    kept = state()
    answer = send(program_of(site, Role.EDITOR), what)
    assert answer.status_code == 201, answer.content
    assert ("Idempotent-Replayed" not in answer.headers) == IS_DONE_ANEW[what]
    assert (answer.content != first.content) == IS_DONE_ANEW[what]
    assert (state() != kept) == IS_DONE_ANEW[what]


@pytest.mark.parametrize("what", TAKE_A_KEY)
def test_while_the_first_is_still_being_done(
    site: Keys, program: Client, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(idempotency, "WAITS", 0.3)
    prefix = site[Role.CHIEF_EDITOR][:12]
    sender = "tips" if what == "send a message" else f"key:{ApiKey.objects.get(prefix=prefix).pk}"
    kept = state()
    # Its row, on a connection of its own, that no transaction has ended yet.
    first = connection.copy()
    first.set_autocommit(False)
    try:
        with first.cursor() as cursor:
            cursor.execute(
                "INSERT INTO articles_idempotentanswer"
                " (sender, key_hash, request_hash, status, headers, body, at)"
                " VALUES (%s, %s, '', 0, '{}', '', now())",
                [sender, idempotency._keyed(KEY.encode())],
            )
        began = time.monotonic()
        answer = send(program, what)
        assert time.monotonic() - began >= 0.3
    finally:
        first.rollback()
        first.close()
    assert (answer.status_code, is_problem(answer)) == (409, True)
    assert answer.json()["code"] == "idempotency_key_in_use"
    assert int(answer.headers["Retry-After"]) > 0
    assert state() == kept
    assert send(program, what).status_code == 201


@pytest.mark.parametrize(
    "key", ["", "short", "x" * 201, "x" * 7000, "a b c d e f g h i j k", "Лёд" * 9, "\x1b" * 20]
)
@pytest.mark.parametrize("what", TAKE_A_KEY)
def test_what_is_no_key_is_refused(program: Client, what: str, key: str) -> None:
    kept = state()
    attempt = ATTEMPTS[what]
    kind: dict[str, Any] = {} if attempt.is_form else {"content_type": "application/json"}
    answer = program.post(
        BY_NAME[attempt.name].address(), attempt.body(), headers={"Idempotency-Key": key}, **kind
    )
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_idempotency_key")
    assert is_problem(answer)
    assert state() == kept
