"""A story as the matcher reads it, and the way back from its words to positions in the HTML of the body."""

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from html import unescape

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


@dataclass
class Passage:
    """`pieces` are (position in the text, position in the HTML) of each run that both have alike."""

    text: str = ""
    pieces: list[tuple[int, int]] = field(default_factory=list)
    may_link: bool = False

    def in_html(self, start: int, end: int) -> tuple[int, int] | None:
        """Where these characters stand in the HTML, when nothing else stands between them."""
        index = bisect_right(self.pieces, (start, 1 << 60)) - 1
        if index < 0 or not self.may_link:
            return None
        if index + 1 < len(self.pieces) and end > self.pieces[index + 1][0]:
            return None
        shift = self.pieces[index][1] - self.pieces[index][0]
        return start + shift, end + shift


def passages(body: str) -> list[Passage]:
    """Every run of text between two borders of blocks, links and the like, in its order; none is empty."""
    found: list[Passage] = []
    now = Passage(may_link=True)
    barred: list[str] = []
    done = 0

    def finish() -> None:
        nonlocal now
        if now.text.strip():
            found.append(now)
        now = Passage(may_link=not barred)

    for match in TAG.finditer(body):
        _add(now, body, done, match.start())
        done = match.end()
        closes, tag = bool(match[1]), match[2].lower()
        if tag in UNLINKED:
            if not closes:
                barred.append(tag)
            elif tag in barred:
                barred.remove(tag)
        if tag in BLOCKS:
            finish()
        elif tag in UNLINKED:
            # The sentence goes on: its words stay together, but these are no place for a link.
            now.may_link = now.may_link and not barred
    _add(now, body, done, len(body))
    finish()
    return found


def _add(passage: Passage, body: str, start: int, end: int) -> None:
    while start < end:
        entity = ENTITY.search(body, start, end)
        stop = entity.start() if entity else end
        if stop > start:
            passage.pieces.append((len(passage.text), start))
            passage.text += body[start:stop].replace("\n", " ").replace("\r", " ")
        if entity:
            passage.pieces.append((len(passage.text), entity.start()))
            passage.text += unescape(entity[0])
        start = entity.end() if entity else end
