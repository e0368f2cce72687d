"""Every spelling of every place, found by its first word."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import cached_property

from articles.places.declension import declined
from articles.places.facts import PlaceFacts
from articles.places.folding import key


class Kind(IntEnum):
    CURRENT = 0
    ALIAS = 1
    FORMER = 2


@dataclass(frozen=True, eq=False)
class Name:
    """One spelling. `cases` are all that it can be, as «ru:genitive»."""

    place: PlaceFacts
    kind: Kind
    words: tuple[str, ...]
    cases: frozenset[str]
    is_declinable: bool

    @cached_property
    def is_ambiguous(self) -> bool:
        return bool(self.place.namesakes) or self.kind == Kind.FORMER

    @cached_property
    def is_plain(self) -> bool:
        """Nothing else at all has this name, nor is it a word."""
        return not self.is_ambiguous and not self.place.ordinary_words


SEPARATORS = re.compile("[-\u2010\u2011\u2012\u2013\u2212 \u00a0]+")


class NameIndex:
    """{first word: names that begin so, the longest first}"""

    def __init__(self, places: Iterable[PlaceFacts]) -> None:
        by_words: dict[tuple[str, ...], Name] = {}
        for place in places:
            for name in _names(place):
                known = by_words.get(name.words)
                # A name of today is stronger than one of the past.
                if known is None or name.kind < known.kind:
                    by_words[name.words] = name
                elif known.place is place and name.kind == known.kind:
                    by_words[name.words] = replace(
                        known,
                        cases=known.cases | name.cases,
                        is_declinable=known.is_declinable and name.is_declinable,
                    )
        self.by_first: dict[str, list[Name]] = defaultdict(list)
        for name in by_words.values():
            self.by_first[name.words[0]].append(name)
        for names in self.by_first.values():
            names.sort(key=lambda name: -len(name.words))
        self.by_first.default_factory = None

    def names(self) -> Iterator[Name]:
        for names in self.by_first.values():
            yield from names


def words_of(name: str) -> tuple[str, ...]:
    return tuple(SEPARATORS.split(key(name).strip()))


def _names(place: PlaceFacts) -> Iterator[Name]:
    russian = place.forms.get("ru", {})
    is_declinable = len({form for forms in russian.values() for form in forms}) > 1
    for language, cases in place.forms.items():
        for case, forms in cases.items():
            for form in forms:
                # Kazakh has a form of its own for every case, also where Russian has one for all.
                declinable = is_declinable if language == "ru" else True
                yield Name(place, Kind.CURRENT, words_of(form), frozenset([f"{language}:{case}"]), declinable)
    for kind, names in ((Kind.ALIAS, place.aliases), (Kind.FORMER, place.former_names)):
        for name in names:
            yield from _declined(place, kind, name)


def _declined(place: PlaceFacts, kind: Kind, name: str) -> Iterator[Name]:
    forms = declined(name)
    declinable = len(set(forms.values())) > 1
    for case, form in forms.items():
        yield Name(place, kind, words_of(form), frozenset([f"ru:{case}"]), declinable)
