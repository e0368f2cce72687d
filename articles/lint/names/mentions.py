"""The names in a text: words with a capital letter where none is due."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from articles.lint.names.inflection import crude_stem
from articles.lint.quotations import Span
from articles.lint.sentences import first_letters
from articles.lint.story_text import Passage

# An apostrophe inside a name (Д’Артаньян), not before the ending of a foreign one (Compiz’е).
WORD = re.compile(r"[^\W\d_]+(?:(?:-|[’'](?=[^\W\d_]{3}))[^\W\d_]+)*")
LONGEST_NAME = 30
LONGEST_ABBREVIATION = 5


class Mention(NamedTuple):
    passage: Passage
    # Number of the passage, and where in it the word stands.
    number: int
    start: int
    end: int
    is_quoted: bool
    # Names right before and after: «Айдар Ахметов».
    companions: tuple[str, ...]


@dataclass
class Name:
    """One written form, whatever the case of its letters."""

    folded: str
    # Two words that may be the parts of one name: «Усть Каменогорск».
    is_group: bool = False
    # Somewhere it stands where only a name has a capital letter.
    is_certain: bool = False
    written: Counter[str] = field(default_factory=Counter)
    mentions: list[Mention] = field(default_factory=list)


class Word(NamedTuple):
    written: str
    folded: str
    start: int
    end: int
    is_name: bool
    is_first: bool


def names_of(passages: Iterable[Passage], language: str) -> list[Name]:
    """Every form that may be a name. What also stands without a capital in this text is a common word."""
    found: dict[tuple[str, bool], Name] = {}
    common: set[str] = set()
    for number, passage in enumerate(passages):
        words = _words(passage)
        common.update(word.folded for word in words if word.written[0].islower())
        _add_mentions(found, words, passage, number)
    stems = {crude_stem(word, language) for word in common if len(word) <= LONGEST_NAME}
    return [
        name
        for name in found.values()
        if name.folded not in common and (name.is_certain or crude_stem(name.folded, language) not in stems)
    ]


def _words(passage: Passage) -> list[Word]:
    text = passage.text
    spans = passage.quotations
    firsts = first_letters(text, [*passage.sentences, *spans])
    return [
        Word(
            written=match[0],
            folded=match[0].casefold(),
            start=match.start(),
            end=match.end(),
            is_name=_is_name(match[0]),
            is_first=match.start() in firsts,
        )
        for match in WORD.finditer(text)
    ]


def _is_inside(spans: list[Span], position: int) -> bool:
    at = bisect_right(spans, position, key=lambda span: span[0]) - 1
    return at >= 0 and position < spans[at][1]


def _is_name(word: str) -> bool:
    if not word[0].isupper() or not 1 < len(word) <= LONGEST_NAME:
        return False
    return not any(1 < len(part) <= LONGEST_ABBREVIATION and part.isupper() for part in word.split("-"))


def _add_mentions(
    found: dict[tuple[str, bool], Name], words: list[Word], passage: Passage, number: int
) -> None:
    spans = passage.quotations

    def together(left: int, right: int) -> bool:
        """Both are names, and nothing but a space stands between them."""
        if left < 0 or right >= len(words) or words[right].is_first:
            return False
        return words[left].is_name and words[right].is_name and words[right].start - words[left].end == 1

    def add(words_of_name: list[Word], companions: tuple[str, ...]) -> None:
        first, last = words_of_name[0], words_of_name[-1]
        is_group = len(words_of_name) > 1
        folded = " ".join(word.folded for word in words_of_name)
        name = found.setdefault((folded, is_group), Name(folded, is_group))
        name.written[" ".join(word.written for word in words_of_name)] += 1
        name.is_certain = name.is_certain or not first.is_first
        is_quoted = passage.is_quoted or _is_inside(spans, first.start)
        name.mentions.append(Mention(passage, number, first.start, last.end, is_quoted, companions))

    for at, word in enumerate(words):
        if not word.is_name:
            continue
        before = (words[at - 1].folded,) if together(at - 1, at) else ()
        after = (words[at + 1].folded,) if together(at, at + 1) else ()
        add([word], before + after)
        if after:
            add([word, words[at + 1]], ())
