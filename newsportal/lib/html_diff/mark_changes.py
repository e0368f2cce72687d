"""Bold, italics and links that came or went while the words stayed."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from newsportal.lib.word_diff import Kind, WordDiff, counterparts
from newsportal.lib.word_diff.spans import Mark, Marks, Span


class MarkChange(NamedTuple):
    """One of the two is None, or both are links with addresses that differ."""

    old: Mark | None
    new: Mark | None
    text: str


def mark_changes(diff: WordDiff, old: Sequence[Span], new: Sequence[Span]) -> list[MarkChange]:
    """What the marked words cannot show; each change once, with all the words that it is about."""
    found: dict[tuple[Mark | None, Mark | None], list[str]] = defaultdict(list)
    pieces = groupby(_pieces(diff, old, new), key=lambda piece: piece[:2])
    for (before, after), group in pieces:
        text = "".join(piece[2] for piece in group).strip()
        for change in _differing(before, after):
            if text:
                found[change].append(text)
    return [MarkChange(one, other, " … ".join(texts)) for (one, other), texts in found.items()]


def _pieces(diff: WordDiff, old: Sequence[Span], new: Sequence[Span]) -> Iterator[tuple[Marks, Marks, str]]:
    """The marks of each word before and after. Of words that came or went only a link is worth telling."""
    old_marks, new_marks = _by_letter(old), _by_letter(new)
    old_links, new_links = _links(old), _links(new)
    i = j = 0
    for run in diff.runs:
        match run.kind:
            case Kind.SAME:
                for before, after in counterparts(run):
                    yield old_marks[i], new_marks[j], after
                    i, j = i + len(before), j + len(after)
            case Kind.DELETED:
                for index, letter in enumerate(run.old, start=i):
                    yield old_marks[index] & old_links - new_links, frozenset(), letter
                i += len(run.old)
            case Kind.INSERTED:
                for index, letter in enumerate(run.new, start=j):
                    yield frozenset(), new_marks[index] & new_links - old_links, letter
                j += len(run.new)


def _by_letter(spans: Sequence[Span]) -> list[Marks]:
    return [span.marks for span in spans for _letter in span.text]


def _links(spans: Sequence[Span]) -> Marks:
    return frozenset(mark for span in spans for mark in span.marks if mark.tag == "a")


def _differing(old: Marks, new: Marks) -> Iterator[tuple[Mark | None, Mark | None]]:
    """A link to another address is one change, not one link gone and one come."""
    gone, come = sorted(old - new), sorted(new - old)
    gone_link = next((mark for mark in gone if mark.tag == "a"), None)
    come_link = next((mark for mark in come if mark.tag == "a"), None)
    if gone_link and come_link:
        gone.remove(gone_link)
        come.remove(come_link)
        yield gone_link, come_link
    yield from ((mark, None) for mark in gone)
    yield from ((None, mark) for mark in come)
