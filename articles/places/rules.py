"""Rules made ready: for each place, which words in which position decide what."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from articles.places.facts import PlaceFacts, Position, RuleFacts, Verdict
from articles.places.folding import key

# Rules for people also judge former names: Шевченко, Жамбыл and Ермак are names of people first of all.
PERSON = "person"
NOMINATIVE, INDECLINABLE = "nominative", "indeclinable"


@dataclass(frozen=True)
class Word:
    """A word beside a name. `gap` is what stands between it and its neighbour on the side of the name."""

    text: str
    gap: str
    is_capital: bool
    # A full stop follows.
    is_shortened: bool = False


@dataclass(frozen=True)
class WordList:
    """«озер*» is any word that begins so, «*летие» any that ends so, «ул.» the word with a full stop."""

    exact: frozenset[str]
    shortened: frozenset[str]
    beginnings: tuple[str, ...]
    endings: tuple[str, ...]

    @classmethod
    def parsed(cls, words: str) -> "WordList":
        items = key(words).split()
        return cls(
            exact=frozenset(item for item in items if "*" not in item and not item.endswith(".")),
            shortened=frozenset(item[:-1] for item in items if item.endswith(".")),
            beginnings=tuple(item[:-1] for item in items if item.endswith("*") and len(item) > 1),
            endings=tuple(item[1:] for item in items if item.startswith("*") and len(item) > 1),
        )

    def has(self, word: Word) -> bool:
        text = word.text
        return (
            text in self.exact
            or (word.is_shortened and text in self.shortened)
            or text.startswith(self.beginnings)
            or text.endswith(self.endings)
        )


@dataclass(frozen=True)
class Rule:
    position: Position
    verdict: Verdict
    words: WordList
    cases: frozenset[str]

    def fits(self, cases: frozenset[str], *, is_declinable: bool, is_ambiguous: bool) -> bool:
        """Whether the rule speaks of a name in these cases."""
        if not self.cases or self.cases & cases:
            return True
        is_nominative = "ru:nominative" in cases or "kk:nominative" in cases
        if NOMINATIVE in self.cases and is_nominative:
            # «Улицы Алматы» may be those of the town; «улица Астана» is a name. What follows a Kazakh
            # nominative («Атырау облысы») leaves no doubt.
            return is_declinable or is_ambiguous or self.position == Position.AFTER
        return INDECLINABLE in self.cases and not is_declinable and not is_ambiguous


@dataclass
class RuleBook:
    """{place: {position: rules}}"""

    rules: list[RuleFacts]
    _made: dict[tuple[str, bool], dict[Position, list[Rule]]] = field(default_factory=dict)
    _compiled: dict[int, Rule] = field(default_factory=dict)

    def of(self, place: PlaceFacts, *, is_former: bool) -> dict[Position, list[Rule]]:
        found = self._made.get((place.slug, is_former))
        if found is None:
            namesakes = place.namesakes | ({PERSON} if is_former else set())
            found = {position: [] for position in Position}
            for rule in self._for(place.slug, namesakes):
                found[rule.position].append(rule)
            self._made[place.slug, is_former] = found
        return found

    def _for(self, slug: str, namesakes: Iterable[str]) -> Iterator[Rule]:
        """The particular before the general."""
        special = [rule for rule in self.rules if rule.place == slug]
        of_kind = [rule for rule in self.rules if not rule.place and rule.namesake in namesakes and rule.namesake]
        general = [rule for rule in self.rules if not rule.place and not rule.namesake]
        for facts in (*special, *of_kind, *general):
            yield self._rule(facts)

    def _rule(self, facts: RuleFacts) -> Rule:
        made = self._compiled.get(id(facts))
        if made is None:
            made = Rule(facts.position, facts.verdict, WordList.parsed(facts.words), facts.cases)
            self._compiled[id(facts)] = made
        return made
