"""What two sequences have in common, in bounded time and memory."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz.distance import Indel

MAX_CELLS = 600_000_000
"""Length times length of what is searched at once: 75 MB and about a tenth of a second."""

type Pair = tuple[int, int]


class Matches(NamedTuple):
    """Positions of equal items in order; `is_whole` unless some stretch was too long to be searched."""

    pairs: list[Pair]
    is_whole: bool


def equal_pairs(old: Sequence[Hashable], new: Sequence[Hashable]) -> Iterator[Pair]:
    """A longest common subsequence. Time and memory grow with the product of the lengths, divided by 64."""
    numbers: dict[Hashable, int] = {}
    # The library compares hashes, and a small number is its own.
    a = [numbers.setdefault(item, len(numbers)) for item in old]
    b = [numbers.setdefault(item, len(numbers)) for item in new]
    for code in Indel.opcodes(a, b):
        if code.tag == "equal":
            yield from zip(
                range(code.src_start, code.src_end), range(code.dest_start, code.dest_end), strict=True
            )


def likeness(old: Sequence[str], new: Sequence[str]) -> float:
    """The share of items that two sequences have in common, in order: 0 to 1."""
    numbers: dict[str, int] = {}
    a = [numbers.setdefault(item, len(numbers)) for item in old]
    b = [numbers.setdefault(item, len(numbers)) for item in new]
    return Indel.normalized_similarity(a, b)


def matches[T: Hashable](
    old: Sequence[T], new: Sequence[T], ends: Callable[[T], bool] | None = None
) -> Matches:
    """Equal items in order. Of too many, equal sentences first: each is closed by an item that `ends` it."""
    start = _common_start(old, new)
    tail = _common_start(old[start:][::-1], new[start:][::-1])
    middle_old, middle_new = old[start : len(old) - tail], new[start : len(new) - tail]
    if len(middle_old) * len(middle_new) > MAX_CELLS:
        return _by_sentences(old, new, ends)
    pairs = [(index, index) for index in range(start)]
    pairs += [(start + i, start + j) for i, j in equal_pairs(middle_old, middle_new)]
    pairs += [(len(old) - k, len(new) - k) for k in range(tail, 0, -1)]
    return Matches(pairs, is_whole=True)


def _by_sentences[T: Hashable](
    old: Sequence[T], new: Sequence[T], ends: Callable[[T], bool] | None
) -> Matches:
    if ends is None:
        return Matches([], is_whole=False)
    parts_old, parts_new = _sentences(old, ends), _sentences(new, ends)
    if len(parts_old) * len(parts_new) > MAX_CELLS:
        return Matches([], is_whole=False)
    sentences = equal_pairs([tuple(old[a:b]) for a, b in parts_old], [tuple(new[a:b]) for a, b in parts_new])
    pairs: list[Pair] = []
    is_whole = True
    i = j = 0
    equal = [(parts_old[a], parts_new[b]) for a, b in sentences]
    for (a, a_end), (b, b_end) in [*equal, ((len(old), len(old)), (len(new), len(new)))]:
        if (a - i) * (b - j) <= MAX_CELLS:
            pairs += [(i + x, j + y) for x, y in equal_pairs(old[i:a], new[j:b])]
        else:
            is_whole = False
        pairs += zip(range(a, a_end), range(b, b_end), strict=True)
        i, j = a_end, b_end
    return Matches(pairs, is_whole)


def _sentences[T: Hashable](items: Sequence[T], ends: Callable[[T], bool]) -> list[Pair]:
    edges = [0, *(index + 1 for index, item in enumerate(items) if ends(item)), len(items)]
    return [(start, end) for start, end in pairwise(edges) if start < end]


def _common_start(old: Sequence[Hashable], new: Sequence[Hashable]) -> int:
    for index, (one, other) in enumerate(zip(old, new, strict=False)):
        if one != other:
            return index
    return min(len(old), len(new))
