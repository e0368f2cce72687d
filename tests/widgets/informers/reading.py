"""One element of a page, which has to be there."""

from selectolax.lexbor import LexborHTMLParser, LexborNode


def one(page: LexborHTMLParser, selector: str) -> LexborNode:
    found = page.css_first(selector)
    assert found is not None, selector
    return found


def attributes(page: LexborHTMLParser, selector: str) -> dict[str, str | None]:
    return one(page, selector).attributes
