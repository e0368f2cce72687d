"""Letters with the marks that they carry."""

from typing import NamedTuple


class Mark(NamedTuple):
    """A tag of the vocabulary inside a line; `address` of a link."""

    tag: str
    address: str = ""


type Marks = frozenset[Mark]


class Span(NamedTuple):
    """Neighbouring letters with the same marks."""

    text: str
    marks: Marks = frozenset()
