"""Sending: what the browser alone can read, once for each story, and never to a place inside the network."""

import json
import logging
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from articles import publishing, tasks
from articles.models import Article, PushedStory, PushSubscription
from articles.push import sending, stories
from articles.push.sending import Outcome
from tests import newsroom
from tests.articles.admin.conftest import draft
from tests.articles.push.browsers import Browser

pytestmark = pytest.mark.django_db


@pytest.fixture
def service(httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch) -> HTTPServer:
    """A push service of the test's own, on this machine."""
    monkeypatch.setattr(sending, "LOCAL_HOSTS", frozenset({httpserver.host}))
    return httpserver


def subscription(browser: Browser, **fields: Any) -> PushSubscription:
    """To every story of its language."""
    values = {"endpoint": browser.endpoint, "p256dh": browser.p256dh, "auth": browser.auth, "language": "ru"}
    return PushSubscription(**values | {"hears_all": True} | fields)


def test_the_browser_and_nobody_else_reads_the_message(service: HTTPServer, vapid: str) -> None:
    seen: list[Request] = []

    def keep(request: Request) -> Response:
        request.get_data()
        seen.append(request)
        return Response(status=201)

    service.expect_request("/send/abc", method="POST").respond_with_handler(keep)
    browser = Browser(service.url_for("/send/abc"))
    story = newsroom.story("Лёд сошёл", lead="На реке открылась вода.")
    outcome = sending.send(subscription(browser), sending.message(story), topic="story-1")
    assert outcome == Outcome.SENT
    [request] = seen
    assert "Лёд".encode() not in request.data
    told = json.loads(browser.read(request.data))
    assert (told["title"], told["lead"], told["id"]) == ("Лёд сошёл", "На реке открылась вода.", story.pk)
    assert told["url"].endswith(story.url)
    assert request.headers["Content-Encoding"] == "aes128gcm"
    assert (request.headers["Topic"], request.headers["TTL"]) == ("story-1", "21600")
    assert request.headers["Authorization"].startswith("vapid t=")
    assert vapid in request.headers["Authorization"]


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (404, Outcome.GONE),
        (410, Outcome.GONE),
        (429, Outcome.FAILED),
        (500, Outcome.FAILED),
        (302, Outcome.FAILED),
    ],
)
def test_what_the_service_answers(
    service: HTTPServer, vapid: str, caplog: pytest.LogCaptureFixture, status: int, outcome: Outcome
) -> None:
    service.expect_request("/send/secret-part").respond_with_data("", status=status)
    browser = Browser(service.url_for("/send/secret-part"))
    with caplog.at_level(logging.DEBUG):
        assert sending.send(subscription(browser), b"{}", topic="t") == outcome
    # The service of the test itself writes down what it is asked.
    told = [record.getMessage() for record in caplog.records if record.name != "werkzeug"]
    assert not any("secret-part" in line for line in told)


@pytest.mark.parametrize(
    "endpoint", ["https://127.0.0.1:9/x", "https://localhost:9/x", "http://push.example/x"]
)
def test_nothing_inside_the_network_is_asked(vapid: str, endpoint: str) -> None:
    assert sending.send(subscription(Browser(endpoint)), b"{}", topic="t") == Outcome.FAILED


def test_keys_of_no_curve_are_forgotten(vapid: str) -> None:
    row = subscription(Browser(), p256dh="BA" + "A" * 85)
    assert sending.send(row, b"{}", topic="t") == Outcome.GONE


def jobs() -> list[int]:
    rows = ProcrastinateJob.objects.filter(task_name="articles.push_story").order_by("id")
    return [row.args["article_id"] for row in rows]


def test_a_story_is_queued_at_its_second_and_once(vapid: str) -> None:
    now = timezone.now()
    for fields in newsroom.hidden_states(now).values():
        newsroom.story(**fields)
    newsroom.story(age=timedelta(hours=2))
    fresh = newsroom.story(age=timedelta(minutes=2))
    tasks.push_new_stories(timestamp=0)
    tasks.push_new_stories(timestamp=0)
    assert jobs() == [fresh.pk]
    embargoed = Article.objects.get(embargo_until__isnull=False)
    with time_machine.travel(now + timedelta(hours=1, minutes=1)):
        assert stories.queue_new(timezone.now()) == [embargoed.pk]


def test_what_the_desk_publishes_is_told_and_a_change_is_not(vapid: str) -> None:
    story = draft(newsroom.rubric("nature"))
    publishing.publish(story, story.revisions.get())
    tasks.push_new_stories(timestamp=0)
    publishing.publish(
        Article.objects.get(pk=story.pk), story.revisions.get(), change=publishing.Change.UPDATE
    )
    tasks.push_new_stories(timestamp=0)
    assert jobs() == [story.pk]


def test_without_keys_nothing_is_queued() -> None:
    newsroom.story(age=timedelta(minutes=2))
    tasks.push_new_stories(timestamp=0)
    assert (jobs(), PushedStory.objects.count()) == ([], 0)


def test_readers_are_told_in_parts_and_the_gone_are_forgotten(
    vapid: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stories, "AT_ONCE", 3)
    rows = [subscription(Browser(f"https://push.example/{number}")) for number in range(7)]
    PushSubscription.objects.bulk_create(rows)
    told: list[str] = []

    def send(row: PushSubscription, body: bytes, *, topic: str) -> Outcome:
        told.append(row.endpoint)
        return Outcome.GONE if row.endpoint.endswith("/4") else Outcome.SENT

    monkeypatch.setattr(sending, "send", send)
    story = newsroom.story()
    after = ""
    for _part in range(3):
        after = stories.tell(story.pk, after)
    assert after == ""
    assert sorted(told) == sorted(row.endpoint for row in rows)
    assert not PushSubscription.objects.filter(endpoint__endswith="/4").exists()
    assert PushSubscription.objects.count() == 6


def test_a_story_taken_from_readers_meanwhile_is_not_told(
    vapid: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "send", lambda *args, **options: pytest.fail("sent"))
    PushSubscription.objects.bulk_create([subscription(Browser())])
    story = newsroom.story(**newsroom.hidden_states()["withdrawn"])
    assert stories.tell(story.pk, "") == ""
