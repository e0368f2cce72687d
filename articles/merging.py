"""Two contents that grew from one: what only one of them changed is taken, what both changed is asked."""

from dataclasses import dataclass
from typing import Any, cast

from articles.content import Content


@dataclass(frozen=True)
class Conflict:
    """A field that both changed, each in another way."""

    field: str
    base: Any
    theirs: Any
    mine: Any


@dataclass(frozen=True)
class Merge:
    """`content` has my value where there is a conflict."""

    content: Content
    conflicts: list[Conflict]


def merge_contents(base: Content, theirs: Content, mine: Content) -> Merge:
    merged: dict[str, Any] = {}
    conflicts = []
    for name in mine:
        was, other, own = base[name], theirs[name], mine[name]  # type: ignore[literal-required]
        merged[name] = other if own == was else own
        if own not in (was, other) and other != was:
            conflicts.append(Conflict(name, was, other, own))
    return Merge(cast("Content", merged), conflicts)
