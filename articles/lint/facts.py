"""What the rules need to know beside the text: plain values, which `articles.lint.around` reads."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from articles.lint.registered import Check

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True)
class PhotoFacts:
    """A photo of the library. `alt` is in the language of the story, empty where it is only in the other."""

    key: str
    title: str
    alt: str
    credit: str
    is_decorative: bool = False
    # Why it may not be published, as a sentence; None when it may.
    unusable: "_StrPromise | str | None" = None


@dataclass(frozen=True)
class SourceFacts:
    """A source of the newsroom, its names and its phrases of attribution in both languages."""

    kind: str
    name: str
    url: str = ""
    names: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Around:
    """The surroundings of one version of a story at one moment."""

    now: datetime
    # By id and by key.
    photos: Mapping[int | str, PhotoFacts] = field(default_factory=dict)
    # By id: those of the story, and every agency, because a text may name one that is not declared.
    sources: Mapping[int, SourceFacts] = field(default_factory=dict)
    own_hosts: frozenset[str] = frozenset()
    # When this version is to appear; None: at once.
    publish_at: datetime | None = None
    embargo_until: datetime | None = None
    expires_at: datetime | None = None
    # Readers have the story already, so an embargo that ended is history.
    is_live: bool = False
    # Rules of other rooms, with what they know.
    others: tuple[Check, ...] = ()
