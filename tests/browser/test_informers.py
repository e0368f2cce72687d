"""Informers where readers meet them: in a frame of another origin, and on the page that makes their code."""

import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from articles.models import Article
from tests.browser import axe
from tests.widgets.observations import observe, publish

FRAMES = [
    "/embed/rates/",
    "/embed/rates/?currencies=usd,krw&theme=dark",
    "/embed/weather/?cities=ust-kamenogorsk,almaty,aktau&theme=light",
    "/kk/embed/weather/?cities=ust-kamenogorsk,almaty",
    "/embed/weather/?cities=nowhere",
]


@pytest.fixture
def observed(site: Article) -> None:
    now, today = timezone.now(), timezone.localdate()
    for code, value in (("USD", "501.02"), ("EUR", "597.27"), ("CNY", "72.08"), ("RUB", "6.59")):
        publish(code, today - timedelta(days=1), "70.01")
        publish(code, today, value)
    publish("KRW", today - timedelta(days=1), "33.90", quant=100)
    observe("ust-kamenogorsk", now - timedelta(minutes=20), "-17", code=71, is_day=True)
    observe("almaty", now - timedelta(hours=4), "1", code=0, is_day=True)


@pytest.fixture
def elsewhere() -> Iterator[Callable[[str], str]]:
    """Another origin: `elsewhere(html)` is the address of a page of it."""
    pages: list[str] = []

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = pages[-1].encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()

    def page(html: str) -> str:
        pages.append(
            f'<!doctype html><html lang="ru"><link rel="icon" href="data:,"><title>Чужой сайт</title>{html}'
        )
        return f"http://127.0.0.1:{server.server_port}/"

    yield page
    server.shutdown()
    server.server_close()


def test_the_code_works_on_another_site(
    observed: None,
    open_page: Callable[..., Any],
    elsewhere: Callable[[str], str],
    live_server: Any,
    settings: Any,
) -> None:
    settings.PUBLIC_URL = live_server.url
    with open_page("/embed/?kind=weather&cities=ust-kamenogorsk", width=360) as page:
        code = page.locator("#frame-code").input_value() + page.locator("#picture-code").input_value()
        page.goto(elsewhere(code))
        frame = page.frame_locator("iframe")
        expect(frame.locator("li .value")).to_contain_text("-17°")
        assert page.evaluate("document.querySelector('img').naturalWidth") == 520
        assert page.context.cookies() == []
        with page.context.expect_page() as opened:
            frame.get_by_role("link", name="Усть-Каменогорск").click()
        opened.value.wait_for_url("**/weather/ust-kamenogorsk/")


def test_nothing_else_shows_in_a_frame_of_another_site(
    observed: None, browser: Any, elsewhere: Callable[[str], str], live_server: Any
) -> None:
    """The browser complains of it aloud, so that the page is opened by hand."""
    page = browser.new_page()
    for path in ("/rates/", "/embed/"):
        page.goto(elsewhere(f'<iframe src="{live_server.url}{path}"></iframe>'))
        page.wait_for_load_state("networkidle")
        assert page.frames[1].url.startswith("chrome-error:"), path
    page.close()


def test_axe_finds_nothing(observed: None, open_page: Callable[..., Any], is_long: bool) -> None:
    with open_page("/embed/") as page:
        axe.judge(page, FRAMES, (200, 320), in_all_views=is_long)
        axe.judge(
            page,
            ["/embed/", "/kk/embed/?kind=weather&cities=almaty", "/embed/?kind=weather&cities=nowhere"],
            (320, 1280),
            in_all_views=is_long,
        )


def test_an_informer_fits_into_the_frame_of_its_code(observed: None, open_page: Callable[..., Any]) -> None:
    for language in ("", "/kk"):
        for query in ("kind=rates", "kind=weather&cities=ust-kamenogorsk&cities=almaty", "kind=weather"):
            with open_page(f"{language}/embed/?{query}") as page:
                page.wait_for_load_state("networkidle")
                tall, shown = page.frames[1].evaluate(
                    "[document.documentElement.scrollHeight, document.documentElement.clientHeight]"
                )
                assert tall <= shown, (language, query)


def test_preview_and_code_follow_each_choice(observed: None, open_page: Callable[..., Any]) -> None:
    with open_page("/embed/") as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        expect(page.locator("[data-submit]")).to_be_hidden()
        page.get_by_label("(KRW)").check()
        page.get_by_label("Қазақша").check()
        expect(page.locator("iframe")).to_have_attribute(
            "src", "/kk/embed/rates/?currencies=usd,eur,cny,rub,krw"
        )
        assert "language=kk" in page.url
        page.locator("[data-copy=frame-code]").click()
        expect(page.locator("[data-copied]").first).to_be_visible()
        assert copied(page) == page.locator("#frame-code").input_value()
        assert 'currencies=usd,eur,cny,rub,krw"' in copied(page)


def copied(page: Page) -> str:
    return str(page.evaluate("navigator.clipboard.readText()"))


def test_without_a_script_a_button_shows_the_code(observed: None, open_page: Callable[..., Any]) -> None:
    with open_page("/embed/?kind=weather", javascript=False) as page:
        page.get_by_role("checkbox", name="Алматы").check()
        page.locator("[data-submit]").click()
        page.wait_for_url("**/embed/?kind=weather&**")
        assert "cities=ust-kamenogorsk,almaty" in page.locator("#frame-code").input_value()
