"""Two plain texts compared word by word, tidied up so that a person can read the result."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from newsportal.lib.word_diff.sequences import Pair, matches
from newsportal.lib.word_diff.tidying import Stretch, slide, swallow_scraps
from newsportal.lib.word_diff.tokens import Token, split, tokens


def _ends_sentence(word: str) -> bool:
    return word.startswith((".", "!", "?", "…"))


class Kind(StrEnum):
    SAME = "same"
    DELETED = "deleted"
    INSERTED = "inserted"


class Run(NamedTuple):
    """Neighbouring words of one fate. In a kept run the two texts may differ in the kind of their spaces."""

    kind: Kind
    old: str
    new: str


@dataclass(frozen=True)
class WordDiff:
    runs: tuple[Run, ...]
    # The words are the same: only spaces or characters that nobody sees differ.
    is_unseen: bool = False
    # A stretch was too long to be compared by words: it stands deleted and inserted whole.
    is_coarse: bool = False

    @property
    def is_empty(self) -> bool:
        return all(run.kind == Kind.SAME for run in self.runs)


def diff(old: str, new: str) -> WordDiff:
    """What was deleted and inserted. Another kind of space is a change only where nothing else is one."""
    if old == new:
        return WordDiff((Run(Kind.SAME, old, new),) if old else ())
    compared = _compare(tokens(old), tokens(new))
    if compared.is_empty:
        return _compare(tokens(old, exact=True), tokens(new, exact=True), is_unseen=True)
    return compared


def counterparts(run: Run) -> Iterator[tuple[str, str]]:
    """The words and spaces of a kept run, each with what stands for it in the other text."""
    return zip(split(run.old), split(run.new), strict=True)


def _compare(old: list[Token], new: list[Token], *, is_unseen: bool = False) -> WordDiff:
    # Spaces take no part in the search: they would find counterparts everywhere.
    old_at = [index for index, token in enumerate(old) if not token.is_space]
    new_at = [index for index, token in enumerate(new) if not token.is_space]
    found = matches([old[i].key for i in old_at], [new[j].key for j in new_at], _ends_sentence)
    stretches = _stretches(old, new, [(old_at[i], new_at[j]) for i, j in found.pairs])
    stretches = slide(swallow_scraps(stretches, old, new), old, new)
    return WordDiff(tuple(_runs(stretches, old, new)), is_unseen, is_coarse=not found.is_whole)


def _stretches(old: list[Token], new: list[Token], pairs: list[Pair]) -> list[Stretch]:
    """Both texts whole: what pairs up, and what stands between without the spaces around it."""
    found: list[Stretch] = []
    i = j = 0

    def add(kept: bool, i_end: int, j_end: int) -> None:
        nonlocal i, j
        if (i_end, j_end) == (i, j):
            return
        if found and found[-1].kept == kept:
            found[-1] = found[-1]._replace(i_end=i_end, j_end=j_end)
        else:
            found.append(Stretch(kept, i, i_end, j, j_end))
        i, j = i_end, j_end

    def same_space(a: int, b: int) -> bool:
        return old[a].is_space and new[b].is_space and old[a].key == new[b].key

    for to_i, to_j in [*pairs, (len(old), len(new))]:
        if i < to_i and j < to_j and same_space(i, j):
            add(True, i + 1, j + 1)
        space = int(i < to_i and j < to_j and same_space(to_i - 1, to_j - 1))
        add(False, to_i - space, to_j - space)
        add(True, min(to_i + 1, len(old)), min(to_j + 1, len(new)))
    return found


def _runs(stretches: list[Stretch], old: list[Token], new: list[Token]) -> Iterator[Run]:
    for stretch in stretches:
        before = "".join(token.text for token in old[stretch.i : stretch.i_end])
        after = "".join(token.text for token in new[stretch.j : stretch.j_end])
        if stretch.kept:
            yield Run(Kind.SAME, before, after)
            continue
        if before:
            yield Run(Kind.DELETED, before, "")
        if after:
            yield Run(Kind.INSERTED, "", after)
