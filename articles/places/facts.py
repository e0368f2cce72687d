"""What the matcher knows: plain values, which `articles.places.gazetteer` reads from the database."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    CONFIRMED = "confirmed"
    ASK = "ask"
    REJECTED = "rejected"


class Position(StrEnum):
    """Where the words of a rule stand."""

    # Right before the name, or before the list of names that it stands in.
    BEFORE = "before"
    PREPOSITION = "preposition"
    AFTER = "after"
    # Right after the list of names that it stands in.
    AFTER_LIST = "after_list"
    # Before a name in quotation marks.
    QUOTED = "quoted"
    # Among the eight words on either side, in the same sentence.
    NEAR = "near"
    # Near as well, and only beside what decides nothing alone: a heading («Сатпаев: …»), a preposition or a
    # verb behind the list that has a rule with the verdict «ask». «До Курчатова» is a way when a bus goes it.
    SUPPORT = "support"
    # Anywhere in the sentence: against the place it is stronger than any other (a namesake in another
    # country), for the place it yields to what stands right beside the name.
    SENTENCE = "sentence"
    # In the same list of names: towns that the gazetteer does not have.
    LIST = "list"
    # No words: the case form alone decides.
    FORM = "form"


@dataclass(frozen=True)
class PlaceFacts:
    """A place and its names."""

    slug: str
    # {"ru": {"genitive": ["Курчатова"]}, "kk": {…}}
    forms: Mapping[str, Mapping[str, tuple[str, ...]]]
    aliases: tuple[str, ...] = ()
    former_names: tuple[str, ...] = ()
    # What else has this name: a person, a lake; empty for a name that nothing else has.
    namesakes: frozenset[str] = frozenset()
    # Forms that are ordinary words of a language too («ru:семей»): a capital letter proves nothing where any
    # word has one.
    ordinary_words: frozenset[str] = frozenset()


@dataclass(frozen=True)
class RuleFacts:
    """Words beside a name that decide for or against the place."""

    position: Position
    verdict: Verdict
    words: str = ""
    # For one place, or for those with one kind of namesake; both empty: for every place.
    place: str = ""
    namesake: str = ""
    # Cases that the name must be in, as «ru:genitive»; «nominative» and «indeclinable» are said of the name.
    cases: frozenset[str] = frozenset()
