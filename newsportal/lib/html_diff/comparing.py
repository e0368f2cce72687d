"""Two bodies compared passage by passage, and words inside the passages that pair up."""

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from enum import StrEnum

from newsportal.lib.html_diff.alignment import aligned
from newsportal.lib.html_diff.passages import Passage
from newsportal.lib.html_diff.reading import passages
from newsportal.lib.word_diff import WordDiff, diff


class Status(StrEnum):
    SAME = "same"
    CHANGED = "changed"
    DELETED = "deleted"
    INSERTED = "inserted"
    # The same passage, unchanged, at another place.
    MOVED_AWAY = "moved-away"
    MOVED_HERE = "moved-here"


@dataclass(frozen=True)
class PassageChange:
    status: Status
    old: Passage | None
    new: Passage | None
    # Of one that changed: its words, or the cells of a row.
    words: WordDiff | None = None
    cells: tuple["PassageChange", ...] = ()

    @property
    def passage(self) -> Passage:
        """The newer of the two."""
        found = self.new or self.old
        assert found is not None  # noqa: S101 - a change is of something
        return found


def compare(old: str, new: str) -> list[PassageChange]:
    """Both bodies whole, in order. Raises html.BodyTooLongError."""
    return _with_moves([_change(before, after) for before, after in aligned(passages(old), passages(new))])


def counts(changes: list[PassageChange]) -> Counter[Status]:
    return Counter(change.status for change in changes)


def _change(old: Passage | None, new: Passage | None) -> PassageChange:
    if old is None or new is None:
        return PassageChange(Status.INSERTED if old is None else Status.DELETED, old, new)
    if old == new:
        return PassageChange(Status.SAME, old, new)
    # Rows of the same length keep their columns, whatever became of the words in them.
    same_columns = len(old.cells) == len(new.cells)
    cells = zip(old.cells, new.cells, strict=True) if same_columns else aligned(old.cells, new.cells)
    return PassageChange(
        Status.CHANGED,
        old,
        new,
        words=diff(old.text, new.text),
        cells=tuple(_change(before, after) for before, after in cells),
    )


def _with_moves(changes: list[PassageChange]) -> list[PassageChange]:
    """What goes in one place and comes unchanged in another was moved."""
    gone: dict[Passage, list[int]] = defaultdict(list)
    for index, change in enumerate(changes):
        if change.status == Status.DELETED:
            gone[change.passage].append(index)
    found = list(changes)
    for index, change in enumerate(changes):
        if change.status == Status.INSERTED and gone.get(change.passage):
            place = gone[change.passage].pop(0)
            found[place] = replace(changes[place], status=Status.MOVED_AWAY)
            found[index] = replace(change, status=Status.MOVED_HERE)
    return found
