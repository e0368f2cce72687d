"""Inline content of a body in its normal form: text, line breaks, and marks in one order."""

import re

type Marks = dict[str, str]
"""Tag → address; only a link has one."""

# Outermost first, as the editor nests them.
MARKS = ("a", "strong", "em", "sub", "sup")
SPACES = re.compile(r"[ \t\r\n\f]+")
BLANK = re.compile(r"[ \t\r\n\f\xa0]*")
# The stylesheet puts the dash before a quotation's source.
LEADING_DASH = re.compile(r"^[ \xa0]*[—–-][ \xa0]+")
ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\xa0": "&nbsp;"})
TEXT_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\xa0": "&nbsp;"})


def is_blank(text: str) -> bool:
    return BLANK.fullmatch(text) is not None


def attribute(name: str, value: str | None) -> str:
    """` name="value"`; nothing for None."""
    return "" if value is None else f' {name}="{value.translate(ESCAPES)}"'


class Words:
    """Collects the inline content of one block."""

    def __init__(self) -> None:
        # None is a line break.
        self._parts: list[tuple[str | None, Marks]] = []
        self._at_edge = False

    @staticmethod
    def of(text: str) -> str:
        """Plain text in the normal form."""
        words = Words()
        words.add(text, {})
        return words.take()

    def add(self, text: str | None, marks: Marks) -> None:
        """Text, or None for a line break. Spaces collapse as a page shows them."""
        if text is None:
            if self._parts:
                self._trim()
                self._parts.append((None, marks))
            self._at_edge = False
            return
        text = SPACES.sub(" ", text)
        if self._at_edge and not is_blank(text):
            self._trim()
            if self._parts and self._parts[-1][0] is not None:
                self._parts.append((None, {}))
            self._at_edge = False
        last = self._parts[-1][0] if self._parts else None
        if last is None or last.endswith(" "):
            text = text.lstrip(" ")
        if text:
            self._parts.append((text, marks))

    def edge(self) -> None:
        """The border of a block that cannot stand here: what follows begins a new line."""
        self._at_edge = bool(self._parts)

    def take(self, *, without_dash: bool = False) -> str:
        """The markup of all that was added; begins anew."""
        self._trim()
        while self._parts and self._parts[-1][0] is None:
            self._parts.pop()
            self._trim()
        parts, self._parts, self._at_edge = self._parts, [], False
        if without_dash and parts and parts[0][0] is not None:
            kept = LEADING_DASH.sub("", parts[0][0])
            parts[:1] = [(kept, parts[0][1])] if kept else []
        if all(text is None or is_blank(text) for text, _marks in parts):
            return ""
        return _markup(parts)

    def take_plain(self) -> str:
        """The text alone, escaped: no marks, a space for a break."""
        self._parts = [(" " if text is None else text, {}) for text, _marks in self._parts]
        return self.take()

    def _trim(self) -> None:
        """No spaces before a break or at the end."""
        while self._parts and self._parts[-1][0] is not None:
            text = self._parts[-1][0].rstrip(" ")
            marks = self._parts.pop()[1]
            if text:
                self._parts.append((text, marks))
                return


def _markup(parts: list[tuple[str | None, Marks]]) -> str:
    """Neighbours share the marks that both begin with."""
    written: list[str] = []
    opened: list[tuple[str, str]] = []
    for text, marks in parts:
        wanted = [(tag, marks[tag]) for tag in MARKS if tag in marks]
        kept = 0
        while kept < min(len(opened), len(wanted)) and opened[kept] == wanted[kept]:
            kept += 1
        written += [f"</{tag}>" for tag, _address in reversed(opened[kept:])]
        written += [f"<{tag}{attribute('href', url) if tag == 'a' else ''}>" for tag, url in wanted[kept:]]
        written.append("<br>" if text is None else text.translate(TEXT_ESCAPES))
        opened = wanted
    written += [f"</{tag}>" for tag, _address in reversed(opened)]
    return "".join(written)
