"""axe finds nothing, at phone and desktop width, light and dark."""

from collections.abc import Callable
from typing import Any

import pytest
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


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(name: str, site: Article, open_page: Callable[..., Any], is_long: bool) -> None:
    for width, dark in axe.views((320, 1280), all_of_them=is_long, of=name):
        with open_page(address(name, site), width=width, dark=dark) as page:
            assert axe.complaints(page) == [], (width, dark)
            assert page.evaluate("document.documentElement.scrollWidth") <= width
