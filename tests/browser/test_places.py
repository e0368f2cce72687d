"""The page of the places that a story names: with and without scripts, by keyboard, clean by axe."""

from collections.abc import Callable
from typing import Any

import pytest

from articles import publishing
from articles.models import Article, User
from articles.places.reference import load_places
from tests import newsroom
from tests.articles.admin.conftest import draft, member
from tests.browser import axe


@pytest.fixture
def editor(transactional_db: None) -> User:
    newsroom.outlet()
    load_places()
    return member(roles=("duty_editor",), first_name="Айгуль", last_name="Выпускающая")


@pytest.fixture
def story(editor: User) -> Article:
    made = draft(
        newsroom.rubric("news"),
        "Снег в Риддере",
        body="<p>В Риддере снег. Алтай ждёт зиму, а Семей встретил гостей. Поэт Абай писал о зиме.</p>",
    )
    publishing.publish(made, made.revisions.get())
    return Article.objects.get(pk=made.pk)


def address(story: Article) -> str:
    return f"/admin/articles/article/{story.pk}/places/"


@pytest.mark.parametrize("javascript", [True, False])
def test_an_answer_is_given_by_keyboard(
    javascript: bool, open_page: Callable[..., Any], editor: User, story: Article
) -> None:
    with open_page(address(story), user=editor, javascript=javascript) as page:
        question = page.get_by_role("group", name="Алтай")
        question.get_by_role("radio").first.focus()
        page.keyboard.press("ArrowDown")
        with page.expect_navigation():
            page.keyboard.press("Enter")
    kept = story.mentions.get(place__slug="altay")
    assert (kept.decision, kept.verdict, kept.decided_by) == ("confirmed", "confirmed", editor)


def test_the_page_is_clean(
    open_page: Callable[..., Any], editor: User, story: Article, is_long: bool
) -> None:
    for width, dark in axe.views((360, 1280), all_of_them=is_long):
        with open_page(address(story), user=editor, dark=dark, width=width) as page:
            assert axe.complaints(page) == [], (width, dark)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def form(story: Article) -> str:
    return f"/admin/articles/article/{story.pk}/change/"


@pytest.mark.parametrize("javascript", [True, False])
def test_an_answer_in_the_form_is_saved_with_what_was_typed(
    javascript: bool, open_page: Callable[..., Any], editor: User, story: Article
) -> None:
    with open_page(form(story), user=editor, javascript=javascript) as page:
        page.locator("#id_headline").fill("Снег на востоке")
        question = page.get_by_role("group", name="Алтай")
        question.get_by_role("radio").first.focus()
        page.keyboard.press("ArrowDown")
        with page.expect_navigation():
            page.keyboard.press("Enter")
    kept = story.mentions.get(place__slug="altay")
    assert (kept.decision, kept.decided_by) == ("confirmed", editor)
    assert story.revisions.latest("number").content["headline"] == "Снег на востоке"


def test_the_panel_in_the_form_is_clean(
    open_page: Callable[..., Any], editor: User, story: Article, is_long: bool
) -> None:
    for width, dark in axe.views((360, 1280), all_of_them=is_long):
        with open_page(form(story), user=editor, dark=dark, width=width) as page:
            page.locator("#places summary").click()
            assert axe.complaints(page, "#places") == [], (width, dark)
            assert page.evaluate("document.querySelector('#places').scrollWidth <= innerWidth")
