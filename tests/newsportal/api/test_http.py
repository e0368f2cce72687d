"""What HTTP promises, on every resource alike."""

import gzip
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.http import http_date

from articles.models import Article
from newsportal.models import Change
from tests import newsroom

pytestmark = pytest.mark.django_db
LIST = "/api/v1/articles/"


@pytest.fixture(autouse=True)
def _some_stories() -> None:
    section = newsroom.rubric("nature")
    for _number in range(3):
        newsroom.story(section=section)
    # Not of this second.
    Change.objects.update(changed_at=Article.objects.latest("published_at").published_at)


def test_what_has_not_changed_is_not_sent_again(client: Client) -> None:
    first = client.get(LIST)
    again = client.get(LIST, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    again = client.get(LIST, headers={"If-Modified-Since": first.headers["Last-Modified"]})
    assert again.status_code == 304


def test_what_has_changed_is_sent_again(client: Client) -> None:
    first = client.get(LIST)
    Article.objects.update(headline="Иначе")
    headers = {"If-None-Match": first.headers["ETag"]}
    assert client.get(LIST, headers=headers).status_code == 200
    headers = {"If-Modified-Since": first.headers["Last-Modified"]}
    assert client.get(LIST, headers=headers).status_code == 200


def test_a_change_of_the_same_second_is_not_lost(client: Client) -> None:
    Article.objects.update(headline="Иначе")
    first = client.get(LIST)
    Article.objects.update(headline="Ещё раз иначе")
    answer = client.get(LIST, headers={"If-Modified-Since": first.headers["Last-Modified"]})
    assert answer.status_code == 200


def test_answers_are_packed(client: Client) -> None:
    plain = client.get(LIST)
    for encoding in ("br", "gzip", "zstd"):
        packed = client.get(LIST, headers={"Accept-Encoding": encoding})
        assert packed.headers["Content-Encoding"] == encoding
        assert "Accept-Encoding" in packed.headers["Vary"]
    assert gzip.decompress(client.get(LIST, headers={"Accept-Encoding": "gzip"}).content) == plain.content


def test_caches_are_told_the_same_whatever_comes_next(client: Client) -> None:
    before = client.get(LIST).headers["Cache-Control"]
    newsroom.story(embargo_until=timezone.now() + timedelta(hours=1))
    answer = client.get(LIST)
    assert answer.headers["Cache-Control"] == before
    assert "stale-while-revalidate" in before
    assert answer.headers["Cache-Tag"] == "articles"


def test_any_page_may_read_it_and_none_may_write(client: Client) -> None:
    origin = {"Origin": "https://elsewhere.example"}
    assert client.get(LIST, headers=origin).headers["Access-Control-Allow-Origin"] == "*"
    asked = client.options(LIST, headers=origin | {"Access-Control-Request-Method": "GET"})
    assert asked.status_code == 200
    assert set(asked.headers["Access-Control-Allow-Methods"].split(", ")) == {"GET", "HEAD", "OPTIONS"}
    assert "Access-Control-Allow-Credentials" not in asked.headers


def test_a_slash_that_was_left_out_is_mended(client: Client) -> None:
    answer = client.get("/api/v1/articles?limit=2")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/api/v1/articles/?limit=2")


def test_options_name_the_methods(client: Client) -> None:
    answer = client.options(LIST)
    assert (answer.status_code, answer.headers["Allow"]) == (204, "GET, HEAD, OPTIONS")


def test_head_is_get_without_a_body(client: Client) -> None:
    head, get = client.head(LIST), client.get(LIST)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["Content-Type"] == get.headers["Content-Type"]


@pytest.mark.parametrize(
    ("send", "status"),
    [
        (lambda client: client.post(LIST, {}, content_type="application/json"), 405),
        (lambda client: client.delete(LIST), 405),
        (lambda client: client.get(LIST, headers={"Accept": "application/xml"}), 406),
        (lambda client: client.get("/api/v1/nothing/"), 404),
        (lambda client: client.get("/api/v2/"), 404),
        (lambda client: Client(enforce_csrf_checks=True).delete("/api/v1/push/subscriptions/1/"), 404),
        (lambda client: Client(enforce_csrf_checks=True).post("/api/v1/nothing/"), 404),
        (lambda client: client.get(LIST + "?limit=0"), 400),
        (lambda client: client.get(LIST + "?q=%00"), 400),
        (lambda client: client.get("/api/v1/" + "a" * 1200 + "/"), 400),
    ],
)
def test_everything_that_goes_wrong_is_a_problem(client: Client, send: Any, status: int) -> None:
    answer = send(client)
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["Cache-Control"] == "no-store"
    problem = answer.json()
    assert (problem["status"], bool(problem["title"]), bool(problem["detail"])) == (status, True, True)


@pytest.mark.parametrize(("accepted", "word"), [("kk", "жоқ"), ("ru-RU,ru;q=0.9", "нет"), ("en", "no")])
def test_a_problem_speaks_the_language_of_who_asked(client: Client, accepted: str, word: str) -> None:
    answer = client.get("/api/v1/articles/123456/", headers={"Accept-Language": accepted})
    assert word in answer.json()["title"].lower()
    assert "Accept-Language" in answer.headers["Vary"]


def test_the_limit_is_told_and_held(client: Client, settings: Any) -> None:
    settings.API_REQUESTS_OF_ADDRESS = 3
    remaining = [client.get(LIST).headers["RateLimit-Remaining"] for _number in range(3)]
    assert remaining == ["2", "1", "0"]
    answer = client.get(LIST)
    assert answer.status_code == 429
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert 1 <= int(answer.headers["Retry-After"]) <= 60
    assert client.get(LIST, REMOTE_ADDR="198.51.100.7").status_code == 200


def test_a_date_that_no_calendar_has_is_passed_over(client: Client) -> None:
    assert client.get(LIST, headers={"If-Modified-Since": "yesterday"}).status_code == 200
    assert client.get(LIST, headers={"If-Modified-Since": http_date(0)}).status_code == 200
