"""What a reader does, with JavaScript and without."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from articles.models import Article
from articles.view_counter import counter


def test_the_story_is_complete_without_javascript(site: Article, open_page: Callable[..., Any]) -> None:
    with open_page(site.url, javascript=False) as page:
        expect(page.get_by_role("heading", level=1)).to_have_text(site.headline)
        for text in (
            "Курсы Национального Банка РК",
            "501.02",
            "Казинформ",
            "Отдел новостей",
            "Уточнили число.",
        ):
            expect(page.get_by_text(text).first).to_be_attached()
        assert page.locator(".city-list a").count() >= 18
        page.get_by_role("link", name="Следующая").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Обычная новость")


def test_menu_and_cities_open_without_javascript(site: Article, open_page: Callable[..., Any]) -> None:
    with open_page("/", javascript=False, width=360) as page:
        page.locator("details.menu summary").click()
        expect(page.locator("details.menu nav").get_by_role("link", name="Общество")).to_be_visible()


def test_a_chosen_city_is_remembered_without_a_cookie(site: Article, open_page: Callable[..., Any]) -> None:
    with open_page("/") as page:
        strip = page.locator(".weather-strip")
        expect(strip.locator("summary")).to_contain_text("Усть-Каменогорск")
        strip.locator("summary").click()
        strip.locator("li", has_text="Риддер").get_by_role("button").click()
        expect(strip.locator("summary")).to_contain_text("Риддер")
        page.goto(site.url)
        expect(page.locator(".weather-strip summary")).to_contain_text("-9°")
        assert page.context.cookies() == []


def test_a_reading_is_counted_once_for_a_session(site: Article, open_page: Callable[..., Any]) -> None:
    counter.flush()
    with open_page(site.url) as page:
        page.wait_for_load_state("networkidle")
        page.reload()
        page.wait_for_load_state("networkidle")
        assert page.context.cookies() == []
    assert counter._counts[site.pk] + sum(site.view_counts.values_list("count", flat=True)) == 1


def test_pictures_do_not_move_the_page(site: Article, open_page: Callable[..., Any]) -> None:
    with open_page(site.url, width=360) as page:
        shift = page.evaluate(
            """() => new Promise(done => {
                let sum = 0;
                new PerformanceObserver(list => list.getEntries().forEach(entry => sum += entry.value))
                    .observe({type: 'layout-shift', buffered: true});
                setTimeout(() => done(sum), 600);
            })"""
        )
        assert shift < 0.02


def test_the_keyboard_reaches_the_text_first(site: Article, open_page: Callable[..., Any]) -> None:
    with open_page(site.url) as page:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('main') !== null")


@pytest.mark.parametrize("javascript", [True, False])
def test_a_tip_is_sent(javascript: bool, site: Article, open_page: Callable[..., Any]) -> None:
    with open_page("/contacts/tip/", javascript=javascript) as page:
        page.locator("textarea[name=text]").fill("У дома второй день нет света.")
        page.locator("input[name=consent]").check()
        page.locator("main form button[type=submit]").click()
        expect(page.locator("main")).to_contain_text("-")
        assert "/contacts/tip/" in page.url
        assert page.url.rstrip("/").split("/")[-1] != "tip"


def test_printing_leaves_the_furniture_out(site: Article, open_page: Callable[..., Any]) -> None:
    with open_page(site.url) as page:
        page.emulate_media(media="print")
        expect(page.locator("nav.rubrics")).to_be_hidden()
        expect(page.get_by_role("heading", level=1)).to_be_visible()
