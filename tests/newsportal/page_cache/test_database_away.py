"""The database goes away and comes back: what is kept is shown meanwhile, and then all heals by itself."""

import json
from collections.abc import Callable
from typing import Any

import psycopg
import pytest
from django.db import connection

from articles.models import Article
from newsportal.page_cache.listener import State
from tests import newsroom
from tests.newsportal.page_cache.web import Got, Web

# The name of its last statement, whatever that was: a backend that listens and waits.
END_LISTENERS = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND query ~ 'newsportal|articles_|statement_timeout|SELECT 1'
"""


@pytest.fixture
def story(web: Web) -> Article:
    newsroom.outlet()
    made = newsroom.story(section=newsroom.rubric("nature"), headline="Прежний заголовок")
    web.hear()
    return made


@pytest.fixture
def take_away(web: Web, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """As the listener finds it: its connection breaks, and there is no other."""

    def refused(**options: Any) -> None:
        raise psycopg.OperationalError("connection refused")

    def away() -> None:
        monkeypatch.setattr(web.cache.listener, "_connect", refused)
        cut(web)
        web.wait_until(lambda: web.cache.listener.state is State.AWAY)

    return away


def cut(web: Web) -> None:
    with connection.cursor() as cursor:
        cursor.execute(END_LISTENERS)


def test_kept_pages_are_shown_and_said_to_be_old(
    web: Web, story: Article, take_away: Callable[[], None]
) -> None:
    fresh = web.get(story.url)
    assert "warning" not in fresh.headers
    take_away()
    asked = len(web.asked_of_django)
    old = web.get(story.url)
    assert (old.status, old.body) == (200, fresh.body)
    assert old.headers["warning"] == '110 - "Response is Stale"'
    assert int(old.headers["age"]) >= 0
    assert web.get(story.url, HTTP_IF_NONE_MATCH=fresh.headers["etag"]).status == 304
    assert len(web.asked_of_django) == asked


@pytest.mark.parametrize(
    "address", ["/", "/search/?q=река", "/api/v1/articles/", "/admin/", "/nothing-here/"]
)
def test_what_is_not_kept_says_when_to_come_again(
    web: Web, story: Article, take_away: Callable[[], None], address: str
) -> None:
    take_away()
    refused = web.get(address)
    assert (refused.status, refused.headers["retry-after"]) == (503, "30")
    assert refused.headers["cache-control"] == "no-store"
    assert refused.headers["content-type"].startswith(
        "application/problem+json" if address.startswith("/api/") else "text/html"
    )
    assert web.asked_of_django == []


def test_what_needs_no_database_goes_on(web: Web, story: Article, take_away: Callable[[], None]) -> None:
    take_away()
    assert web.get("/healthz").status == 200
    assert web.get("/robots.txt").status == 200
    assert web.get("/beacon/", method="POST", body=b"7").status == 204


@pytest.mark.parametrize("address", ["/readyz", "/healthz/sources", "/healthz/pages"])
def test_monitors_are_told_at_once(
    web: Web, story: Article, take_away: Callable[[], None], address: str
) -> None:
    """Without asking for a connection, which in this test they would get."""
    take_away()
    told = web.get(address)
    assert (told.status, json.loads(told.body)["database"]) == (200, "unreachable: OperationalError")


def test_a_missing_file_is_not_looked_up_in_the_database(
    web: Web, story: Article, take_away: Callable[[], None]
) -> None:
    assert web.get("/static/css/none.css").status == 404
    take_away()
    assert web.get("/static/css/none.css").status == 503


def test_nothing_is_written_meanwhile(web: Web, story: Article, take_away: Callable[[], None]) -> None:
    take_away()
    assert web.get("/contacts/tip/", method="POST", body=b"text=x").status == 503


def test_it_heals_by_itself_and_forgets_what_it_may_have_missed(
    web: Web, story: Article, take_away: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    web.get(story.url)
    connect = web.cache.listener._connect
    take_away()
    Article.objects.filter(pk=story.pk).update(headline="Иной заголовок")
    assert "Прежний заголовок" in web.get(story.url).text
    monkeypatch.setattr(web.cache.listener, "_connect", connect)
    web.wait_until(lambda: web.cache.listener.state is State.LISTENING, seconds=2)
    assert "Иной заголовок" in web.get(story.url).text
    assert web.is_kept(story.url)


def test_readers_read_on_in_the_moment_of_its_return(
    web: Web, story: Article, take_away: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was kept is doubted before Django may be asked: until then it is all there is."""
    web.get(story.url)
    connect = web.cache.listener._connect
    take_away()
    meanwhile: list[Got] = []
    monkeypatch.setattr(web.cache.listener, "_back", lambda: meanwhile.append(web.get(story.url)))
    monkeypatch.setattr(web.cache.listener, "_connect", connect)
    web.wait_until(lambda: web.cache.listener.state is State.LISTENING, seconds=2)
    assert [(got.status, got.headers["warning"]) for got in meanwhile] == [(200, '110 - "Response is Stale"')]


def test_a_page_that_cannot_be_made_after_all_is_given_as_it_was(web: Web, story: Article) -> None:
    web.get(story.url)
    heard = len(web.cache.invalidator.recent)
    cut(web)
    web.wait_until(lambda: len(web.cache.invalidator.recent) > heard)
    web.wait_until(lambda: web.cache.listener.state is State.LISTENING)

    def failing(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        start_response("503 Service Unavailable", [("Content-Type", "text/html")])
        return [b"later"]

    web.cache._django = failing
    old = web.get(story.url)
    assert (old.status, old.headers["warning"]) == (200, '110 - "Response is Stale"')


def test_a_listener_that_alone_lost_its_connection_listens_again(web: Web, story: Article) -> None:
    web.get(story.url)
    heard = len(web.cache.invalidator.recent)
    cut(web)
    web.wait_until(lambda: len(web.cache.invalidator.recent) > heard)
    web.wait_until(lambda: web.cache.listener.state is State.LISTENING)
    Article.objects.filter(pk=story.pk).update(headline="Иной заголовок")
    web.hear()
    assert "Иной заголовок" in web.get(story.url).text


def pooled(connect: Callable[..., Any]) -> Callable[..., Any]:
    """Connections behind a pool: `LISTEN` is obeyed by one that is somebody else's a moment later."""

    class Pooled:
        def __init__(self, **options: Any) -> None:
            self.real = connect(**options)

        def __enter__(self) -> "Pooled":
            return self

        def __exit__(self, *_error: object) -> None:
            self.real.close()

        def execute(self, statement: str, *values: Any) -> Any:
            return self.real.execute("SELECT 1" if statement.startswith("LISTEN") else statement, *values)

        def notifies(self, **options: Any) -> Any:
            return self.real.notifies(**options | {"timeout": 0.2})

    return Pooled


def test_behind_a_pool_of_transactions_nothing_is_kept(
    web: Web, story: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web.cache.listener, "_connect", pooled(web.cache.listener._connect))
    cut(web)
    web.wait_until(lambda: web.cache.listener.state is State.LOST)
    assert web.get(story.url).status == 200
    assert not web.is_kept(story.url)


def test_a_database_that_comes_back_and_is_not_heard_is_asked_all_the_same(
    web: Web, story: Article, take_away: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    connect = web.cache.listener._connect
    take_away()
    assert web.get("/imprint/").status == 503
    monkeypatch.setattr(web.cache.listener, "_connect", pooled(connect))
    web.wait_until(lambda: web.cache.listener.state is State.LOST)
    assert web.get("/imprint/").status == 200
