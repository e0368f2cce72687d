"""Brings together the names of one text that may be one name: cases of it, and spellings of it."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

from articles.lint.names.inflection import is_ending, splits
from articles.lint.names.likeness import (
    SHORTEST_HEARD,
    difference,
    has_fleeting_vowel,
    is_slip,
    neighbours,
    skeleton,
)
from articles.lint.names.mentions import Mention, Name

KAZAKH_LETTERS = frozenset("әғқңөұүһі")
# Names so many that they share a key are alike by their endings, not by a slip.
MOST_ALIKE = 40


@dataclass(eq=False)
class Lexeme:
    """A name in all the cases in which the text has it."""

    names: list[Name]

    @property
    def mentions(self) -> list[Mention]:
        return [mention for name in self.names for mention in name.mentions]

    @property
    def usual(self) -> str:
        """As it is written most often."""
        written: Counter[str] = Counter()
        for name in self.names:
            written.update(name.written)
        return written.most_common(1)[0][0]


class Form(NamedTuple):
    """One way to read a written name: a stem with an ending."""

    name: Name
    lexeme: Lexeme
    stem: str
    key: str
    ending: str


def lexemes_of(names: list[Name], language: str) -> list[Lexeme]:
    """Names that share a stem are cases of one."""
    heads = list(range(len(names)))

    def head(number: int) -> int:
        while heads[number] != number:
            heads[number] = heads[heads[number]]
            number = heads[number]
        return number

    owners: dict[str, int] = {}
    for number, name in enumerate(names):
        for stem, _ending in splits(name.folded, language):
            if 2 * len(stem) >= len(name.folded):
                heads[head(number)] = head(owners.setdefault(stem, number))
    families: dict[int, list[Name]] = defaultdict(list)
    for number, name in enumerate(names):
        families[head(number)].append(name)
    return [Lexeme(family) for family in families.values()]


def meetings(lexemes: list[Lexeme], language: str) -> Iterator[tuple[Form, Form]]:
    """Pairs of forms of different lexemes that differ by a slip at most; the candidates."""
    tables: dict[str, list[Form]] = defaultdict(list)
    for lexeme in lexemes:
        for name in lexeme.names:
            for stem, ending in splits(name.folded, language):
                key = skeleton(stem)
                if len(key) >= SHORTEST_HEARD:
                    form = Form(name, lexeme, stem, key, ending)
                    for place in (key,) if name.is_group else neighbours(key):
                        tables[place].append(form)
    for forms in tables.values():
        if 1 < len(forms) <= MOST_ALIKE:
            for first, second in combinations(forms, 2):
                if first.lexeme is not second.lexeme:
                    yield first, second


def is_one_name(first: Form, second: Form, language: str) -> bool:
    """Whether two forms of different lexemes are spellings of one name after all."""
    if not (first.name.is_certain or second.name.is_certain):
        return False
    if language != "kk" and _is_kazakh(first.name) != _is_kazakh(second.name):
        # The name in the other language, not another spelling.
        return False
    if first.key == second.key:
        return not (first.name.is_group and second.name.is_group) and _is_heard_alike(first, second)
    if first.name.is_group or second.name.is_group:
        return False
    if has_fleeting_vowel(first.key, second.key) or has_fleeting_vowel(second.key, first.key):
        return False
    if is_ending(difference(first.key, second.key).tail, language):
        # They differ where words are derived: Сериковичу, Сериковну.
        return False
    return is_slip(first.key, second.key)


def _is_kazakh(name: Name) -> bool:
    return not KAZAKH_LETTERS.isdisjoint(name.folded)


def _is_heard_alike(first: Form, second: Form) -> bool:
    if first.stem.replace("ё", "е") == second.stem.replace("ё", "е"):
        # Пётр and Петра are cases; Королёв and Королев are spellings.
        return first.ending == second.ending
    return first.stem != second.stem
