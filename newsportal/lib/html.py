"""The body of a story: one allow-list, and the shapes that are made from the clean HTML.

Anything a person or a partner sends goes through `sanitise` on its way into the database.
"""

import re
from collections.abc import Callable, Container
from dataclasses import dataclass
from html import escape
from urllib.parse import urlsplit

import nh3
from selectolax.lexbor import LexborHTMLParser, LexborNode

from newsportal.lib import embeds
from newsportal.lib.body_shape import normal_form
from newsportal.lib.embeds import EMBED_HOSTS
from newsportal.lib.text import legal

MAX_BODY = 400_000
"""Characters: six times the longest story we expect; a larger paste is refused before it is parsed."""

MAX_DEPTH = 60
# Those whose end may be left out do not nest by themselves; those without an end do not nest at all.
NESTING_TAG = re.compile(
    r"<(/?)(?!(?:p|li|dt|dd|td|th|tr|thead|tbody|tfoot|option|br|img|hr|wbr|col|input|link|meta|source)\b)[a-z]",
    re.IGNORECASE,
)

TAGS = frozenset(
    [
        "p",
        "h2",
        "h3",
        "ul",
        "ol",
        "li",
        "a",
        "strong",
        "em",
        "br",
        "sub",
        "sup",
        "blockquote",
        "footer",
        "cite",
        "figure",
        "figcaption",
        "img",
        "table",
        "caption",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
    ]
)
ATTRIBUTES = {
    "a": {"href"},
    "blockquote": {"cite"},
    "img": {"src", "alt"},
    "figure": {"data-embed"},
    "ol": {"start"},
    "th": {"scope", "colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
}
# Pictures are our own: photos of the library, charts of a series at its stable address.
IMAGE_SOURCE = re.compile(
    r"/media/photos/[A-Za-z0-9-]{1,60}/\d{1,4}\.(?:avif|webp|jpg)|/(?:kk/)?(?:rates|weather)/[a-z0-9/-]{1,80}\.svg(?:\?[a-z0-9=&-]{0,80})?"
)
SMALL_NUMBER = re.compile(r"[1-9]\d{0,2}")
BLOCKS = "p, h2, h3, li, br, blockquote, footer, figure, figcaption, table, caption, th, td"
# What a frame is there for, and what is nothing without a content.
FRAMED = "img, svg, table, blockquote"
MAY_BE_EMPTY = frozenset({"a", "p", "strong", "em", "li", "ul", "ol"})
PHOTO_KEY = re.compile(r"^/media/photos/([A-Za-z0-9-]+)/")
# How large a picture of a series is, where its address tells it.
SERIES_SIZE = re.compile(
    r"^/(?:kk/)?(?:rates|weather)/[^?]*\?(?:.*&)?size=([1-9]\d{1,3})x([1-9]\d{1,3})(?:&|$)"
)


class BodyTooLongError(ValueError):
    """The text is longer than `MAX_BODY` characters, or nested deeper than any text of people."""


def _depth(html: str) -> int:
    """How deep elements stand in each other, roughly: a parser's time grows with the square of it."""
    depth = deepest = 0
    for match in NESTING_TAG.finditer(html):
        depth = max(0, depth - 1) if match[1] else depth + 1
        deepest = max(deepest, depth)
    return deepest


def _attribute(tag: str, name: str, value: str) -> str | None:
    match name:
        case "href":
            return value if _is_link(value) else None
        case "cite":
            return value if value.startswith(("https://", "http://")) else None
        case "src":
            return value if IMAGE_SOURCE.fullmatch(value) else None
        case "data-embed":
            return value if value in EMBED_HOSTS else None
        case "scope":
            return value if value in {"col", "row", "colgroup", "rowgroup"} else None
        case "colspan" | "rowspan" | "start":
            return value if SMALL_NUMBER.fullmatch(value) else None
    return value


def _is_link(href: str) -> bool:
    """Web, mail and phone links and paths of our own; `//host` and `/\\host` leave the site in disguise."""
    if any(space in href for space in "\t\n\r"):
        # Browsers drop these, and `/\t/host` becomes `//host`.
        return False
    try:
        parts = urlsplit(href)
    except ValueError:
        return False
    if parts.scheme in {"http", "https"}:
        return bool(parts.netloc)
    if parts.scheme in {"mailto", "tel"}:
        return True
    return not parts.scheme and href.startswith(("/", "#")) and not re.match(r"/[/\\]", href)


_cleaner = nh3.Cleaner(
    tags=set(TAGS),
    attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
    attribute_filter=_attribute,
    url_schemes={"http", "https", "mailto", "tel"},
    clean_content_tags={"script", "style", "template", "noscript", "iframe", "object", "svg", "math"},
    link_rel=None,
    strip_comments=True,
)


def clean(html: str) -> str:
    """HTML of nothing but the vocabulary. Raises BodyTooLongError."""
    _refuse_long(html)
    if _depth(html) > MAX_DEPTH:
        raise BodyTooLongError(f"nested more than {MAX_DEPTH} times")
    return legal(_cleaner.clean(legal(html)))


def _refuse_long(html: str) -> None:
    if len(html) > MAX_BODY:
        raise BodyTooLongError(f"{len(html)} characters, at most {MAX_BODY}")


def sanitise(html: str) -> str:
    """Clean HTML of the vocabulary in its normal form. Raises BodyTooLongError."""
    body = normal_form(clean(html))
    # Ends that were left out and characters that need an entity make it longer than what came in.
    _refuse_long(body)
    return body


def has_foreign_parts(html: str) -> bool:
    """Whether sanitising removes something: not when it only spells the same differently."""
    return _as_parsed(html) != _as_parsed(clean(html))


def _as_parsed(html: str) -> str:
    """Two spellings of the same HTML become one: a space as a character or as an entity."""
    return LexborHTMLParser(html, is_fragment=True).html or ""


def plain_text(html: str) -> str:
    """The words of a body, a space between blocks: for search, reading time and feeds."""
    tree = LexborHTMLParser(html, is_fragment=True)
    for block in tree.css(BLOCKS):
        block.insert_before(" ")
        block.insert_after(" ")
    return " ".join(tree.text(separator="").split())


def photo_keys(html: str) -> list[str]:
    """Keys of the library's photos that the body shows, in order, each once."""
    if "/media/photos/" not in html:
        return []
    tree = LexborHTMLParser(html, is_fragment=True)
    found = (PHOTO_KEY.match(image.attributes.get("src") or "") for image in tree.css("img"))
    return list(dict.fromkeys(match[1] for match in found if match))


@dataclass(frozen=True)
class Shown:
    """A photo as a page shows it: its markup, and the credit that stands below."""

    picture: str
    credit: str


def for_page(html: str, show: Callable[[str, str], Shown | None]) -> str:
    """The body as a page shows it: photos as `show(key, alt)` says, with their credits; tables in a region.

    `show` answers None for a photo that is gone: its frame goes too. A region that scrolls takes the focus,
    so that a keyboard reaches all of a table on a phone.
    """
    if not any(mark in html for mark in ("<img", "<table", "data-embed")):
        return html
    tree = LexborHTMLParser(html, is_fragment=True)
    for image in tree.css("img"):
        match = PHOTO_KEY.match(image.attributes.get("src") or "")
        if match is None:
            _give_size(image)
            continue
        shown = show(match[1], image.attributes.get("alt") or "")
        if shown is None:
            _remove_with_frame(image)
        else:
            _add_credit(image, shown.credit)
            _replace(image, shown.picture)
    _remove_empty_frames(tree)
    for table in tree.css("table"):
        caption = table.css_first("caption")
        label = escape(caption.text(strip=True) if caption else "")
        name = f'role="region" aria-label="{label}" tabindex="0"' if label else 'tabindex="0"'
        _replace(table, f'<div class="table-scroll" {name}>{table.html}</div>')
    for embed in tree.css("figure[data-embed]"):
        _make_card(embed)
    return tree.html or ""


def for_apps(html: str, photos: Container[str], base: str) -> str:
    """The body without photos that are gone (`photos` has the keys of the others), its addresses made whole.

    `base` is the address of the site, without a slash at its end.
    """
    if not any(mark in html for mark in ("<img", 'href="/')):
        return html
    tree = LexborHTMLParser(html, is_fragment=True)
    for image in tree.css("img"):
        source = image.attributes.get("src") or ""
        match = PHOTO_KEY.match(source)
        if match is not None and match[1] not in photos:
            _remove_with_frame(image)
        else:
            image.attrs["src"] = base + source
    _remove_empty_frames(tree)
    for link in tree.css('a[href^="/"]'):
        link.attrs["href"] = base + (link.attributes.get("href") or "")
    return tree.html or ""


def _make_card(embed: LexborNode) -> None:
    provider, link = embed.attributes.get("data-embed") or "", embed.css_first("a[href]")
    if provider not in EMBED_HOSTS or link is None:
        return
    embed.attrs["class"] = "embed"
    _replace(link, embeds.card(provider, link.attributes.get("href") or "", link.text()))


def _add_credit(image: LexborNode, credit: str) -> None:
    """Below the photo: at the end of the caption of its figure, or in one of its own."""
    figure = image.parent
    if figure is None or figure.tag != "figure":
        return
    caption = figure.css_first("figcaption")
    words = caption.inner_html if caption is not None and caption.inner_html else ""
    marked = f'<figcaption>{words} <span class="credit">{credit}</span></figcaption>'
    if caption is not None:
        _replace(caption, marked)
    elif (made := LexborHTMLParser(marked, is_fragment=True).root) is not None:
        figure.insert_child(made)


def _give_size(image: LexborNode) -> None:
    """Room for a picture of a series before it is there, so that nothing below it jumps."""
    if size := SERIES_SIZE.match(image.attributes.get("src") or ""):
        image.attrs["width"], image.attrs["height"] = size[1], size[2]
    image.attrs["loading"] = "lazy"


def _remove_with_frame(image: LexborNode) -> None:
    """With its caption, and with the paragraph or the link that held nothing else: no hole stays behind."""
    place = image.parent
    figure = place
    while figure is not None and figure.tag != "figure":
        figure = figure.parent
    image.decompose()
    if figure is not None:
        if "data-embed" not in figure.attributes and figure.css_first(FRAMED) is None:
            figure.decompose()
        return
    while place is not None and place.tag in MAY_BE_EMPTY and not place.text(strip=True):
        if place.css_first(FRAMED) is not None:
            return
        emptied, place = place, place.parent
        emptied.decompose()


def _remove_empty_frames(tree: LexborHTMLParser) -> None:
    for figure in tree.css("figure"):
        if figure.css_first("img, svg, a, table, blockquote") is None:
            figure.decompose()


def _replace(node: LexborNode, markup: str) -> None:
    root = LexborHTMLParser(markup, is_fragment=True).root
    if root is not None:
        node.replace_with(root)
