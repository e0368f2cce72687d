"""What a reader looks for: the places that a query names, and its other words."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from articles.places.facts import Verdict
from articles.places.folding import key
from articles.places.matching import Matcher
from articles.places.names import SEPARATORS

# Words in double quotation marks are looked for as they are typed.
LITERAL = re.compile(r'"[^"]*"?')
WORD = re.compile(r"[^\W_]+")
# They belong to the name beside them: «в Курчатове», «город Абай», «Абай қаласы».
BESIDE = re.compile(r"(?:\b(?:в|во|из|на|г\.?|гор\.|город\w{0,3}|моногород\w{0,2})\s*)$", re.IGNORECASE)
BEHIND = re.compile(r"\s*(?:қала\w{0,8}|қ\.)", re.IGNORECASE)


@dataclass(frozen=True)
class NamedInQuery:
    place: str
    # As typed.
    words: str
    # Every spelling of the place.
    forms: tuple[str, ...]


@dataclass(frozen=True)
class Asked:
    """`typed` is all of it; `words` is what is left without the places."""

    typed: str
    words: str
    places: tuple[NamedInQuery, ...] = ()

    @property
    def literal(self) -> str:
        """The query that looks for the same as mere words."""
        return " ".join([*(f'"{named.words}"' for named in self.places), self.words]).strip()

    def as_words(self) -> "Asked":
        return Asked(self.typed, self.typed)


def asked(typed: str, matcher: Matcher) -> Asked:
    """Places are found in any case form, spelling, language and case of letters."""
    places: list[NamedInQuery] = []
    rest, done = "", 0
    for slug, start, end in _named(typed, matcher):
        if any(match.start() < end and match.end() > start for match in LITERAL.finditer(typed)):
            continue
        if _means_something_else(typed, start, end, slug, matcher):
            continue
        places.append(NamedInQuery(slug, typed[start:end], matcher.forms(slug)))
        rest += BESIDE.sub("", typed[done:start]) + " "
        behind = BEHIND.match(typed, end)
        done = behind.end() if behind else end
    rest += typed[done:]
    return Asked(typed, " ".join(rest.split()), tuple(places))


def _named(typed: str, matcher: Matcher) -> Iterator[tuple[str, int, int]]:
    """The longest names first from the left: as texts write them, without Kazakh letters, as addresses do."""
    spellings = matcher.spellings_of_readers()
    words = [(key(match[0]), match.start(), match.end()) for match in WORD.finditer(typed)]
    index = 0
    while index < len(words):
        for count in range(min(4, len(words) - index), 0, -1):
            run = words[index : index + count]
            between = [typed[one[2] : other[1]] for one, other in itertools.pairwise(run)]
            if not all(SEPARATORS.fullmatch(gap) for gap in between):
                continue
            slug = spellings.get(tuple(word for word, _start, _end in run))
            if slug is not None:
                yield slug, run[0][1], run[-1][2]
                index += count
                break
        else:
            index += 1


def _means_something_else(typed: str, start: int, end: int, slug: str, matcher: Matcher) -> bool:
    """«Абай Кунанбаев», «озеро Балхаш», «поддержка семей»: the other words say that it is no town."""
    name = typed[start:end]
    others = BESIDE.sub("", typed[:start]) + typed[end:]
    if not others.strip():
        return False
    is_ordinary = any(key(name) == word.split(":")[-1] for word in matcher.places[slug].ordinary_words)
    if is_ordinary and name.islower():
        return True
    written = typed[:start] + name.title() + typed[end:]
    return any(
        item.start == start and item.verdict == Verdict.REJECTED for item in matcher.occurrences(written)
    )
