"""Two versions of a long story compared in the browser: readable, accessible, without scripts too."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from articles import publishing, revisions
from articles.models import Article, Photo
from newsportal.demo import stories
from tests import newsroom
from tests.articles.admin.conftest import member
from tests.browser import axe

type OpenDesk = Callable[..., AbstractContextManager[Page]]

STORY = Path(stories.__file__).parent / "stories/ru/stagniruyushchie-goroda-klassifikatsiya.html"


def long_body(photo: Photo) -> str:
    """The demonstration's longest story: headings, nested lists, a quotation, a table, figures."""
    body = STORY.read_text().split("+++\n")[2]
    return re.sub(r"/media/photos/[^/]+/", f"/media/photos/{photo.key}/", body)


@pytest.fixture
def open_desk(open_page: Callable[..., Any], transactional_db: None) -> OpenDesk:
    """`open_desk("/admin/…")` for somebody who may write."""
    return partial(open_page, user=member(roles=("chief_editor",)))


@pytest.fixture
def story(transactional_db: None) -> Article:
    """A long story with four versions; the second is published."""
    newsroom.outlet()
    picture, other = (
        newsroom.photo(width=480, height=300, rendered=True, alt_ru=alt) for alt in ("Цех", "Река")
    )
    section, elsewhere = newsroom.rubric("society"), newsroom.rubric("economy")
    body = long_body(picture)
    content: Any = {
        "schema": 2,
        "headline": "Двадцать моногородов разделили на три группы",
        "short_title": "",
        "seo_title": "",
        "lead": "Министерство подготовило проект. Документ не принят.",
        "slug": "dvadcat-monogorodov",
        "body": body,
        "age_mark": None,
        "is_partner": False,
        "is_unverified": False,
        "rubric": section.pk,
        "lead_photo": picture.pk,
        "topics": [newsroom.topic("industry", name_ru="Промышленность").pk],
        "authors": [newsroom.author("desk", name_ru="Отдел экономики").pk],
        "sources": [
            {"source": newsroom.source("kazinform").pk, "url": "https://www.inform.kz/", "relation": "cites"}
        ],
    }
    article = revisions.create_story(language="ru", content=content)
    edited = (
        body.replace("Министерство национальной экономики предлагает", "Минэкономики предложило")
        .replace("https://www.inform.kz/", "https://www.inform.kz/news/1/")
        .replace(
            "<strong>Это проект, не принятое постановление.</strong>",
            "Это проект, не принятое постановление.",
        )
        .replace("<li>Темиртау</li>\n<li>Экибастуз</li>", "<li>Экибастуз</li>\n<li>Темиртау</li>")
        .replace("<li>Жанаозен</li>\n", "")
        .replace(picture.key, other.key, 1)
        .replace("588 565", "588 600")
        .replace(
            "<h2>Чего хотят добиться</h2>",
            "<h2>Чего хотят добиться авторы</h2>\n<p>Вставленный абзац целиком.</p>",
        )
    )
    changes: list[dict[str, Any]] = [
        {"headline": "Двадцать моногородов разделили на группы"},
        {
            "headline": "Двадцать моногородов Казахстана разделили на группы",
            "lead": "Министерство экономики подготовило проект постановления. Документ пока не принят.",
            "rubric": elsewhere.pk,
            "lead_photo": other.pk,
            "topics": [newsroom.topic("towns", name_ru="Моногорода").pk, *content["topics"]],
            "age_mark": 12,
            "is_unverified": True,
            "body": edited,
        },
        {"short_title": "Моногорода делят на группы"},
    ]
    for number, change in enumerate(changes, start=2):
        content |= change
        revision = revisions.save_revision(article, content, by=None, note=f"правка {number}")
        if number == 2:
            publishing.publish(article, revision)
    return article


def compare_url(article: Article, query: str) -> str:
    return f"/admin/articles/article/{article.pk}/revisions/compare/{query}"


def test_axe_finds_nothing_in_a_comparison(story: Article, open_desk: OpenDesk, is_long: bool) -> None:
    for width, dark in axe.views((320, 1280), all_of_them=is_long):
        with open_desk(compare_url(story, "?old=2&new=3"), width=width, dark=dark) as page:
            page.evaluate("document.querySelectorAll('details.diff-fold').forEach(fold => fold.open = true)")
            assert axe.complaints(page) == [], (width, dark)
            assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_axe_finds_nothing_in_the_list_of_versions(
    story: Article, open_desk: OpenDesk, is_long: bool
) -> None:
    for width, dark in axe.views((320, 1280), all_of_them=is_long):
        with open_desk(f"/admin/articles/article/{story.pk}/revisions/", width=width, dark=dark) as page:
            assert axe.complaints(page) == [], (width, dark)
            assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_two_versions_are_chosen_by_keyboard_and_without_scripts(story: Article, open_desk: OpenDesk) -> None:
    with open_desk(f"/admin/articles/article/{story.pk}/revisions/", javascript=False) as page:
        page.get_by_role("radio", name=re.compile("№ 1$")).first.focus()
        page.keyboard.press("Space")
        page.locator("input[name=new][value='3']").focus()
        page.keyboard.press("Space")
        page.keyboard.press("Enter")
        page.wait_for_url("**/compare/?new=3&old=1")
        expect(page.locator(".compare-sides")).to_contain_text("правка 3")
        expect(page.locator("#field-headline")).to_be_visible()


def test_step_by_step_through_the_versions(story: Article, open_desk: OpenDesk) -> None:
    with open_desk(compare_url(story, "?new=3")) as page:
        page.locator("a[rel=next]").click()
        page.wait_for_url("**/compare/?old=3&new=4")
        expect(page.locator(".field-change")).to_have_count(1)
        page.locator("a[rel=prev]").click()
        page.wait_for_url("**/compare/?old=2&new=3")


def test_what_did_not_change_opens_on_a_click_without_scripts(story: Article, open_desk: OpenDesk) -> None:
    with open_desk(compare_url(story, "?old=2&new=3"), javascript=False) as page:
        fold = page.locator("details.diff-fold").first
        expect(fold.locator(".diff-passage").first).to_be_hidden()
        fold.locator("summary").click()
        expect(fold.locator(".diff-passage").first).to_be_visible()


def test_a_comparison_prints_without_the_desk_around_it(story: Article, open_desk: OpenDesk) -> None:
    with open_desk(compare_url(story, "?old=2&new=3")) as page:
        page.emulate_media(media="print")
        expect(page.locator("#header")).to_be_hidden()
        expect(page.locator(".compare-steps")).to_be_hidden()
        expect(page.locator(".compare del").first).to_be_visible()
