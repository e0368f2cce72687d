"""What axe says of a page, and the views in which it is asked."""

from collections.abc import Callable, Iterable, Mapping
from itertools import product
from typing import Any
from zlib import crc32

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def views(widths: tuple[int, int], *, all_of_them: bool, of: str = "") -> list[tuple[int, bool]]:
    """Pairs of a width and whether it is dark in which the page `of` this name is seen.

    Widths change the layout, schemes the colours. A short run sees one half of the pages narrow and dark and the
    other wide and light, always the same; `--long` sees every page in the four views.
    """
    narrow, wide = widths
    if all_of_them:
        return list(product(widths, (False, True)))
    return [(narrow, True) if crc32(of.encode()) % 2 == 0 else (wide, False)]


def complaints(page: Page, within: str | None = None) -> list[str]:
    """Each violation with the element that has it, and how to mend it."""
    # What is right with a page takes axe as long to write down as to find.
    options = {"runOnly": STANDARDS, "resultTypes": ["violations"]}
    response = Axe().run(page, context=within, options=options).response
    return [
        f"{violation['id']}: {node['html'][:200]} {node.get('failureSummary', '')[:300]}"
        for violation in response["violations"]
        for node in violation["nodes"]
    ]


def judge_each(
    open_page: Callable[..., Any], pages: Mapping[str, str], widths: tuple[int, int], *, in_all_views: bool
) -> None:
    """Pages by their names, each opened anew in the views that its name has: see `views`."""
    found: dict[tuple[str, int, bool], list[str]] = {}
    for name, path in pages.items():
        for width, dark in views(widths, all_of_them=in_all_views, of=name):
            with open_page(path, width=width, dark=dark) as page:
                if complained := complaints(page):
                    found[name, width, dark] = complained
                assert page.evaluate("document.documentElement.scrollWidth") <= width, (name, width)
    assert found == {}, found


def judge(page: Page, paths: Iterable[str], widths: tuple[int, int], *, in_all_views: bool) -> None:
    """Many pages of one kind take the two views by turns; with `in_all_views` each is seen in the four."""
    found: dict[tuple[str, int, bool], list[str]] = {}
    by_turns = [(min(widths), True), (max(widths), False)]
    for number, path in enumerate(paths):
        for width, dark in views(widths, all_of_them=True) if in_all_views else [by_turns[number % 2]]:
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme="dark" if dark else "light")
            page.goto(path)
            if "/change/" in path or "/add/" in path:
                page.wait_for_load_state("networkidle")
            if complained := complaints(page):
                found[path, width, dark] = complained
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (path, width)
    assert found == {}, found
