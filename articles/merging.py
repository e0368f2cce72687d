"""Two versions of a story written over the same base, as one: nothing that either wrote is lost."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, cast

from articles.content import Content, SourceItem
from newsportal.lib.three_way import merge_bodies, merge_sequences


class ChangedBy(StrEnum):
    NOBODY = "nobody"
    THEM = "them"
    ME = "me"
    BOTH_ALIKE = "both-alike"
    BOTH = "both"


@dataclass(frozen=True)
class FieldMerge:
    """One field of three versions; None where a version has no such field."""

    name: str
    base: Any
    theirs: Any
    mine: Any
    changed_by: ChangedBy
    # When both changed it in ways that do not touch: the two together.
    merged: Any = None

    @property
    def is_open(self) -> bool:
        """A person has to choose: the merged content has mine, and theirs stands here alone."""
        return self.changed_by == ChangedBy.BOTH and self.merged is None


@dataclass(frozen=True)
class Merge:
    content: Content
    # Every field, whoever changed it.
    fields: list[FieldMerge]

    @property
    def conflicts(self) -> list[FieldMerge]:
        """What both changed differently; one that is `merged` already is a proposal to look at."""
        return [field for field in self.fields if field.changed_by == ChangedBy.BOTH]


def merge_contents(base: Content, theirs: Content, mine: Content) -> Merge:
    """Each field from whoever changed it; where both did, the two together, or mine."""
    versions = [cast("dict[str, Any]", version) for version in (base, theirs, mine)]
    fields = [_merge_field(name, *(version.get(name) for version in versions)) for name in _names(*versions)]
    content: dict[str, Any] = {}
    for field in fields:
        if field.merged is not None:
            content[field.name] = field.merged
        elif field.name in (chosen := _chosen(field, *versions)):
            content[field.name] = chosen[field.name]
    # Which edition of the shape it is: nothing that anybody wrote.
    return Merge(cast("Content", content), [field for field in fields if field.name != "schema"])


def _names(base: dict[str, Any], theirs: dict[str, Any], mine: dict[str, Any]) -> list[str]:
    return list(dict.fromkeys([*mine, *theirs, *base]))


def _merge_field(name: str, base: Any, theirs: Any, mine: Any) -> FieldMerge:
    changed_by = _who(base, theirs, mine)
    merger = MERGERS.get(name) if changed_by == ChangedBy.BOTH else None
    return FieldMerge(name, base, theirs, mine, changed_by, merger(base, theirs, mine) if merger else None)


def _chosen(
    field: FieldMerge, base: dict[str, Any], theirs: dict[str, Any], mine: dict[str, Any]
) -> dict[str, Any]:
    """The version whose value is taken. Left out and empty say the same, yet a version stays as it was."""
    if field.changed_by != ChangedBy.NOBODY:
        return theirs if field.changed_by == ChangedBy.THEM else mine
    return theirs if (field.name in mine) == (field.name in base) and field.mine == field.base else mine


def is_empty(value: Any) -> bool:
    """What an edition of the shape says by leaving the field out. The age mark 0+ is not empty."""
    return value is None or value is False or value in ("", [])


def same(one: Any, other: Any) -> bool:
    return one == other or (is_empty(one) and is_empty(other))


def _who(base: Any, theirs: Any, mine: Any) -> ChangedBy:
    if same(theirs, mine):
        return ChangedBy.NOBODY if same(base, mine) else ChangedBy.BOTH_ALIKE
    if same(base, mine):
        return ChangedBy.THEM
    return ChangedBy.ME if same(base, theirs) else ChangedBy.BOTH


def _merge_topics(base: list[int] | None, theirs: list[int] | None, mine: list[int] | None) -> list[int]:
    """A set: what either added, without what either removed."""
    before, one, other = set(base or []), set(theirs or []), set(mine or [])
    return sorted((one | other) - (before - one) - (before - other))


def _merge_authors(
    base: list[int] | None, theirs: list[int] | None, mine: list[int] | None
) -> list[int] | None:
    return merge_sequences(base or [], theirs or [], mine or [], key=lambda author: author)


def _merge_sources(
    base: list[SourceItem] | None, theirs: list[SourceItem] | None, mine: list[SourceItem] | None
) -> list[SourceItem] | None:
    return merge_sequences(base or [], theirs or [], mine or [], key=lambda item: tuple(sorted(item.items())))


MERGERS: dict[str, Callable[[Any, Any, Any], Any]] = {
    "schema": lambda base, theirs, mine: max(theirs, mine),
    "body": lambda base, theirs, mine: merge_bodies(base or "", theirs or "", mine or ""),
    "topics": _merge_topics,
    "authors": _merge_authors,
    "sources": _merge_sources,
}
"""How two changes of one field are put together. Of any other field a person chooses."""
