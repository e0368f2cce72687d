"""From a body to its passages. Every word stands in one of them, with the marks that it carries."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from selectolax.lexbor import LexborHTMLParser, LexborNode

from newsportal.lib import html
from newsportal.lib.html_diff.passages import Fact, Kind, Passage
from newsportal.lib.word_diff.spans import Mark, Marks, Span

MAX_PASSAGES = 10_000
"""The longest body has a tenth of it; 60,000 paragraphs of a letter would keep a server busy for seconds."""

# What HTML takes for one space; a non-breaking one is the editor's own.
_SPACES = re.compile(r"[ \t\n\r\f]+")
_MARK_TAGS = {"strong", "em", "sub", "sup", "a", "cite"}
_CELL_ATTRIBUTES = ("colspan", "rowspan", "scope")
_KINDS = {
    "h2": Kind.HEADING,
    "h3": Kind.SUBHEADING,
    "footer": Kind.ATTRIBUTION,
    "figcaption": Kind.CAPTION,
    "caption": Kind.TABLE_CAPTION,
}


def passages(body: str) -> list[Passage]:
    """The passages of a body, in order. Raises html.BodyTooLongError."""
    reader = _Reader()
    reader.read(_children(LexborHTMLParser(html.sanitise(body), is_fragment=True).root), _Place())
    found = [passage for passage in reader.found if not passage.is_blank]
    if len(found) > MAX_PASSAGES:
        raise html.BodyTooLongError(f"{len(found)} passages, at most {MAX_PASSAGES}")
    return found


@dataclass(frozen=True)
class _Place:
    """Where in the body the reader stands."""

    kind: Kind = Kind.PARAGRAPH
    level: int = 0
    in_quote: bool = False
    marks: Marks = frozenset()
    is_numbered: bool = False


class _Line:
    """The words of one passage as they come, with spaces collapsed as a browser does."""

    def __init__(self) -> None:
        self._parts: list[Span] = []
        self._ends_with_space = True

    def add(self, text: str, marks: Marks) -> None:
        text = _SPACES.sub(" ", text)
        if self._ends_with_space:
            text = text.removeprefix(" ")
        if text:
            self._parts.append(Span(text, marks))
            self._ends_with_space = text.endswith(" ")

    def end_line(self) -> None:
        self._parts.append(Span("\n"))
        self._ends_with_space = True

    def spans(self) -> tuple[Span, ...]:
        parts = list(self._parts)
        while parts and not (end := parts[-1].text.rstrip(" \n")):
            parts.pop()
        if parts:
            parts[-1] = parts[-1]._replace(text=end)
        return tuple(
            Span("".join(span.text for span in group), marks)
            for marks, group in groupby(parts, key=lambda span: span.marks)
        )


class _Reader:
    def __init__(self) -> None:
        self.found: list[Passage] = []
        self._line = _Line()
        self._facts: list[tuple[Fact, str]] = []
        self._tables = 0

    def read(self, nodes: Iterator[LexborNode], place: _Place) -> None:
        """These nodes, and the end of the passage that was open before them."""
        for node in nodes:
            self._read_node(node, place)
        self._close(place)

    def _read_node(self, node: LexborNode, place: _Place) -> None:
        tag = node.tag or ""
        if node.is_text_node:
            self._line.add(node.text_content or "", place.marks)
        elif tag == "br":
            self._line.end_line()
        elif tag in _MARK_TAGS:
            # A line goes on through a mark; a block inside it closes the line by itself.
            inside = replace(place, marks=place.marks | {Mark(tag, node.attributes.get("href") or "")})
            for child in _children(node.child):
                self._read_node(child, inside)
        elif tag == "img":
            self._close(place)
            self._add_picture(node, place)
        else:
            self._close(place)
            self._read_block(node, tag, place)

    def _read_block(self, node: LexborNode, tag: str, place: _Place) -> None:
        children = _children(node.child)
        if tag in {"ul", "ol"}:
            self._note(Fact.FIRST_NUMBER, node.attributes.get("start"))
            self.read(children, replace(place, level=place.level + 1, is_numbered=tag == "ol"))
        elif tag == "li":
            self.read(children, replace(place, kind=Kind.NUMBERED if place.is_numbered else Kind.ITEM))
        elif tag == "blockquote":
            self._note(Fact.QUOTE_ADDRESS, node.attributes.get("cite"))
            self.read(children, replace(place, kind=Kind.QUOTE, in_quote=True))
        elif tag == "figure":
            self._note(Fact.EMBED, node.attributes.get("data-embed"))
            self._read_figure(children, place)
        elif tag == "tr":
            self._read_row(node, place)
        else:
            if tag == "table":
                self._tables += 1
            self.read(children, replace(place, kind=_KINDS.get(tag, place.kind)))
        # What an empty block says is not said of the next one.
        self._facts = []

    def _read_figure(self, children: Iterator[LexborNode], place: _Place) -> None:
        """A picture and its caption are one passage."""
        start = len(self.found)
        self.read(children, place)
        parts = self.found[start:]
        if [part.kind for part in parts] == [Kind.FIGURE, Kind.CAPTION]:
            self.found[start:] = [replace(parts[0], spans=parts[1].spans)]

    def _read_row(self, row: LexborNode, place: _Place) -> None:
        cells, layout = [], []
        for node in _children(row.child):
            if node.tag not in {"td", "th"}:
                continue
            inside = _Reader()
            inside.read(_children(node.child), _Place(marks=place.marks))
            cells.append(_as_cell(inside.found))
            attributes = [
                f"{name}={node.attributes[name]}" for name in _CELL_ATTRIBUTES if node.attributes.get(name)
            ]
            layout.append(" ".join([node.tag, *attributes]))
        section = row.parent.tag if row.parent is not None else ""
        facts = ((Fact.CELLS, f"{section}: {', '.join(layout)}"),)
        self.found.append(Passage(Kind.ROW, facts=facts, cells=tuple(cells), table=self._tables))

    def _add_picture(self, image: LexborNode, place: _Place) -> None:
        source = image.attributes.get("src") or ""
        # Whichever of its widths stands in the address, readers get the photo.
        photo = html.PHOTO_KEY.match(source)
        self._note(Fact.PHOTO if photo else Fact.IMAGE, photo[1] if photo else source)
        self._note(Fact.ALT, image.attributes.get("alt"))
        facts, self._facts = tuple(self._facts), []
        self.found.append(Passage(Kind.FIGURE, level=place.level, in_quote=place.in_quote, facts=facts))

    def _note(self, fact: Fact, value: str | None) -> None:
        """For the next passage, which is the first of the block."""
        if value:
            self._facts.append((fact, value))

    def _close(self, place: _Place) -> None:
        spans = self._line.spans()
        self._line = _Line()
        if spans:
            facts, self._facts = tuple(self._facts), []
            self.found.append(Passage(place.kind, spans, place.level, place.in_quote, facts))


def _as_cell(found: list[Passage]) -> Passage:
    """What stands in a cell, as one: its paragraphs on lines of their own, its pictures by address."""
    spans: list[Span] = []
    facts: list[tuple[Fact, str]] = []
    for passage in found:
        facts += passage.facts
        inner = [*passage.spans, *(span for cell in passage.cells for span in cell.spans)]
        spans += [Span("\n")] * bool(spans and inner) + inner
    return Passage(Kind.CELL, tuple(spans), facts=tuple(facts))


def _children(first: LexborNode | None) -> Iterator[LexborNode]:
    node = first
    while node is not None:
        yield node
        node = node.next
