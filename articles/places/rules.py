"""Rules made ready: for each name, which words in which position decide what."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from articles.places.facts import Position, RuleFacts, Verdict
from articles.places.folding import key
from articles.places.names import Kind, Name

# Rules for people also judge former names: Шевченко, Жамбыл and Ермак are names of people first of all.
PERSON = "person"
NOMINATIVE, INDECLINABLE = "nominative", "indeclinable"


@dataclass(frozen=True, slots=True)
class WordList:
    """«озер*» is any word that begins so, «*летие» any that ends so, «ул.» the word with a full stop."""

    exact: frozenset[str]
    shortened: frozenset[str]
    beginnings: tuple[str, ...]
    endings: tuple[str, ...]

    @classmethod
    @lru_cache(maxsize=1000)
    def parsed(cls, words: tuple[str, ...]) -> "WordList":
        """Most names share their rules: each combination of lists is read once."""
        items = key(" ".join(words)).split()
        return cls(
            exact=frozenset(item for item in items if "*" not in item and not item.endswith(".")),
            shortened=frozenset(item[:-1] for item in items if item.endswith(".")),
            beginnings=tuple(item[:-1] for item in items if item.endswith("*") and len(item) > 1),
            endings=tuple(item[1:] for item in items if item.startswith("*") and len(item) > 1),
        )

    def has(self, word: str, *, is_shortened: bool = False) -> bool:
        return (
            word in self.exact
            or word.startswith(self.beginnings)
            or (is_shortened and word in self.shortened)
            or word.endswith(self.endings)
        )


class NameRules:
    """The rules that speak of one name, by position and verdict."""

    def __init__(self, rules: Iterable[RuleFacts]) -> None:
        words: dict[tuple[Position, Verdict], list[str]] = {}
        for rule in rules:
            words.setdefault((rule.position, rule.verdict), []).append(rule.words)
        self._lists = {where: WordList.parsed(tuple(lists)) for where, lists in words.items()}

    def words(self, position: Position, verdict: Verdict) -> WordList | None:
        return self._lists.get((position, verdict))

    def any_has(self, position: Position, word: str) -> bool:
        return any(words.has(word) for (where, _verdict), words in self._lists.items() if where == position)


class RuleBook:
    def __init__(self, rules: Iterable[RuleFacts]) -> None:
        self._rules = list(rules)
        self._of_names: dict[Name, NameRules] = {}

    def of(self, name: Name) -> NameRules:
        found = self._of_names.get(name)
        if found is None:
            found = self._of_names[name] = NameRules(self._for(name))
        return found

    def _for(self, name: Name) -> Iterator[RuleFacts]:
        kinds = {"", *name.place.namesakes} | ({PERSON} if name.kind == Kind.FORMER else set())
        for rule in self._rules:
            if rule.place in {"", name.place.slug} and rule.namesake in kinds and _fits(rule, name):
                yield rule


def _fits(rule: RuleFacts, name: Name) -> bool:
    """Whether the rule speaks of a name in these cases."""
    if not rule.cases or rule.cases & name.cases:
        return True
    if NOMINATIVE in rule.cases and name.cases & {"ru:nominative", "kk:nominative"}:
        # «Улицы Алматы» may be those of the town; «улица Астана» is a name. What follows a Kazakh nominative
        # («Атырау облысы») leaves no doubt.
        return name.is_declinable or name.is_ambiguous or rule.position == Position.AFTER
    return INDECLINABLE in rule.cases and not name.is_declinable and not name.is_ambiguous
