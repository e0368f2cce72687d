"""What two people made of the same list or text, put together where their changes do not touch."""

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser

from newsportal.lib.word_diff.sequences import matches

BLOCKS = {"p", "h2", "h3", "ul", "ol", "blockquote", "figure", "table"}


class _Edit[T](NamedTuple):
    """base[start:end] became these items."""

    start: int
    end: int
    items: tuple[T, ...]

    @property
    def is_insertion(self) -> bool:
        return self.start == self.end

    @property
    def is_one_to_one(self) -> bool:
        return len(self.items) == self.end - self.start > 0

    @property
    def grew(self) -> bool:
        return len(self.items) > self.end - self.start


def merge_bodies(base: str, theirs: str, mine: str) -> str | None:
    """Block by block: a paragraph, a list, a table is taken from whoever changed it; None when both did."""
    merged = merge_sequences(_blocks(base), _blocks(theirs), _blocks(mine), key=str.strip)
    if merged is None:
        return None
    body = "".join(merged)
    # Loose words of both side by side would grow into one paragraph.
    return body if _blocks(body) == merged else None


def merge_sequences[T](
    base: Sequence[T], theirs: Sequence[T], mine: Sequence[T], *, key: Callable[[T], Hashable]
) -> list[T] | None:
    """Both changes applied to the base; None when they touch, or when something would stand twice."""
    edits = _edits(base, theirs, key) + _edits(base, mine, key)
    edits.sort(key=lambda edit: (edit.start, edit.end))
    alike = groupby(edits, key=lambda edit: (edit.start, edit.end, tuple(key(item) for item in edit.items)))
    edits = [next(same) for _edit, same in alike]
    if any(_touch(one, other) for one, other in pairwise(edits)):
        return None
    merged: list[T] = []
    at = 0
    for edit in edits:
        merged += [*base[at : edit.start], *edit.items]
        at = edit.end
    merged += base[at:]
    return None if _has_doubles(merged, (base, theirs, mine), key) else merged


def _edits[T](base: Sequence[T], other: Sequence[T], key: Callable[[T], Hashable]) -> list[_Edit[T]]:
    edits = []
    i = j = 0
    pairs = matches([key(item) for item in base], [key(item) for item in other]).pairs
    for to_i, to_j in [*pairs, (len(base), len(other))]:
        if (to_i, to_j) != (i, j):
            edits.append(_Edit(i, to_i, tuple(other[j:to_j])))
        i, j = to_i + 1, to_j + 1
    return edits


def _touch[T](one: _Edit[T], other: _Edit[T]) -> bool:
    """Whether a person has to say what becomes of the two together; `one` begins first."""
    if other.start < one.end:
        return True
    if other.start > one.end:
        return False
    if one.is_insertion or other.is_insertion:
        # What came beside a passage that was edited stays there; beside one that went it lost its place.
        return not (one.is_one_to_one or other.is_one_to_one)
    # Neighbours: only when both brought something into the same gap.
    return one.grew and other.grew


def _has_doubles[T](merged: list[T], versions: tuple[Sequence[T], ...], key: Callable[[T], Hashable]) -> bool:
    """Both moved the same passage to different places, or both added it."""
    allowed: Counter[Hashable] = Counter()
    for version in versions:
        allowed |= Counter(key(item) for item in version)
    return bool(Counter(key(item) for item in merged) - allowed)


def _blocks(body: str) -> list[str]:
    """The body cut between its blocks, so that its pieces joined are the body."""
    pieces: list[str] = []
    is_open = False
    root = LexborHTMLParser(body, is_fragment=True).root
    # The first node stands for the whole fragment until it is reached by `iter`.
    for node in root.iter(include_text=True) if root is not None else ():
        markup = node.html or ""
        is_block = node.tag in BLOCKS
        # A space belongs to the block before it, and loose words are one paragraph.
        if pieces and (not markup.strip() or (is_open and not is_block)):
            pieces[-1] += markup
        else:
            pieces.append(markup)
            is_open = not is_block
    return pieces
