"""What is typed at the desk is found again, whatever happens to the tab, the network, the session or the server."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from articles.models import Article, Autosave, User
from tests import newsroom
from tests.articles.admin.conftest import change_url, draft, member

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def story(transactional_db: None) -> Article:
    newsroom.outlet()
    return draft(newsroom.rubric("nature"))


@pytest.fixture
def writer(transactional_db: None) -> User:
    return member(roles=("editor",), first_name="Айгуль", last_name="Первая")


def type_lead(page: Page, text: str) -> None:
    page.locator("#id_lead").fill(text)


def unsaved_link(page: Page) -> Any:
    return page.locator("[data-keeper] a[href*='unsaved=']")


def wait_for_autosave(page: Page, text: str) -> None:
    deadline = 100
    while not Autosave.objects.filter(fields__lead=[text]).exists():
        deadline -= 1
        assert deadline, "the text did not reach the server"
        page.wait_for_timeout(100)


@pytest.fixture
def open_form(newcomer: Callable[..., Page], story: Article) -> Callable[[User], Page]:
    def opened(user: User) -> Page:
        page = newcomer(user)
        page.goto(change_url(story))
        return page

    return opened


def test_a_closed_tab_loses_nothing(open_form: Callable[..., Page], writer: User, story: Article) -> None:
    page = open_form(writer)
    type_lead(page, "Недописанный лид")
    # Closed at once: before any pause that the autosave waits for.
    again = page.context.new_page()
    page.close(run_before_unload=True)
    again.goto(change_url(story))
    unsaved_link(again).first.click()
    expect(again.locator("#id_lead")).to_have_value("Недописанный лид")
    again.locator(".submit-row input[name=_continue]").click()
    expect(again.locator(".messagelist .success")).to_be_visible()
    assert story.revisions.latest("number").content["lead"] == "Недописанный лид"
    expect(unsaved_link(again)).to_have_count(0)


def test_a_lost_connection_loses_nothing(
    open_form: Callable[..., Page], writer: User, story: Article
) -> None:
    page = open_form(writer)
    page.context.set_offline(True)
    type_lead(page, "Написано без сети")
    status = page.locator("[data-status]")
    expect(status).not_to_be_empty()
    page.wait_for_timeout(2500)
    assert not Autosave.objects.exists()
    page.context.set_offline(False)
    wait_for_autosave(page, "Написано без сети")
    # The same with the tab gone before the network is back.
    page.context.set_offline(True)
    type_lead(page, "Дописано без сети")
    page.wait_for_timeout(300)
    again = page.context.new_page()
    page.close()
    page.context.set_offline(False)
    again.goto(change_url(story))
    wait_for_autosave(again, "Дописано без сети")
    unsaved_link(again).first.click()
    expect(again.locator("#id_lead")).to_have_value("Дописано без сети")


def test_an_expired_session_loses_nothing(
    open_form: Callable[..., Page], writer: User, story: Article, live_server: Any
) -> None:
    from tests.browser.conftest import sign_in

    page = open_form(writer)
    Session.objects.all().delete()
    type_lead(page, "Написано после выхода")
    expect(page.locator("[data-status] a")).to_have_attribute("href", re.compile("popup=1"))
    assert not Autosave.objects.exists()
    # Signing in anew, in another tab: a new session, and a new token for the forms.
    sign_in(page.context, writer, live_server.url)
    page.context.request.get(change_url(story))
    wait_for_autosave(page, "Написано после выхода")
    page.locator(".submit-row input[name=_continue]").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert story.revisions.latest("number").content["lead"] == "Написано после выхода"


def test_a_server_that_is_away_loses_nothing(
    open_form: Callable[..., Page], writer: User, story: Article
) -> None:
    page = open_form(writer)
    page.route("**/presence/", lambda route: route.abort())
    type_lead(page, "Сервер перезапускают")
    page.wait_for_timeout(2500)
    assert not Autosave.objects.exists()
    page.reload()
    page.unroute("**/presence/")
    page.reload()
    wait_for_autosave(page, "Сервер перезапускают")
    unsaved_link(page).first.click()
    expect(page.locator("#id_lead")).to_have_value("Сервер перезапускают")


def test_back_after_saving_begins_a_text_of_its_own(
    open_form: Callable[..., Page], writer: User, story: Article
) -> None:
    page = open_form(writer)
    type_lead(page, "Первое сохранение")
    page.locator("input[name=_save]").click()
    page.wait_for_url("**/article/")
    page.go_back()
    page.locator("#id_lead").fill("Поверх сохранённого")
    wait_for_autosave(page, "Поверх сохранённого")
    assert Autosave.objects.filter(kept_as=None).count() == 1


def test_two_browsers_one_story(newcomer: Callable[..., Page], writer: User, story: Article) -> None:
    other = member(roles=("duty_editor",), first_name="Болат", last_name="Второй")
    mine, theirs = newcomer(writer), newcomer(other)
    for page in (mine, theirs):
        page.goto(change_url(story))
    # Both look: nobody is said to be writing.
    expect(mine.locator("[data-notice]")).to_be_hidden()
    expect(theirs.locator("[data-notice]")).to_be_hidden()
    type_lead(mine, "Лид Айгуль")
    wait_for_autosave(mine, "Лид Айгуль")
    theirs.locator("#id_headline").fill("Заголовок Болата")
    expect(theirs.locator("[data-notice]")).to_contain_text("Айгуль")
    theirs.locator(".submit-row input[name=_continue]").click()
    # Refused in words, with everything as it was typed, and a way on.
    expect(theirs.locator("#id_headline")).to_have_value("Заголовок Болата")
    theirs.locator("input[name=_take_over]").click()
    theirs.wait_for_url("**/merge/**")
    assert story.revisions.get(number=2).content["lead"] == "Лид Айгуль"
    theirs.locator("input[name=_save]").click()
    expect(theirs.locator(".messagelist .success")).to_be_visible()
    merged = story.revisions.get(number=3).content
    assert (merged["headline"], merged["lead"]) == ("Заголовок Болата", "Лид Айгуль")
    # Айгуль goes on typing; she is told, and nothing of hers is lost either.
    type_lead(mine, "Лид Айгуль, продолжение")
    expect(mine.locator("[data-notice]")).to_contain_text("Болат")
    mine.locator(".submit-row input[name=_continue]").click()
    mine.wait_for_url("**/merge/**")
    mine.locator("input[name=_save]").click()
    expect(mine.locator(".messagelist .success")).to_be_visible()
    last = story.revisions.latest("number").content
    assert (last["headline"], last["lead"]) == ("Заголовок Болата", "Лид Айгуль, продолжение")
