"""The page about kept pages: who sees it, what it says of a real process, and dropping by hand."""

import json
from typing import Any

import psycopg
import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone

from articles.models import Article, User
from newsportal.models import PurgeState
from newsportal.page_cache import processes
from newsportal.page_cache.listener import State
from tests import newsroom
from tests.newsportal.page_cache.web import Web

PAGE = "/admin/newsportal/webprocess/"


def desk_of(role: str) -> Client:
    newsroom.role_groups()
    user = User.objects.create(username=role, is_staff=True)
    user.groups.set(Group.objects.filter(name=role))
    # A name that the page cache knows.
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(user)
    return client


@pytest.fixture
def story(web: Web) -> Article:
    newsroom.outlet()
    made = newsroom.story(section=newsroom.rubric("nature"), slug="reka")
    web.hear()
    web.get(made.url)
    return made


def text_of(desk: Client) -> str:
    response = desk.get(PAGE)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["administrator", "chief_editor"])
def test_administrators_and_the_chief_look_after_pages(role: str) -> None:
    desk = desk_of(role)
    assert "PAGE_CACHE_BYTES" in text_of(desk)
    assert desk.post(PAGE, {"what": "rates"}).status_code == 302
    assert PAGE in desk.get("/admin/").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "role", ["correspondent", "editor", "duty_editor", "photo_editor", "registry_curator"]
)
def test_others_do_not(role: str) -> None:
    desk = desk_of(role)
    assert desk.get(PAGE).status_code == 403
    assert desk.post(PAGE, {"what": "all"}).status_code == 403
    assert PAGE not in desk.get("/admin/").content.decode()


@pytest.mark.django_db
def test_readers_are_sent_to_sign_in(client: Client) -> None:
    assert client.get(PAGE).status_code == 302
    assert client.post(PAGE, {"what": "all"}).status_code == 302


def test_it_shows_a_process_as_it_is_now(web: Web, story: Article) -> None:
    for _time in range(3):
        web.get(story.url)
    text = text_of(desk_of("administrator"))
    row = processes.alive()[0]
    assert (row.figures["state"], row.figures["entries"]) == ("listening", 1)
    assert (row.figures["hits"], row.figures["misses"]) == (3, 1)
    assert row.figures["bytes"] == web.cache.store.pages.bytes
    assert "75,0" in text
    assert text.count("<meter") == 2


def test_a_process_that_is_gone_is_shown_no_more(web: Web, story: Article) -> None:
    assert len(processes.ask_all()) == 1
    web.cache.listener.stop()
    web.wait_until(lambda: processes.alive() == [])


def test_who_does_not_answer_is_not_waited_for(
    web: Web, story: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web.cache.listener, "_tell", lambda connection: None)
    web.wait_until(lambda: len(processes.ask_all()) == 1, seconds=2)


def test_a_process_that_cannot_tell_keeps_its_pages(
    web: Web, story: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(connection: "psycopg.Connection[Any]") -> None:
        connection.execute("SELECT * FROM no_such_table")

    monkeypatch.setattr(web.cache.listener, "_tell", refuse)
    processes.ask_all()
    web.hear()
    assert web.cache.listener.state is State.LISTENING
    assert web.is_kept(story.url)


@pytest.mark.parametrize(
    "said", ["{pk}", "  {pk} ", "https://news.example{url}", "{url}", "{url}?utm_source=x"]
)
def test_a_story_is_dropped_by_number_or_address(
    web: Web, story: Article, said: str, caplog: pytest.LogCaptureFixture
) -> None:
    desk = desk_of("administrator")
    with caplog.at_level("INFO", "newsportal.admin"):
        response = desk.post(PAGE, {"what": "story", "story": said.format(pk=story.pk, url=story.url)})
    assert (response.status_code, response.headers["location"]) == (302, PAGE)
    web.hear()
    assert not web.cache.store.pages.entries
    assert f"dropped by administrator: articles {story.pk}" in caplog.text
    text = text_of(desk)
    assert str(story.pk) in text.partition('id="dropped"')[2]
    assert "administrator" in text.partition('id="drop"')[2]


@pytest.mark.parametrize(
    ("what", "address"), [("articles", "/"), ("rubrics", "/"), ("rates", "/rates/"), ("all", "/")]
)
def test_a_whole_is_dropped(web: Web, story: Article, what: str, address: str) -> None:
    web.get(address)
    desk_of("administrator").post(PAGE, {"what": what})
    web.hear()
    assert not web.is_kept(address)


def test_other_pages_stay(web: Web, story: Article) -> None:
    desk_of("administrator").post(PAGE, {"what": "rates"})
    web.hear()
    assert web.is_kept(story.url)


@pytest.mark.parametrize(
    "said", ["", "nothing", "0", "999999999", "9" * 30, "/nature/", "http://[", "\x00", "²", "x" * 2000]
)
def test_what_is_no_story_is_said_and_kept_in_the_form(web: Web, story: Article, said: str) -> None:
    response = desk_of("administrator").post(PAGE, {"what": "story", "story": said})
    assert response.status_code == 200
    assert 'class="errorlist"' in response.content.decode()
    assert len(web.cache.store.pages.entries) == 1


@pytest.mark.django_db
def test_a_strange_whole_is_refused() -> None:
    response = desk_of("administrator").post(PAGE, {"what": "barrier 1"})
    assert response.status_code == 200
    assert 'class="errorlist"' in response.content.decode()


def test_monitors_get_numbers_alone(web: Web, story: Article, client: Client) -> None:
    processes.ask_all()
    told = json.loads(client.get("/healthz/pages").content)
    assert told["status"] == "ok"
    [process] = told["processes"]
    assert (process["state"], process["entries"], process["misses"]) == ("listening", 1, 1)
    assert "recent" not in process


@pytest.mark.django_db(transaction=True)
def test_a_monitor_is_warned_when_nobody_keeps_pages(client: Client, settings: Any) -> None:
    assert json.loads(client.get("/healthz/pages").content)["status"] == "ok"
    settings.PAGE_CACHE_BYTES = 1024
    assert json.loads(client.get("/healthz/pages").content)["status"] == "attention"


@pytest.mark.django_db
def test_it_says_how_the_cache_outside_is_told(settings: Any) -> None:
    desk = desk_of("administrator")
    assert "Внешний кэш" not in text_of(desk)
    settings.PURGE = "varnish"
    page = text_of(desk)
    assert "Внешний кэш" in page
    assert "varnish" in page
    assert "Ему ещё ни о чём не сообщали." in page
    now = timezone.now()
    PurgeState.objects.update_or_create(pk=1, defaults={"succeeded_at": now})
    assert "Он принимает сообщения." in text_of(desk)
    PurgeState.objects.update(failures=3, failed_at=now, error="timeout", retry_at=now)
    page = text_of(desk)
    assert "не принимает" in page
    assert "3 раза" in page
    assert "Сервис не ответил вовремя." in page
