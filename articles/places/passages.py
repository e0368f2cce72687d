"""A story as the matcher reads it, and the way back from its words to positions in the HTML of the body."""

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from html import unescape
from operator import attrgetter
from typing import NamedTuple

# The sanitiser quotes every attribute with ", in which < and > may stand as they are.
TAG = re.compile(r'<(/?)([a-z][a-z0-9]*)(?:[^<>"]|"[^"]*")*>', re.IGNORECASE)
ENTITY = re.compile(r"&[a-z0-9#]+;", re.IGNORECASE)
BLOCKS = frozenset(
    [
        "p",
        "h2",
        "h3",
        "ul",
        "ol",
        "li",
        "blockquote",
        "footer",
        "figure",
        "figcaption",
        "table",
        "caption",
        "thead",
        "tbody",
        "tr",
        "td",
        "th",
        "br",
    ]
)
# No link of ours stands in a link, a heading, a frame around something else, or what says who is quoted.
UNLINKED = frozenset(["a", "h2", "h3", "figure", "footer", "cite", "caption", "th", "code", "pre"])


class Piece(NamedTuple):
    """A run of characters that the text and the HTML have alike, and where it begins in either."""

    in_text: int
    in_html: int
    may_link: bool


@dataclass
class Passage:
    """A paragraph, a heading, an item of a list."""

    runs: list[str] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    length: int = 0

    @cached_property
    def text(self) -> str:
        return "".join(self.runs)

    def add(self, words: str, in_html: int, *, may_link: bool) -> None:
        self.pieces.append(Piece(self.length, in_html, may_link))
        self.runs.append(words)
        self.length += len(words)

    def in_html(self, start: int, end: int) -> tuple[int, int] | None:
        """Where these characters stand in the HTML, when a link may be there and no tag is among them."""
        index = bisect_right(self.pieces, start, key=attrgetter("in_text")) - 1
        if index < 0 or not self.pieces[index].may_link:
            return None
        if index + 1 < len(self.pieces) and end > self.pieces[index + 1].in_text:
            return None
        shift = self.pieces[index].in_html - self.pieces[index].in_text
        return start + shift, end + shift


def passages(body: str) -> list[Passage]:
    """Every run of text between two borders of blocks, in its order; none is empty."""
    found: list[Passage] = []
    now = Passage()
    barred: list[str] = []
    done = 0
    for match in TAG.finditer(body):
        _add(now, body, done, match.start(), may_link=not barred)
        done = match.end()
        closes, tag = bool(match[1]), match[2].lower()
        if tag in UNLINKED and not closes:
            barred.append(tag)
        elif tag in barred:
            barred.remove(tag)
        if tag in BLOCKS:
            found.append(now)
            now = Passage()
    _add(now, body, done, len(body), may_link=not barred)
    return [item for item in (*found, now) if item.text.strip()]


def _add(passage: Passage, body: str, start: int, end: int, *, may_link: bool) -> None:
    while start < end:
        entity = ENTITY.search(body, start, end)
        stop = entity.start() if entity else end
        if stop > start:
            passage.add(body[start:stop].replace("\n", " ").replace("\r", " "), start, may_link=may_link)
        if entity:
            passage.add(unescape(entity[0]), entity.start(), may_link=False)
        start = entity.end() if entity else end
