"""What axe says of a page, and the views in which it is asked."""

from collections.abc import Iterable
from itertools import product

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def views(widths: tuple[int, int], *, all_of_them: bool) -> list[tuple[int, bool]]:
    """Pairs of a width and whether it is dark.

    Widths change the layout, schemes the colours: two views see both, and `--long` sees the four.
    """
    narrow, wide = widths
    return list(product(widths, (False, True))) if all_of_them else [(narrow, True), (wide, False)]


def complaints(page: Page, within: str | None = None) -> list[str]:
    """Each violation with the element that has it, and how to mend it."""
    response = Axe().run(page, context=within, options={"runOnly": STANDARDS}).response
    return [
        f"{violation['id']}: {node['html'][:200]} {node.get('failureSummary', '')[:300]}"
        for violation in response["violations"]
        for node in violation["nodes"]
    ]


def judge(page: Page, paths: Iterable[str], widths: tuple[int, int], *, in_all_views: bool) -> None:
    """Many pages of one kind share the two views among them; with `in_all_views` each is seen in the four."""
    found: dict[tuple[str, int, bool], list[str]] = {}
    for number, path in enumerate(paths):
        seen = views(widths, all_of_them=in_all_views)
        for width, dark in seen if in_all_views else [seen[number % 2]]:
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme="dark" if dark else "light")
            page.goto(path)
            if "/change/" in path or "/add/" in path:
                page.wait_for_load_state("networkidle")
            if complained := complaints(page):
                found[path, width, dark] = complained
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (path, width)
    assert found == {}, found
