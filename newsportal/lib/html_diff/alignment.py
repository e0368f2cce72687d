"""Which passages of two bodies are versions of each other."""

from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from newsportal.lib.html_diff.passages import Fact, Kind, Passage
from newsportal.lib.word_diff.sequences import Pair, likeness, matches
from newsportal.lib.word_diff.tokens import words

ALIKE = 0.45
"""Passages that share fewer of their words are another text, not an edited one."""

ALIKE_LETTERS = 0.7
"""For passages of a word or three, of which one mended letter is a third or all."""

TELLING = 12
"""A word that stands in more passages than this points to none of them."""

CANDIDATES = 3

type Passages = Sequence[Passage]


def aligned(old: Passages, new: Passages) -> Iterator[tuple[Passage | None, Passage | None]]:
    """Both whole and in order; of what has no counterpart the old comes before the new."""
    i = j = 0
    for to_i, to_j in [*_pairs(old, new), (len(old), len(new))]:
        yield from ((passage, None) for passage in old[i:to_i])
        yield from ((None, passage) for passage in new[j:to_j])
        if to_i < len(old) and to_j < len(new):
            yield old[to_i], new[to_j]
        i, j = to_i + 1, to_j + 1


def _pairs(old: Passages, new: Passages) -> list[Pair]:
    """Equal passages pair up first, and between them those that were edited."""
    found: list[Pair] = []
    i = j = 0
    for to_i, to_j in [*matches(old, new).pairs, (len(old), len(new))]:
        found += [(i + a, j + b) for a, b in _edited(old[i:to_i], new[j:to_j])]
        found.append((to_i, to_j))
        i, j = to_i + 1, to_j + 1
    return found[:-1]


def _edited(old: Passages, new: Passages) -> list[Pair]:
    """The likest pair first, and none across another."""
    if not old or not new:
        return []
    old_words = [words(passage.words) for passage in old]
    new_words = [words(passage.words) for passage in new]
    graded: list[tuple[float, int, int]] = []
    for i, j in _candidates(old_words, new_words):
        like = _likeness(old[i], new[j], old_words[i], new_words[j])
        if like >= ALIKE:
            # By the amount of text that was kept; a passage of the same kind before another.
            same_kind = old[i].kind == new[j].kind
            graded.append((-like * (1 + len(old_words[i]) + len(new_words[j])) - same_kind, i, j))
    taken: list[Pair] = []
    for _grade, i, j in sorted(graded):
        at = bisect(taken, (i, -1))
        follows = at == 0 or (taken[at - 1][0] < i and taken[at - 1][1] < j)
        precedes = at == len(taken) or (i < taken[at][0] and j < taken[at][1])
        if follows and precedes:
            taken.insert(at, (i, j))
    return taken


def _candidates(old: list[list[str]], new: list[list[str]]) -> set[Pair]:
    """Pairs worth a look: those that share telling words, and those at the same place from either end."""
    places: dict[str, list[int]] = defaultdict(list)
    for index, its_words in enumerate(old):
        for word in set(its_words):
            places[word].append(index)
    found = {(k, k) for k in range(min(len(old), len(new)))}
    found |= {(len(old) - 1 - k, len(new) - 1 - k) for k in range(min(len(old), len(new)))}
    for j, its_words in enumerate(new):
        shared = Counter(
            i for word in set(its_words) if len(places.get(word, ())) <= TELLING for i in places.get(word, ())
        )
        found |= {(i, j) for i, _count in shared.most_common(CANDIDATES)}
    return found


def _likeness(old: Passage, new: Passage, old_words: list[str], new_words: list[str]) -> float:
    if old.kind != new.kind and {old.kind, new.kind} & {Kind.FIGURE, Kind.ROW, Kind.CELL}:
        return 0.0
    if old.kind == Kind.FIGURE and old.fact(Fact.PHOTO) == new.fact(Fact.PHOTO) != "":
        return 1.0
    like = likeness(old_words, new_words)
    if like < ALIKE and max(len(old_words), len(new_words)) <= 3:
        letters = likeness("".join(old_words), "".join(new_words))
        return letters if letters >= ALIKE_LETTERS else 0.0
    return like
