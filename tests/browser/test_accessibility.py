"""axe finds nothing, at phone and desktop width, light and dark."""

import itertools
from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone

from articles.models import Article

STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
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
    # Widths change the layout, schemes the colours: two views see both, `--long` sees all four.
    views = itertools.product((320, 1280), (False, True)) if is_long else [(320, True), (1280, False)]
    for width, dark in views:
        with open_page(address(name, site), width=width, dark=dark) as page:
            results = Axe().run(page, options={"runOnly": STANDARDS})
            found = [
                f"{violation['id']}: {node['html'][:200]} {node.get('failureSummary', '')[:300]}"
                for violation in results.response["violations"]
                for node in violation["nodes"]
            ]
            assert found == [], (width, dark)
            assert page.evaluate("document.documentElement.scrollWidth") <= width
