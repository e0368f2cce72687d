"""Every change reaches the cache outside, whatever happens on the way."""

import json
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from articles.models import Article
from newsportal.changes import moments
from newsportal.models import PurgeState
from newsportal.purging import run as purging
from tests import newsroom
from tests.misbehaving import MisbehavingServer, good, reset, status

pytestmark = [pytest.mark.enable_socket, pytest.mark.django_db(transaction=True)]
OK = good(b"{}", "application/json")


@pytest.fixture
def story(transactional_db: None) -> Article:
    newsroom.outlet()
    return newsroom.story(section=newsroom.rubric("nature"))


@pytest.fixture
def wait() -> Iterator[Callable[[float], None]]:
    """The clock goes on."""
    with time_machine.travel(timezone.now(), tick=True) as clock:
        yield lambda seconds: clock.shift(timedelta(seconds=seconds))


@pytest.fixture(autouse=True)
def no_boundary(monkeypatch: pytest.MonkeyPatch) -> None:
    """The weather and midnight are not what is tested here."""
    monkeypatch.setattr(purging, "next_boundary", lambda *_: float("inf"))


@pytest.fixture
def told(service: MisbehavingServer, story: Article, wait: Callable[[float], None]) -> MisbehavingServer:
    """All there was has been told, and told once more."""
    for _time in range(3):
        purging.run()
        wait(6)
    service.requests.clear()
    return service


def keys(service: MisbehavingServer) -> list[set[str]]:
    return [set(json.loads(request.body).get("surrogate_keys", ())) for request in service.requests]


def rename(story: Article, headline: str = "Иной") -> None:
    Article.objects.filter(pk=story.pk).update(headline=headline)


def state() -> PurgeState:
    return PurgeState.objects.get()


def test_the_first_run_drops_everything(service: MisbehavingServer, story: Article) -> None:
    purging.run()
    assert [request.path for request in service.requests] == ["/service/zone/purge_all"]


def test_nothing_is_said_where_nothing_has_changed(told: MisbehavingServer) -> None:
    purging.run()
    assert told.requests == []


def test_a_changed_story_is_named_with_what_lists_it(told: MisbehavingServer, story: Article) -> None:
    rename(story)
    purging.run()
    assert keys(told) == [{"articles", f"articles_article:{story.pk}"}]


def test_it_is_told_once_more_after_some_seconds_and_then_no_more(
    told: MisbehavingServer, story: Article, wait: Callable[[float], None]
) -> None:
    rename(story)
    counts = []
    for _time in range(5):
        purging.run()
        counts.append(len(told.requests))
        wait(6)
    assert counts == [1, 2, 2, 2, 2]


def test_what_is_queued_twice_is_told_once(told: MisbehavingServer, story: Article) -> None:
    rename(story)
    purging.run()
    purging.run()
    assert len(told.requests) == 1


def test_a_change_in_a_transaction_still_open_is_told_after_it(
    told: MisbehavingServer, story: Article
) -> None:
    import psycopg

    from newsportal.page_cache.database import connect

    other: psycopg.Connection[Any] = connect()
    with other:
        other.execute("UPDATE articles_article SET headline = 'x' WHERE id = %s", [story.pk])
        newsroom.story(section=story.rubric)
        purging.run()
        assert f"articles_article:{story.pk}" not in keys(told)[0]
    purging.run()
    assert f"articles_article:{story.pk}" in keys(told)[-1]


@pytest.mark.parametrize(
    "behaviour", [status(500), status(429, Retry_After="30"), reset], ids=["500", "429", "reset"]
)
def test_nothing_is_lost_while_the_service_is_down(
    told: MisbehavingServer, story: Article, wait: Callable[[float], None], behaviour: Any
) -> None:
    told.play("*", behaviour)
    rename(story)
    purging.run()
    assert (state().failures, bool(state().error)) == (1, True)
    asked = len(told.requests)
    purging.run()
    assert len(told.requests) == asked, "it was not left alone"
    wait(61)
    purging.run()
    assert state().failures == 2
    told.requests.clear()
    told.play("*", OK)
    other = newsroom.story(section=story.rubric)
    wait(61)
    purging.run()
    named = {f"articles_article:{story.pk}", f"articles_article:{other.pk}"}
    assert named <= keys(told)[0]
    assert (state().failures, state().retry_at) == (0, None)


def test_monitors_see_how_it_goes(told: MisbehavingServer, story: Article, client: Client) -> None:
    before = client.get("/readyz").json()["purge"]
    assert (before["service"], before["failures"], before["last_failure"]) == ("fastly", 0, None)
    assert before["last_success"] is not None
    told.play("*", status(403))
    rename(story)
    purging.run()
    after = client.get("/readyz").json()["purge"]
    assert (after["failures"], after["last_failure_reason"]) == (1, "status")
    assert "token" not in str(after)


def test_pauses_grow_to_a_minute(
    told: MisbehavingServer, story: Article, wait: Callable[[float], None]
) -> None:
    told.play("*", status(500))
    rename(story)
    pauses = []
    for _time in range(7):
        purging.run()
        pauses.append(round((state().retry_at - state().failed_at).total_seconds()))  # type: ignore[operator]
        wait(62)
    assert pauses == [2, 5, 15, 30, 60, 60, 60]


def test_the_next_attempt_is_queued(told: MisbehavingServer, story: Article) -> None:
    told.play("*", status(500))
    rename(story)
    purging.run()
    waiting = ProcrastinateJob.objects.filter(task_name="newsportal.purge_changes", status="todo")
    assert waiting.count() == 1


def test_very_many_are_everything(
    told: MisbehavingServer, story: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(purging, "MANY", 3)
    for _time in range(4):
        newsroom.story(section=story.rubric)
    purging.run()
    assert [request.path for request in told.requests] == ["/service/zone/purge_all"]


def test_a_run_that_died_is_taken_over_after_its_lease(
    told: MisbehavingServer, story: Article, wait: Callable[[float], None]
) -> None:
    rename(story)
    PurgeState.objects.update(leased_until=timezone.now() + purging.LEASE)
    purging.run()
    assert told.requests == []
    # Somebody comes back for the change that the other may have missed.
    assert ProcrastinateJob.objects.filter(queueing_lock="newsportal.purge_changes:later").exists()
    wait(purging.LEASE.total_seconds() + 1)
    purging.run()
    assert len(told.requests) == 1


def test_after_a_restored_backup_everything_is_dropped(told: MisbehavingServer) -> None:
    row = state()
    snapshot, _database, at = row.settled or []
    row.settled = [snapshot, "another database", at]
    row.save()
    purging.run()
    assert told.requests[0].path == "/service/zone/purge_all"


def test_what_the_clock_changes_drops_everything_at_its_second(
    told: MisbehavingServer, monkeypatch: pytest.MonkeyPatch, wait: Callable[[float], None]
) -> None:
    edge = timezone.now() + timedelta(seconds=20)
    monkeypatch.setattr(
        purging,
        "next_boundary",
        lambda _connection, now: edge.timestamp() if now < edge.timestamp() else 1e12,
    )
    purging.run()
    assert told.requests == []
    wait(21)
    purging.run()
    assert told.requests[0].path == "/service/zone/purge_all"


def test_a_real_boundary_is_read_as_the_page_cache_reads_it(
    service: MisbehavingServer, story: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    Article.objects.filter(pk=story.pk).update(expires_at=timezone.now() + timedelta(seconds=0.3))
    since = moments.Moment.now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(0.5)")
    assert purging.tags_between(since, moments.Moment.now()) is None
    assert isinstance(since.at, datetime)


def test_under_changes_that_never_cease_each_is_told_twice_and_no_more(
    told: MisbehavingServer, story: Article, wait: Callable[[float], None]
) -> None:
    """One a second for half a minute: the calls do not grow."""
    stories = [newsroom.story(section=story.rubric) for _number in range(30)]
    for one in stories:
        rename(one)
        purging.run()
        wait(1)
    sizes = [sum(tag.startswith("articles_article:") for tag in call) for call in keys(told)]
    assert max(sizes[15:]) <= 12
    wait(6)
    purging.run()
    wait(6)
    purging.run()
    times = [sum(f"articles_article:{one.pk}" in call for call in keys(told)) for one in stories]
    assert min(times) >= 2


def test_a_change_just_before_the_second_telling_has_one_of_its_own(
    told: MisbehavingServer, story: Article, wait: Callable[[float], None]
) -> None:
    other = newsroom.story(section=story.rubric)
    purging.run()
    wait(12)
    purging.run()
    wait(12)
    told.requests.clear()
    rename(story)
    purging.run()
    wait(4.5)
    rename(other)
    purging.run()
    ProcrastinateJob.objects.all().delete()
    wait(0.5)
    purging.run()
    assert ProcrastinateJob.objects.filter(queueing_lock="newsportal.purge_changes:later").exists()
    wait(5)
    purging.run()
    assert sum(f"articles_article:{other.pk}" in call for call in keys(told)) == 2
