"""The passages of a body as a person would name them: paragraphs, headings, list items, quotes, rows."""

from dataclasses import dataclass, field
from enum import StrEnum

from newsportal.lib.word_diff.spans import Span


class Kind(StrEnum):
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    SUBHEADING = "subheading"
    ITEM = "item"
    NUMBERED = "numbered"
    QUOTE = "quote"
    ATTRIBUTION = "attribution"
    FIGURE = "figure"
    CAPTION = "caption"
    TABLE_CAPTION = "table-caption"
    ROW = "row"
    CELL = "cell"


class Fact(StrEnum):
    """What a passage says beside its words."""

    PHOTO = "photo"  # its key in the library
    IMAGE = "image"  # the address of a chart
    ALT = "alt"
    EMBED = "embed"
    QUOTE_ADDRESS = "quote-address"
    FIRST_NUMBER = "first-number"
    CELLS = "cells"


@dataclass(frozen=True)
class Passage:
    kind: Kind
    spans: tuple[Span, ...] = ()
    # How deep in lists, 0 outside.
    level: int = 0
    in_quote: bool = False
    facts: tuple[tuple[Fact, str], ...] = ()
    cells: tuple["Passage", ...] = ()
    # Which table of the body a row stands in; no part of what is compared.
    table: int = field(default=0, compare=False)

    @property
    def text(self) -> str:
        return "".join(span.text for span in self.spans)

    @property
    def words(self) -> str:
        """All that can be read in it, for a measure of likeness."""
        return " ".join([self.text, *(cell.text for cell in self.cells), self.fact(Fact.ALT)])

    def fact(self, name: Fact) -> str:
        return dict(self.facts).get(name, "")

    @property
    def is_blank(self) -> bool:
        return not self.spans and not self.facts and not any(cell.spans for cell in self.cells)
