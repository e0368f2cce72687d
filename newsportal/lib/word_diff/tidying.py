"""From the shortest list of changes to one that reads well: no confetti, breaks where a person sees them."""

from typing import NamedTuple

from newsportal.lib.word_diff.tokens import Token

SCRAP_LETTERS = 3
"""A kept word this short between two changes («и», «на») says nothing by itself."""


class Stretch(NamedTuple):
    """old[i:i_end] beside new[j:j_end]. Kept ones pair token by token, and alternate with changes."""

    kept: bool
    i: int
    i_end: int
    j: int
    j_end: int

    @property
    def is_empty(self) -> bool:
        return self.i == self.i_end and self.j == self.j_end


def swallow_scraps(stretches: list[Stretch], old: list[Token], new: list[Token]) -> list[Stretch]:
    """What was kept as by chance between two changes becomes part of one larger change."""
    tidy: list[Stretch] = []
    sizes: list[tuple[int, int]] = []
    for stretch in stretches:
        change, size = stretch, _letters(stretch, old, new)
        while not change.kept and len(tidy) >= 2 and _is_scrap(sizes[-2], sizes[-1][0], size):
            kept, before = sizes.pop(), sizes.pop()
            size = (before[0] + kept[0] + size[0], before[1] + kept[1] + size[1])
            tidy.pop()
            first = tidy.pop()
            change = Stretch(False, first.i, change.i_end, first.j, change.j_end)
        tidy.append(change)
        sizes.append(size)
    return tidy


def _is_scrap(before: tuple[int, int], kept: int, after: tuple[int, int]) -> bool:
    """Judged by letters: (deleted, inserted) on both sides, and those kept between."""
    if not (before[0] + after[0] and before[1] + after[1]):
        # Between two insertions, or two deletions, it was really kept.
        return False
    return kept <= SCRAP_LETTERS or kept * 3 <= min(max(before), max(after))


def _letters(stretch: Stretch, old: list[Token], new: list[Token]) -> tuple[int, int]:
    return (
        sum(token.letters for token in old[stretch.i : stretch.i_end]),
        sum(token.letters for token in new[stretch.j : stretch.j_end]),
    )


def slide(stretches: list[Stretch], old: list[Token], new: list[Token]) -> list[Stretch]:
    """Of the places where the same words may be said to come or go, the one that reads best.

    «Один. [Два. ]Три.» rather than «Один.[ Два.] Три.»
    """
    found = _between_kept(stretches, len(old), len(new))
    for index in range(1, len(found) - 1):
        change = found[index]
        if change.kept:
            continue
        if change.i == change.i_end:
            steps = _best_steps(new, change.j, change.j_end, _room(found, index - 1), _room(found, index + 1))
        elif change.j == change.j_end:
            steps = _best_steps(old, change.i, change.i_end, _room(found, index - 1), _room(found, index + 1))
        else:
            continue
        before, after = found[index - 1], found[index + 1]
        found[index - 1] = before._replace(i_end=before.i_end + steps, j_end=before.j_end + steps)
        found[index] = Stretch(
            False, change.i + steps, change.i_end + steps, change.j + steps, change.j_end + steps
        )
        found[index + 1] = after._replace(i=after.i + steps, j=after.j + steps)
    return [stretch for stretch in found if not stretch.is_empty]


def _between_kept(stretches: list[Stretch], old: int, new: int) -> list[Stretch]:
    """With an empty kept stretch where a text begins or ends with a change."""
    found = list(stretches)
    if found and not found[0].kept:
        found.insert(0, Stretch(True, 0, 0, 0, 0))
    if found and not found[-1].kept:
        found.append(Stretch(True, old, old, new, new))
    return found


def _room(stretches: list[Stretch], index: int) -> int:
    """How far a change may slide over its kept neighbour: another change must stay apart."""
    size = stretches[index].i_end - stretches[index].i
    return size if index in {0, len(stretches) - 1} else size - 1


def _best_steps(tokens: list[Token], start: int, end: int, left: int, right: int) -> int:
    """By how many tokens tokens[start:end] slides, below zero to the left."""
    best, best_grade = 0, _grade(tokens, start) + _grade(tokens, end)
    for direction, room in ((-1, left), (1, right)):
        for step in range(1, room + 1):
            a, b = start + direction * step, end + direction * step
            # One token leaves on one side, and the same must come in on the other.
            if tokens[min(a, a - direction)].key != tokens[min(b, b - direction)].key:
                break
            grade = _grade(tokens, a) + _grade(tokens, b)
            if grade > best_grade:
                best, best_grade = direction * step, grade
    return best


def _grade(tokens: list[Token], at: int) -> int:
    """How natural a break before this token is."""
    if at in {0, len(tokens)} or "\n" in tokens[at - 1].key:
        return 4
    if not tokens[at - 1].is_space:
        return 1 if tokens[at].is_space else 0
    before = tokens[at - 2].key[:1] if at >= 2 else ""
    if before and before in ".!?…»”":
        return 4
    return 2 if before.isalnum() else 3
