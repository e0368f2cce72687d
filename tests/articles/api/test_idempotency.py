"""The same request sent again: done once, answered alike; another one under the same key is refused."""

import time
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.utils import timezone

from articles.api import idempotency
from articles.models import ApiKey, Article, IdempotentAnswer, Photo
from articles.tasks import forget_answers
from tests import newsroom
from tests.articles.admin.conftest import member
from tests.articles.api.keys import program_of, sent
from tests.conftest import SideBySide

pytestmark = pytest.mark.django_db
KEY = "0b9fd1b0-5b36-4a0c-9a53-3a8f0d9c4f11"
BODY = {"language": "ru", "headline": "Лёд", "rubric": "nature", "body": "<p>Текст.</p>"}


@pytest.fixture
def program() -> Client:
    newsroom.rubric("nature")
    return program_of(member(roles=("correspondent",)))


def begin(program: Client, key: str = KEY, **fields: Any) -> Any:
    return sent(program, "POST", "desk/stories/", BODY | fields, Idempotency_Key=key)


def test_a_request_sent_again_is_answered_as_before(program: Client) -> None:
    first, again = begin(program), begin(program)
    assert (again.status_code, again.content) == (201, first.content)
    assert again.headers["Location"] == first.headers["Location"]
    assert again.headers["ETag"] == first.headers["ETag"]
    assert again.headers["Idempotent-Replayed"] == "true"
    assert "Idempotent-Replayed" not in first.headers
    assert Article.objects.count() == 1
    assert "Лёд" not in str(IdempotentAnswer.objects.values_list("key_hash", "request_hash"))


def test_another_request_under_the_same_key_is_refused(program: Client) -> None:
    begin(program)
    answer = begin(program, headline="Другое")
    assert (answer.status_code, answer.json()["code"]) == (409, "idempotency_key_reused")
    assert Article.objects.count() == 1


def test_the_same_at_another_address_is_another_request(program: Client) -> None:
    begin(program)
    fields = {"alt_ru": "Река", "credit": "редакция", "licence": "own", "consent": "not_needed"}
    file = SimpleUploadedFile("x.jpg", newsroom.picture_bytes(), "image/jpeg")
    headers = {"Idempotency-Key": KEY}
    answer = program.post("/api/v1/desk/photos/", fields | {"file": file}, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (409, "idempotency_key_reused")
    assert not Photo.objects.exists()


def test_somebody_elses_key_of_the_same_name_is_another(program: Client) -> None:
    begin(program)
    assert begin(program_of(member(roles=("editor",)))).status_code == 201
    assert Article.objects.count() == 2


def test_what_was_refused_may_be_mended_under_the_same_key(program: Client) -> None:
    assert begin(program, rubric="nowhere").status_code == 400
    assert begin(program).status_code == 201


def test_after_a_day_it_is_forgotten(program: Client) -> None:
    with time_machine.travel(timezone.now() - timedelta(hours=25)):
        begin(program)
    assert begin(program).status_code == 201
    assert Article.objects.count() == 2
    IdempotentAnswer.objects.update(at=timezone.now() - timedelta(hours=25))
    forget_answers(timestamp=0)
    assert not IdempotentAnswer.objects.exists()


@pytest.mark.parametrize("key", ["short", "с кириллицей и пробелом", "x" * 201, "a b c d e f g h i j k", ""])
def test_an_unfit_key_is_refused(program: Client, key: str) -> None:
    answer = begin(program, key)
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_idempotency_key")


def test_a_photo_sent_again_is_one_photo(program: Client) -> None:
    def upload(picture: bytes) -> Any:
        fields = {"alt_ru": "Река", "credit": "редакция", "licence": "own", "consent": "not_needed"}
        file = SimpleUploadedFile("x.jpg", picture, "image/jpeg")
        return program.post("/api/v1/desk/photos/", fields | {"file": file}, headers={"Idempotency-Key": KEY})

    first = upload(newsroom.picture_bytes())
    assert first.status_code == 201, first.content
    assert upload(newsroom.picture_bytes()).content == first.content
    assert upload(newsroom.picture_bytes(160)).status_code == 409
    assert Photo.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_the_same_request_many_times_at_once_one_is_done(side_by_side: SideBySide) -> None:
    newsroom.rubric("nature")
    program = program_of(member(roles=("correspondent",)))
    answers = side_by_side(lambda: begin(program), times=6)
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    assert Article.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_nobody_waits_long_for_the_first_to_end(monkeypatch: pytest.MonkeyPatch) -> None:
    newsroom.rubric("nature")
    program = program_of(member(roles=("correspondent",)))
    monkeypatch.setattr(idempotency, "WAITS", 0.3)
    # The first, which has not ended: nothing of it is committed.
    first = connection.copy()
    first.set_autocommit(False)
    key = ApiKey.objects.get()
    row = IdempotentAnswer(sender=f"key:{key.pk}", key_hash=idempotency._keyed(KEY.encode()))
    with first.cursor() as cursor:
        cursor.execute(
            "INSERT INTO articles_idempotentanswer (sender, key_hash, request_hash, status, headers, body, at)"
            " VALUES (%s, %s, '', 0, '{}', '', now())",
            [row.sender, row.key_hash],
        )
    try:
        began = time.monotonic()
        answer = begin(program)
        assert 0.3 <= time.monotonic() - began < 5
    finally:
        first.rollback()
        first.close()
    assert (answer.status_code, answer.json()["code"]) == (409, "idempotency_key_in_use")
    assert answer.headers["Retry-After"] == "5"
    assert not Article.objects.exists()
    # It has come to nothing: this one takes its place, and waits for others as long as anybody does.
    assert begin(program).status_code == 201
    with connection.cursor() as cursor:
        cursor.execute("SHOW lock_timeout")
        assert cursor.fetchone() == ("0",)
