"""axe finds nothing, at phone and desktop width, light and dark."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from articles.models import Article
from tests.browser import axe

PAGES = ["front", "story", "rubric", "topic", "author", "archive", "search", "tip", "contacts", "imprint"]
PAGES += ["corrections", "weather", "city", "rates", "missing", "kazakh front"]


def address(name: str, story: Article) -> str:
    return {
        "front": "/",
        "story": story.url,
        "rubric": "/kazakhstan/",
        "topic": "/topics/water/",
        "author": "/authors/desk/",
        "archive": f"/archive/{timezone.localdate():%Y/%m/%d}/",
        "search": "/search/?q=вода",
        "tip": "/contacts/tip/",
        "contacts": "/contacts/",
        "imprint": "/imprint/",
        "corrections": "/ispravleniya/",
        "weather": "/weather/",
        "city": "/weather/ridder/",
        "rates": "/rates/",
        "missing": "/no-such-page/",
        "kazakh front": "/kk/",
    }[name]


def test_axe_finds_nothing(site: Article, open_page: Callable[..., Any], is_long: bool) -> None:
    pages = {name: address(name, site) for name in PAGES}
    axe.judge_each(open_page, pages, (320, 1280), in_all_views=is_long)
