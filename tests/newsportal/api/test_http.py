"""What HTTP promises, on every resource alike."""

import gzip
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.http import http_date

from articles.models import Article
from newsportal.changes.last_modified import last_change
from newsportal.lib.rest import reading
from newsportal.lib.rest.reading import ReadView
from newsportal.lib.rest.shapes import Shape
from newsportal.models import Change
from tests import newsroom
from tests.newsportal.api.surface import BY_NAME

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


DATED = ["articles", "corrections", "rubrics", "topics", "sources", "places", "outlet", "tips", "rates"]


@pytest.mark.parametrize("name", [*DATED, "weather", "monotowns", "monotowns/editions"])
def test_every_list_says_when_it_changed(client: Client, name: str) -> None:
    assert "Last-Modified" in client.get(f"/api/v1/{name}/").headers


def test_every_tag_is_of_a_table_whose_changes_are_known() -> None:
    """One that nobody knows would leave its resource without a date, in silence."""
    shown = {tag for view in _resources() for tag in view.shows}
    assert {tag for tag in shown if last_change([tag]) is None} == set()


def test_every_resource_that_is_read_has_its_reading() -> None:
    """One without `read` is refused when it is made, not when a reader asks."""
    unfinished = type("Unfinished", (ReadView,), {"answer": Shape})
    with pytest.raises(TypeError, match="read"):
        unfinished()
    for resource in BY_NAME.values():
        resource.view()


def _resources(views: type[ReadView] = ReadView) -> list[type[ReadView]]:
    return [found for view in views.__subclasses__() for found in (view, *_resources(view))]


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


def test_a_change_that_was_committed_late_is_not_lost(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Written before another one that readers have seen by then."""
    now = timezone.now()
    early, other, _last = Article.objects.order_by("pk")
    Change.objects.filter(number=other.pk).update(changed_at=now - timedelta(seconds=3))
    first = client.get(LIST)
    Article.objects.filter(pk=early.pk).update(headline="Иначе")
    Change.objects.filter(number=early.pk).update(changed_at=now - timedelta(seconds=4))
    monkeypatch.setattr(reading, "time", lambda: now.timestamp() + 60)
    headers = {"If-Modified-Since": first.headers["Last-Modified"]}
    assert client.get(LIST, headers=headers).status_code == 200


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


@pytest.mark.parametrize("method", ["POST", "PATCH", "DELETE"])
def test_a_page_elsewhere_sends_nothing(client: Client, method: str) -> None:
    """As docs/api says: messages are sent from apps, or by one's own server."""
    asked = {"Origin": "https://elsewhere.example", "Access-Control-Request-Method": method}
    allowed = client.options("/api/v1/tips/", headers=asked).headers
    assert method not in allowed["Access-Control-Allow-Methods"].split(", ")
    assert not {"idempotency-key", "if-match"} & set(allowed["Access-Control-Allow-Headers"].split(", "))


def test_a_page_elsewhere_may_ask_whether_something_has_changed(client: Client) -> None:
    origin = {"Origin": "https://elsewhere.example"}
    asked = {"Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": "if-none-match"}
    allowed = client.options(LIST, headers=origin | asked).headers["Access-Control-Allow-Headers"]
    assert "if-none-match" in allowed.split(", ")
    first = client.get(LIST, headers=origin)
    again = client.get(LIST, headers=origin | {"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.headers["Access-Control-Allow-Origin"]) == (304, "*")


def test_a_slash_that_was_left_out_is_mended(client: Client) -> None:
    answer = client.get("/api/v1/articles?limit=2")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/api/v1/articles/?limit=2")


@pytest.mark.parametrize("address", [LIST, "/api/v1/", "/api/v1/schema/", "/api/v1/problems/"])
def test_options_name_the_methods(client: Client, address: str) -> None:
    answer = client.options(address)
    assert (answer.status_code, answer.headers["Allow"]) == (204, "GET, HEAD, OPTIONS")


def test_head_is_get_without_a_body(client: Client) -> None:
    head, get = client.head(LIST), client.get(LIST)
    assert (head.status_code, head.content) == (200, b"")
    for name in ("Content-Type", "ETag", "Last-Modified"):
        assert head.headers[name] == get.headers[name]


@pytest.mark.parametrize(
    ("send", "status"),
    [
        (lambda client: client.post(LIST, {}, content_type="application/json"), 405),
        (lambda client: client.delete(LIST), 405),
        (lambda client: client.get(LIST, headers={"Accept": "application/xml"}), 406),
        (lambda client: client.get("/api/v1/nothing/"), 404),
        (lambda client: client.get("/api/v2/"), 404),
        # Without its slash; nothing is redirected that is sent.
        (lambda client: client.post("/api/v1/tips", {}, content_type="application/json"), 404),
        (lambda client: Client(enforce_csrf_checks=True).delete("/api/v1/push/subscriptions/1/"), 404),
        (lambda client: Client(enforce_csrf_checks=True).post("/api/v1/nothing/"), 404),
        (lambda client: client.post("/api/v1/schema/"), 405),
        (lambda client: client.put("/api/v1/"), 405),
        (lambda client: client.delete("/api/v1/problems/"), 405),
        (lambda client: client.get(LIST + "?limit=0"), 400),
        (lambda client: client.get(LIST + "?q=%00"), 400),
        (lambda client: client.get("/api/v1/" + "a" * 1200 + "/"), 400),
    ],
)
def test_everything_that_goes_wrong_is_a_problem(send: Any, status: int) -> None:
    # As programs are: no cookie, no token of a form.
    answer = send(Client(enforce_csrf_checks=True))
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


@pytest.mark.parametrize(
    ("address", "headers"),
    [
        (LIST, {"Authorization": "Bearer made-up"}),
        ("/api/v1/desk/stories/", {}),
        (LIST, {"Accept": "application/xml"}),
    ],
)
def test_what_is_refused_is_counted_too(
    client: Client, settings: Any, address: str, headers: dict[str, str]
) -> None:
    settings.API_REQUESTS_OF_ADDRESS = 2
    answers = [client.get(address, headers=headers) for _number in range(3)]
    assert [answer.headers["RateLimit-Remaining"] for answer in answers] == ["1", "0", "0"]
    assert answers[0].status_code == answers[1].status_code != 429
    assert answers[2].status_code == 429


def test_a_date_that_no_calendar_has_is_passed_over(client: Client) -> None:
    assert client.get(LIST, headers={"If-Modified-Since": "yesterday"}).status_code == 200
    assert client.get(LIST, headers={"If-Modified-Since": http_date(0)}).status_code == 200
