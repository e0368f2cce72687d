"""Rules made ready: for each name, which words in which position decide what."""

import itertools
from collections.abc import Iterable, Iterator
from functools import lru_cache

from articles.places.facts import Position, RuleFacts, Verdict
from articles.places.folding import key
from articles.places.names import Kind, Name

# Rules for people also judge former names: Шевченко, Жамбыл and Ермак are names of people first of all.
PERSON = "person"
FIRST_LETTERS = 2
NOMINATIVE, INDECLINABLE = "nominative", "indeclinable"


class WordList:
    """«озер*» is any word that begins so, «*летие» any that ends so, «ул.» the word with a full stop."""

    def __init__(self, words: Iterable[str]) -> None:
        items = key(" ".join(words)).split()
        self._exact = frozenset(item for item in items if "*" not in item and not item.endswith("."))
        self._shortened = frozenset(item[:-1] for item in items if item.endswith("."))
        self._endings = tuple(item[1:] for item in items if item.startswith("*") and len(item) > 1)
        # By their first letters: a list can have a hundred, and most words begin like none of them.
        self._beginnings: dict[str, tuple[str, ...]] = {}
        for item in items:
            if item.endswith("*") and len(item) > 1:
                letters = item[:-1][:FIRST_LETTERS]
                self._beginnings[letters] = (*self._beginnings.get(letters, ()), item[:-1])
        self._has_short_beginnings = any(len(letters) < FIRST_LETTERS for letters in self._beginnings)

    @classmethod
    @lru_cache(maxsize=1000)
    def parsed(cls, words: tuple[str, ...]) -> "WordList":
        """Most names share their rules: each combination of lists is read once."""
        return cls(words)

    def __bool__(self) -> bool:
        return bool(self._exact or self._shortened or self._beginnings or self._endings)

    def has(self, word: str, *, is_shortened: bool = False) -> bool:
        return self._has(word) or (is_shortened and word in self._shortened)

    def first_of(self, words: Iterable[str]) -> str | None:
        return next((word for word in words if self._has(word)), None)

    def _has(self, word: str) -> bool:
        if word in self._exact:
            return True
        begins = self._beginnings.get(word[:FIRST_LETTERS])
        if begins is not None and word.startswith(begins):
            return True
        if self._has_short_beginnings and word[:1] in self._beginnings:
            return True
        return bool(self._endings) and word.endswith(self._endings)


class NameRules:
    """The rules that speak of one name, by position and verdict."""

    def __init__(self, rules: Iterable[RuleFacts]) -> None:
        words: dict[tuple[Position, Verdict], list[str]] = {}
        for rule in rules:
            words.setdefault((rule.position, rule.verdict), []).append(rule.words)
        self._lists = {where: WordList.parsed(tuple(lists)) for where, lists in words.items()}
        self._written = words

        self.against_before = self._against(Position.BEFORE)
        self.against_after = self._against(Position.AFTER)
        self.against_anywhere = self._against(Position.SENTENCE, Position.NEAR)

    def _against(self, *positions: Position) -> WordList:
        found = [
            self._written[position, verdict]
            for position in positions
            for verdict in (Verdict.REJECTED, Verdict.ASK)
            if (position, verdict) in self._written
        ]
        return WordList.parsed(tuple(itertools.chain.from_iterable(found)))

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
