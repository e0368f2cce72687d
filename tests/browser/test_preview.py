"""Previews in a real browser: what is typed appears beside the form, and a guest answers without a script."""

import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Frame, Page, Request, expect

from articles import content as contents
from articles import preview_links, revisions
from articles.models import Article, PreviewRemark, User
from tests import newsroom
from tests.articles.admin.conftest import member
from tests.browser import axe
from tests.browser.waiting import wait_until

SOON = 6000


@pytest.fixture
def editor(site: Article) -> User:
    return member(roles=("duty_editor",), first_name="Айгуль", last_name="Выпускающая")


@pytest.fixture
def story(site: Article) -> Article:
    """A draft with photos that readers have no address for, and a text that scrolls."""
    above, inside = (newsroom.photo(width=900, height=600, rendered=True) for _which in range(2))
    figure = f'<figure><img src="/media/photos/{inside.key}/800.jpg" alt="Лёд"></figure>'
    content = contents.capture(site) | {"lead_photo": above.pk, "slug": "chernovik"}
    content["body"] += figure + "<p>Длинный текст о реке.</p>" * 60
    return revisions.create_story(language="ru", content=content)


@pytest.fixture
def open_desk(newcomer: Callable[..., Page], editor: User) -> Callable[..., Page]:
    """A page of the desk, as the editor sees it; whatever the console complains of fails the test."""

    def opened(path: str, **options: Any) -> Page:
        page = newcomer(editor, **options)
        page.goto(path)
        return page

    return opened


def frame_in(page: Page, selector: str) -> Frame:
    frame = page.locator(selector).element_handle().content_frame()
    assert frame is not None
    return frame


def form_url(story: Article) -> str:
    return f"/admin/articles/article/{story.pk}/change/"


def preview_url(story: Article, tail: str = "") -> str:
    return f"/admin/articles/article/{story.pk}/preview/{tail}"


def test_what_is_typed_appears_beside_the_form(open_desk: Callable[..., Page], story: Article) -> None:
    page = open_desk(form_url(story))
    page.locator(".preview-toggle button").click()
    panel = page.frame_locator("#preview-panel iframe")
    expect(panel.locator("h1")).to_have_text(contents.of_revision(story.revisions.get())["headline"])
    page.locator("#id_headline").fill("Набрано только что")
    expect(panel.locator("h1")).to_have_text("Набрано только что", timeout=SOON)
    page.locator("#id_body").evaluate(
        """field => {
            field.value = "<p>Новый <em>текст</em></p>";
            field.dispatchEvent(new CustomEvent("newsportal:restore"));
        }"""
    )
    expect(panel.locator(".body")).to_have_text("Новый текст", timeout=SOON)
    # Photos of a draft are there too.
    loaded = "image => image.decode().then(() => image.naturalWidth)"
    assert panel.locator(".story-photo img").evaluate(loaded) > 0
    assert story.revisions.count() == 1


def test_the_preview_keeps_its_place_and_leaves_no_history(
    open_desk: Callable[..., Page], story: Article
) -> None:
    page = open_desk(form_url(story))
    page.locator(".preview-toggle button").click()
    frame = frame_in(page, "#preview-panel iframe")
    frame.wait_for_selector("h1")
    frame.wait_for_load_state("networkidle")
    before = page.evaluate("history.length")
    frame.evaluate("window.scrollTo({top: 700, behavior: 'instant'})")
    for word in ("один", "два"):
        page.locator("#id_headline").fill(f"Заголовок {word}")
        expect(page.frame_locator("#preview-panel iframe").locator("h1")).to_have_text(
            f"Заголовок {word}", timeout=SOON
        )
    wait_until(frame, "Math.abs(window.scrollY - 700) < 60")
    assert page.evaluate("history.length") == before


def test_typing_asks_at_most_every_two_seconds(open_desk: Callable[..., Page], story: Article) -> None:
    page = open_desk(form_url(story))
    posted: list[Request] = []
    page.on("request", lambda asked: posted.append(asked) if asked.url.endswith("/typed/") else None)
    page.locator(".preview-toggle button").click()
    frame_in(page, "#preview-panel iframe").wait_for_selector("h1")
    page.wait_for_timeout(500)
    posted.clear()
    headline = page.locator("#id_headline")
    began = time.monotonic()
    for number in range(45):
        headline.fill(f"Заголовок {number}")
        page.wait_for_timeout(100)
    assert 2 <= len(posted) <= 1 + (time.monotonic() - began) / 2
    expect(page.frame_locator("#preview-panel iframe").locator("h1")).to_have_text(
        "Заголовок 44", timeout=SOON
    )
    posted.clear()
    page.wait_for_timeout(2500)
    # Nothing was typed: nothing is asked.
    assert posted == []
    page.locator("[data-close]").click()
    headline.fill("Закрыто")
    page.wait_for_timeout(2500)
    assert posted == []


def test_the_width_is_switched_by_keyboard_and_kept(open_desk: Callable[..., Page], story: Article) -> None:
    page = open_desk(form_url(story))
    toggle = page.locator(".preview-toggle button")
    toggle.focus()
    page.keyboard.press("Enter")
    frame = frame_in(page, "#preview-panel iframe")
    frame.wait_for_selector("h1")
    wait_until(frame, "innerWidth === 360")
    page.locator('[data-width="desktop"]').focus()
    page.keyboard.press("Space")
    wait_until(frame, "innerWidth === 1280")
    box = page.locator(".preview-box").bounding_box()
    assert box is not None
    assert box["x"] + box["width"] <= 1280
    page.reload()
    reopened = frame_in(page, "#preview-panel iframe")
    reopened.wait_for_selector("h1")
    wait_until(reopened, "innerWidth === 1280")
    page.locator("[data-close]").focus()
    page.keyboard.press("Escape")
    expect(page.locator("#preview-panel")).to_be_hidden()
    assert page.evaluate("document.activeElement.parentElement.className") == "preview-toggle"


def test_a_new_story_is_previewed_before_it_is_saved(open_desk: Callable[..., Page], site: Article) -> None:
    page = open_desk("/admin/articles/article/add/")
    page.locator(".preview-toggle button").click()
    page.locator("#id_headline").fill("Ещё не сохранено")
    page.locator("#id_language").select_option("kk")
    panel = page.frame_locator("#preview-panel iframe")
    expect(panel.locator("h1")).to_have_text("Ещё не сохранено", timeout=SOON)
    expect(panel.locator("html")).to_have_attribute("lang", "kk")


def test_who_was_signed_out_is_told_and_loses_nothing(open_desk: Callable[..., Page], story: Article) -> None:
    page = open_desk(form_url(story))
    page.locator(".preview-toggle button").click()
    frame_in(page, "#preview-panel iframe").wait_for_selector("h1")
    page.route("**/preview/typed/", lambda route: route.fulfill(status=503, body="away"))
    page.locator("#id_headline").fill("Без связи")
    expect(page.locator('[data-state="failed"]')).to_be_visible(timeout=SOON)
    expect(page.locator("#id_headline")).to_have_value("Без связи")
    page.unroute("**/preview/typed/")
    expect(page.frame_locator("#preview-panel iframe").locator("h1")).to_have_text("Без связи", timeout=SOON)
    expect(page.locator('[data-state="failed"]')).to_be_hidden()


def test_both_widths_and_the_cards_stand_on_one_page(open_desk: Callable[..., Page], story: Article) -> None:
    page = open_desk(preview_url(story), width=1440)
    phone, desktop = (frame_in(page, f".is-{name} iframe") for name in ("phone", "desktop"))
    for frame in (phone, desktop):
        frame.wait_for_selector(".watermark")
    assert (phone.evaluate("innerWidth"), desktop.evaluate("innerWidth")) == (360, 1280)
    looks = frame_in(page, ".is-looks iframe")
    looks.wait_for_selector(".found")
    wait_until(looks, "document.documentElement.scrollHeight <= innerHeight + 1")
    assert page.evaluate("document.documentElement.scrollWidth") <= 1440
    # What a reader would follow opens beside, and never takes the place of the preview.
    with page.context.expect_page() as opened:
        phone.locator(".trail a").first.click()
    assert "/kazakhstan/" in opened.value.url
    assert phone.url.endswith("/preview/document/?revision=1")


def test_a_link_is_made_and_copied(open_desk: Callable[..., Page], story: Article) -> None:
    page = open_desk(preview_url(story, "links/"))
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator("#id_note").fill("Юрист")
    page.locator(".submit-row input").click()
    address = page.locator("#made-url").input_value()
    page.locator("[data-copy]").click()
    expect(page.locator("[data-copied]")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == address


def guest_path(story: Article, editor: User) -> str:
    revision = story.working_revision
    assert revision is not None
    _link, token = preview_links.make(story, revision, by=editor, note="Юрист", days=3)
    return preview_links.path(story, token)


@pytest.mark.parametrize("javascript", [True, False])
def test_a_guest_reads_and_answers(
    open_page: Callable[..., Any], story: Article, editor: User, javascript: bool
) -> None:
    with open_page(guest_path(story, editor), width=360, javascript=javascript) as page:
        expect(page.locator(".watermark")).to_be_visible()
        page.locator(".watermark a").click()
        page.get_by_label(re.compile("Remark|Замечание")).check()
        page.locator("#id_name").fill("Иван Петров")
        page.locator(".answer button").click()
        # Without a text there is no remark; what was typed is there.
        expect(page.locator(".answer [role=alert]")).to_be_visible()
        expect(page.locator("#id_name")).to_have_value("Иван Петров")
        page.locator("#id_text").fill("Верно 21.")
        page.locator(".answer button").click()
        expect(page.locator(".answer-done")).to_be_visible()
        expect(page.locator(".answers")).to_contain_text("Верно 21.")
        assert PreviewRemark.objects.get().text == "Верно 21."


def test_no_other_site_learns_the_address(
    open_page: Callable[..., Any], story: Article, editor: User, live_server: Any
) -> None:
    with open_page(guest_path(story, editor)) as page:
        loaded = page.evaluate("document.querySelector('.story-photo img').decode().then(() => true)")
        assert loaded
        sent: list[Request] = []
        page.on("request", lambda request: sent.insert(0, request))
        page.route("https://www.inform.kz/", lambda route: route.fulfill(status=200, body="ok"))
        page.locator('.body a[href="https://www.inform.kz/"]').click()
        page.wait_for_url("https://www.inform.kz/")
        (request,) = [one for one in sent if one.url == "https://www.inform.kz/"]
        assert "referer" not in request.all_headers()


@pytest.mark.parametrize("tail", ["", "document/", "looks/", "links/"])
def test_axe_finds_nothing_at_the_desk(
    tail: str, open_desk: Callable[..., Page], story: Article, editor: User, is_long: bool
) -> None:
    guest_path(story, editor)
    preview_links.answer(story.preview_links.get(), verdict="remark", name="Иван Петров", text="Верно 21.")
    for width, dark in axe.views((320, 1280), all_of_them=is_long, of=tail):
        page = open_desk(preview_url(story, tail), width=width, dark=dark)
        assert axe.complaints(page) == [], (width, dark)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_axe_finds_nothing_beside_the_form(
    open_desk: Callable[..., Page], story: Article, is_long: bool
) -> None:
    for width, dark in axe.views((320, 1280), all_of_them=is_long):
        page = open_desk(form_url(story), width=width, dark=dark)
        page.locator(".preview-toggle button").click()
        frame_in(page, "#preview-panel iframe").wait_for_selector("h1")
        # The form itself has tests of its own.
        assert axe.complaints(page, "#preview-panel") == [], (width, dark)


def test_axe_finds_nothing_on_the_page_of_a_guest(
    open_page: Callable[..., Any], story: Article, editor: User, is_long: bool
) -> None:
    path = guest_path(story, editor)
    preview_links.answer(story.preview_links.get(), verdict="agreed", name="Иван Петров", text="")
    for width, dark in axe.views((320, 1280), all_of_them=is_long):
        with open_page(path, width=width, dark=dark) as page:
            page.locator(".answer button").click()
            page.locator(".answer [role=alert]").wait_for()
            assert axe.complaints(page) == [], (width, dark)
            assert page.evaluate("document.documentElement.scrollWidth") <= width
