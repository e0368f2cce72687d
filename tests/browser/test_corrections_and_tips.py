"""Corrections, pins and messages of readers, by keyboard and mouse in a real browser; axe on each of their pages."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.utils import timezone
from playwright.sync_api import Page

from articles import corrections, publishing, revisions
from articles.models import Article, Correction, Pin, Tip, TipPhoto, User
from tests import newsroom
from tests.articles.admin.conftest import draft, member
from tests.browser import axe


@pytest.fixture
def people(transactional_db: None) -> dict[str, User]:
    newsroom.outlet()
    roles = ("correspondent", "editor", "chief_editor")
    for role in roles:
        Group.objects.get_or_create(name=role)
    return {role: member("add_photo", roles=(role,), first_name="Айгуль", last_name=role) for role in roles}


@pytest.fixture
def story(people: dict[str, User]) -> Article:
    made = draft(newsroom.rubric("news"), "Мост закроют", body="<p>Мост закроют в понедельник.</p>")
    publishing.publish(made, made.revisions.get())
    content = made.revisions.get().content | {"body": "<p>Мост закроют во вторник.</p>"}
    revisions.save_revision(made, content, by=None)
    return Article.objects.get(pk=made.pk)


def send(page: Page) -> None:
    with page.expect_navigation():
        page.locator(".submit-row input").press("Enter")


def readers_see(page: Page, story: Article) -> str:
    page.goto(story.url)
    return page.locator("main").inner_text()


def test_a_correction_reaches_readers_with_the_new_text_and_not_before(
    open_page: Callable[..., Any], people: dict[str, User], story: Article
) -> None:
    with open_page("/admin/", user=people["correspondent"]) as page:
        page.goto(f"/admin/articles/article/{story.pk}/correction/")
        page.locator("#id_text").focus()
        page.keyboard.type("Мост закроют во вторник, а не в понедельник.")
        page.keyboard.press("Tab")
        page.keyboard.press("ArrowUp")
        send(page)
        assert "в понедельник" in readers_see(page, story)
        assert "а не в понедельник" not in readers_see(page, story)
    with open_page("/admin/", user=people["chief_editor"]) as page:
        page.goto(f"/admin/articles/article/{story.pk}/publish/")
        page.locator("input[name=change][value=correction]").check()
        page.locator("input[name=correction-waiting]").check()
        send(page)
        seen = readers_see(page, story)
        assert "а не в понедельник" in seen
        assert "Мост закроют в понедельник" not in seen
    assert Correction.objects.get().published_by == people["chief_editor"]


def test_a_story_goes_into_the_bar_and_off_again(
    open_page: Callable[..., Any], people: dict[str, User], story: Article
) -> None:
    with open_page("/admin/", user=people["chief_editor"]) as page:
        page.goto(f"/admin/articles/article/{story.pk}/pin/")
        page.locator("#id_text").fill("Мост закрыт")
        send(page)
        page.goto("/imprint/")
        assert page.locator(".breaking").inner_text() == "Мост закрыт"
        page.goto("/admin/articles/pin/")
        page.locator("#result_list a[href$='/end/']").click()
        send(page)
        page.goto("/imprint/")
        assert page.locator(".breaking").count() == 0


def test_a_message_is_taken_in_one_click_and_becomes_a_draft(
    open_page: Callable[..., Any], people: dict[str, User], story: Article
) -> None:
    tip = received()
    with open_page("/admin/", user=people["editor"]) as page:
        page.goto("/admin/articles/tip/")
        page.get_by_role("button", name=tip.reference).press("Enter")
        page.wait_for_url(f"**/admin/articles/tip/{tip.pk}/change/")
        assert Tip.objects.get().taken_by == people["editor"]
        page.locator(f"form[action$='/{tip.pk}/step/draft/'] button").click()
        page.wait_for_url("**/admin/articles/article/**")
        assert page.locator(".notice").count() == 1
        assert "Ерлан" not in page.content()
        assert "Пробка" in page.locator("#id_body").input_value()


def received() -> Tip:
    tip = Tip.objects.create(
        text="Пробка на мосту. Ерлан.",
        name="Ерлан",
        contact="+7 700 000 00 00",
        place="Риддер",
        keep_name_secret=True,
        consent_version="1",
        consent_text="Согласен",
        sender="x",
    )
    TipPhoto(tip=tip).file.save("", ContentFile(newsroom.picture_bytes()))
    return tip


def addresses(story: Article) -> dict[str, str]:
    """Every page of this room, each with something on it."""
    tip, now = received(), timezone.now()
    corrections.correct(story, kind="clarification", text="Уточнили число.")
    waiting = Correction(article=story, kind="correction", text="Во вторник, а не в понедельник.")
    corrections.propose(waiting, by=None)
    pin = Pin.objects.create(slot="breaking", article=story, starts_at=now, ends_at=now + timedelta(hours=1))
    of_story, told = f"/admin/articles/article/{story.pk}", Correction.objects.published().get()
    return {
        "correction": f"{of_story}/correction/",
        "proposal": f"{of_story}/correction/{waiting.pk}/",
        "decline": f"{of_story}/correction/{waiting.pk}/decline/",
        "publish": f"{of_story}/publish/",
        "pin": f"{of_story}/pin/",
        "withdraw": f"{of_story}/withdraw/",
        "log": f"{of_story}/log/",
        "corrections": "/admin/articles/correction/",
        "told": f"/admin/articles/correction/{told.pk}/change/",
        "pins": "/admin/articles/pin/",
        "end": f"/admin/articles/pin/{pin.pk}/end/",
        "inbox": "/admin/articles/tip/",
        "message": f"/admin/articles/tip/{tip.pk}/change/",
        "declining": f"/admin/articles/tip/{tip.pk}/step/decline/",
        "photo": f"/admin/articles/photo/add/?tip_photo={tip.photos.get().pk}",
        "readers": "/ispravleniya/",
    }


def test_axe_finds_nothing(
    open_page: Callable[..., Any], people: dict[str, User], story: Article, is_long: bool
) -> None:
    with open_page("/admin/", user=people["chief_editor"]) as page:
        axe.judge(page, addresses(story).values(), (360, 1280), in_all_views=is_long)
