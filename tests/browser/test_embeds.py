"""A video of another site in a story: nothing of it before the click."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Route, expect

from articles.models import Article
from tests import newsroom

FRAME = "https://www.youtube-nocookie.com/embed/abc-_123XYZ"
BODY = """<p>Лёд пошёл.</p>
<figure data-embed="youtube"><a href="https://youtu.be/abc-_123XYZ">Ледоход у моста</a><figcaption>Съёмка с набережной</figcaption></figure>
<figure data-embed="telegram"><a href="https://t.me/channel/1">Сообщение акимата</a></figure>"""


@pytest.fixture
def story(transactional_db: None) -> Article:
    newsroom.outlet()
    return newsroom.story("Ледоход", body=BODY, section=newsroom.rubric("nature"))


def test_the_frame_comes_with_the_click_and_not_before(story: Article, open_page: Callable[..., Any]) -> None:
    asked: list[str] = []

    def answer(route: Route) -> None:
        route.fulfill(content_type="text/html", body="<!doctype html><title>Видео</title>")

    with open_page("/robots.txt") as page:
        page.route("https://www.youtube-nocookie.com/**", answer)
        page.on("request", lambda request: asked.append(request.url))
        page.goto(story.url)
        page.wait_for_load_state("networkidle")
        site = page.evaluate("location.origin")
        assert [url for url in asked if not url.startswith(site)] == []
        expect(page.get_by_text("YouTube. Пока вы не нажмёте, оттуда ничего не загружается.")).to_be_visible()
        page.get_by_role("link", name="Ледоход у моста").click()
        frame = page.locator(".embed iframe")
        expect(frame).to_have_attribute("src", f"{FRAME}?autoplay=1")
        expect(frame).to_have_attribute("title", "Ледоход у моста")
        expect(page.get_by_text("Съёмка с набережной")).to_be_visible()
        page.wait_for_timeout(300)
        assert [url for url in asked if not url.startswith(site)] == [f"{FRAME}?autoplay=1"]
        assert [link.get_attribute("target") for link in page.locator(".embed a").all()] == ["_blank"]
        assert page.context.cookies() == []


def test_without_a_script_the_card_is_a_link(story: Article, open_page: Callable[..., Any]) -> None:
    with open_page(story.url, javascript=False) as page:
        expect(page.get_by_role("link", name="Ледоход у моста")).to_have_attribute(
            "href", "https://youtu.be/abc-_123XYZ"
        )


def test_only_a_story_with_a_video_may_frame_and_only_this_one_host(story: Article, client: Any) -> None:
    policy = client.get(story.url)["Content-Security-Policy"]
    assert "frame-src https://www.youtube-nocookie.com" in policy
    assert "script-src 'self';" in policy
    assert "style-src 'self';" in policy
    assert "frame-src" not in client.get("/")["Content-Security-Policy"]
    assert "frame-src" not in client.get("/admin/login/")["Content-Security-Policy"]


def test_a_story_without_a_video_loads_no_script_for_it(transactional_db: None, client: Any) -> None:
    newsroom.outlet()
    story = newsroom.story("Без видео", section=newsroom.rubric("nature"))
    answer = client.get(story.url)
    assert "embeds.js" not in answer.content.decode()
    assert "frame-src" not in answer["Content-Security-Policy"]


@pytest.mark.parametrize("width", [360, 1280])
def test_the_card_fits_the_page(story: Article, open_page: Callable[..., Any], width: int) -> None:
    with open_page(story.url, width=width) as page:
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.locator(".embed a").first.bounding_box()["height"] >= 44
