"""The registry in a real browser: axe finds nothing, the table works with and without a script, the map by keyboard."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import expect

from articles.models import Article, User
from monotowns.models import Town
from monotowns.reference import load_registry
from tests.articles.admin.conftest import member
from tests.browser import axe
from tests.monotowns.conftest import edition, put, town

PAGES = {
    "overview": "/monotowns/",
    "town": "/monotowns/aksu/",
    "town with weather": "/monotowns/ridder/",
    "unclear": "/kk/monotowns/zhanaozen/",
    "edition": "/monotowns/editions/draft-diversification/",
    "difference": "/monotowns/editions/draft-diversification/against/old/",
    "as of": "/monotowns/?on=2015-01-01",
    "group": "/monotowns/editions/draft-diversification/groups/stagnating/",
    "region": "/monotowns/regions/kz-63/",
    "measure": "/monotowns/measures/industrial-zone/",
    "comparison": "/monotowns/compare/?town=ridder&town=altay&town=balkhash",
    "table informer": "/embed/monotowns/table/",
    "map informer": "/kk/embed/monotowns/map/",
    "town informer": "/embed/monotowns/town/?town=ridder",
    "refused informer": "/embed/monotowns/table/?theme=pink",
    "informer builder": "/embed/monotowns/?kind=table&group=stagnating",
    "town informer builder": "/embed/monotowns/?kind=town&town=ridder",
}


@pytest.fixture
def registry(site: Article) -> None:
    load_registry()
    old = edition("old", valid_from=date(2012, 1, 1), valid_to=date(2024, 12, 31), name_ru="Прежний")
    put(town("saran"), old, "first")
    put(Town.objects.get(place__slug="abay"), old, "second")


def test_axe_finds_nothing(registry: None, open_page: Callable[..., Any], is_long: bool) -> None:
    axe.judge_each(open_page, PAGES, (320, 1280), in_all_views=is_long)


def test_the_table_is_filtered_and_sorted_in_place(registry: None, open_page: Callable[..., Any]) -> None:
    with open_page("/monotowns/") as page:
        page.evaluate("window.stayed = true")
        page.focus("#filter-group")
        page.select_option("#filter-group", "stagnating")
        rows = page.locator(".registry-table tbody tr th")
        expect(rows).to_have_text(["Алтай", "Житикара", "Каражал", "Курчатов"])
        expect(page.locator("#filter-group")).to_be_focused()
        page.locator(".registry-table thead a").nth(4).click()
        expect(rows).to_have_text(["Алтай", "Житикара", "Курчатов", "Каражал"])
        assert page.evaluate("window.stayed") is True
        assert "group=stagnating" in page.url and "sort=population" in page.url
        page.go_back()
        expect(rows).to_have_text(["Алтай", "Житикара", "Каражал", "Курчатов"])
        page.go_back()
        expect(rows).to_have_count(20)


def test_the_same_without_a_script(registry: None, open_page: Callable[..., Any]) -> None:
    with open_page("/monotowns/", javascript=False) as page:
        page.select_option("#filter-region", "KZ-62")
        page.click(".town-filters button")
        expect(page.locator(".registry-table tbody tr th")).to_have_text(["Сатпаев", "Каражал"])


def test_the_map_is_walked_by_keyboard(registry: None, open_page: Callable[..., Any]) -> None:
    with open_page("/monotowns/") as page:
        mark = page.get_by_role("link", name="Риддер: Города со средним потенциалом развития")
        mark.focus()
        expect(mark).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator("h1")).to_have_text("Риддер")


# What the whole of is seen; a table of twenty towns is scrolled.
SHORT = [
    "kind=map",
    "kind=map&language=kk",
    "kind=town&town=ridder",
    "kind=town&town=kulsary",
    "kind=town&town=saran",
    "kind=town&town=aksu&language=kk",
    "kind=table&group=stagnating",
    "kind=table&region=KZ-63",
    "kind=table&group=gone",
]


def test_an_informer_has_room_in_its_frame(registry: None, open_page: Callable[..., Any]) -> None:
    for query in SHORT:
        with open_page(f"/embed/monotowns/?{query}", width=1280) as page:
            preview = page.locator("iframe.builder-preview")
            width, height = (int(preview.get_attribute(side) or 0) for side in ("width", "height"))
            assert preview.bounding_box()["width"] == width, query
            # Its own height, in a window lower than any.
            page.set_viewport_size({"width": width, "height": 100})
            page.goto(preview.evaluate("frame => frame.src"))
            size = page.evaluate(
                "[document.documentElement.scrollWidth, document.documentElement.scrollHeight]"
            )
            assert size[0] == width, query
            assert height - 120 < size[1] <= height, query


def test_on_a_phone_the_group_stands_below_the_town(registry: None, open_page: Callable[..., Any]) -> None:
    for width, is_below in ((320, True), (680, False)):
        with open_page("/embed/monotowns/table/", width=width) as page:
            row = page.locator("tbody tr").first
            assert row.locator("td").first.is_visible() is not is_below
            assert row.locator(".when-narrow").is_visible() is is_below
            assert page.evaluate("document.documentElement.scrollWidth") == width


def test_the_builder_follows_each_choice(registry: None, open_page: Callable[..., Any]) -> None:
    with open_page("/embed/monotowns/?kind=map") as page:
        page.select_option("#filter-group", "stagnating")
        code = page.locator("#frame-code")
        expect(code).to_have_value(re.compile(r"/embed/monotowns/map/\?group=stagnating"))
        marks = page.frame_locator("iframe.builder-preview").locator("a.town-mark")
        expect(marks).to_have_count(4)
        page.get_by_label("Қазақша").check()
        expect(code).to_have_value(re.compile(r"/kk/embed/monotowns/map/"))


def test_the_desk_of_the_curator_is_accessible(
    registry: None, open_page: Callable[..., Any], is_long: bool
) -> None:
    curator: User = member(roles=("registry_curator",))
    here = Town.objects.get(place__slug="abay")
    paths = [
        "/admin/monotowns/town/import/",
        f"/admin/monotowns/town/{here.pk}/history/",
        f"/admin/monotowns/town/{here.pk}/delete/",
        f"/admin/monotowns/town/{here.pk}/change/",
    ]
    with open_page(paths[0], user=curator) as page:
        axe.judge(page, paths, (768, 1280), in_all_views=is_long)
