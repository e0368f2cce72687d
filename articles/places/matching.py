"""The matcher: every name of a place in a text, with a verdict."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from articles.places.explaining import Found, explain
from articles.places.facts import PlaceFacts, RuleFacts, Verdict
from articles.places.folding import PLAIN_LETTERS, Folded, folded, key
from articles.places.judging import Judgement, Reason, judge
from articles.places.names import Kind, Name, NameIndex
from articles.places.rules import RuleBook
from articles.places.sentences import sentence_span
from articles.places.surroundings import Sentence

# The first word of a name begins with a capital letter; the others are looked at only behind one.
CAPITALISED = re.compile("[А-ЯЁӘІҢҒҮҰҚӨҺ][^\\W_]*")
NEXT_WORD = re.compile("[-\u2010\u2011\u2012\u2013\u2212 \u00a0]{1,2}([^\\W_]+)")
MOST_REMEMBERED = 5000
"""Sentences with their judgements, and words with what they begin: a few megabytes."""


class Occurrence(NamedTuple):
    """`start` and `end` count characters of the text as it is written."""

    place: str
    start: int
    end: int
    text: str
    verdict: Verdict
    reason: Reason
    witness: str = ""
    is_former: bool = False


class Matcher:
    """Made once from the gazetteer, then used for every text."""

    def __init__(self, places: Iterable[PlaceFacts], rules: Iterable[RuleFacts]) -> None:
        self.places = {place.slug: place for place in places}
        self._index = NameIndex(self.places.values())
        self._book = RuleBook(rules)
        self._remembered: dict[str, dict[int, Judgement]] = {}
        self._first_words: dict[str, Name | bool] = {}
        self._spellings: dict[tuple[str, ...], str] = {}

    def occurrences(self, text: str) -> list[Occurrence]:
        """In their order in the text."""
        plain = folded(text)
        found = list(self._judged(plain.text))
        explain(plain.text, found)
        return [_occurrence(text, plain, item) for item in found]

    def spellings_of_readers(self) -> dict[tuple[str, ...], str]:
        """{words: place} for what is typed into search; the exact spelling before what only resembles it."""
        if not self._spellings:
            exact = {name.words: name.place.slug for name in self._index.names()}
            plain = {
                tuple(word.translate(PLAIN_LETTERS) for word in words): slug for words, slug in exact.items()
            }
            addresses = {tuple(slug.split("-")): slug for slug in self.places}
            self._spellings = addresses | plain | exact
        return self._spellings

    def forms(self, place: str) -> tuple[str, ...]:
        """Every spelling of the place, its words apart."""
        names = (name for name in self._index.names() if name.place.slug == place)
        return tuple(sorted({" ".join(name.words) for name in names}))

    def _spans(self, text: str) -> Iterator[tuple[Name, int, int]]:
        first_words = self._first_words
        done = 0
        for match in CAPITALISED.finditer(text):
            # Most words are no name: these lines are what the speed of the matcher hangs on.
            word = match[0]
            begins = first_words.get(word)
            if begins is None:
                begins = self._remember_first_word(word)
            if begins is False:
                continue
            start, end = match.span()
            if start < done or (start and (text[start - 1].isalnum() or text[start - 1] == "_")):
                continue
            if begins is not True:
                if text[end : end + 1] != "_":
                    done = end
                    yield begins, start, end
            elif longest := self._longest(text, match):
                name, done = longest
                yield name, start, done

    def _remember_first_word(self, word: str) -> "Name | bool":
        """The name that this word is; True when more words decide, False when no name begins so."""
        if len(self._first_words) >= MOST_REMEMBERED:
            self._first_words.clear()
        names = self._index.by_first.get(key(word), [])
        is_all = len(names) == 1 and len(names[0].words) == 1
        begins: Name | bool = bool(names)
        if is_all:
            begins = names[0] if _has_capitals([word]) else False
        self._first_words[word] = begins
        return begins

    def _longest(self, text: str, match: re.Match[str]) -> tuple[Name, int] | None:
        names = self._index.by_first.get(key(match[0]))
        if not names or text[match.end() : match.end() + 1] == "_":
            return None
        words, ends = [match[0]], [match.end()]
        while len(words) < len(names[0].words) and (more := NEXT_WORD.match(text, ends[-1])):
            words.append(more[1])
            ends.append(more.end())
        folded_words = tuple([key(word) for word in words])
        for name in names:
            count = len(name.words)
            if name.words == folded_words[:count] and _has_capitals(words[:count]):
                return name, ends[count - 1]
        return None

    def _judged(self, text: str) -> Iterator[Found]:
        begin = stop = 0
        known: dict[int, Judgement] = {}
        sentence: Sentence | None = None
        for name, start, end in self._spans(text):
            if end > stop:
                begin, stop = sentence_span(text, start, end, not_before=stop)
                written, sentence = text[begin:stop], None
                known = self._known(written)
            judgement = known.get(start - begin)
            if judgement is None:
                sentence = sentence or Sentence(written)
                judgement = judge(name, sentence.around(start - begin, end - begin), self._book)
                known[start - begin] = judgement
            yield Found(name, start, end, judgement)

    def _known(self, sentence: str) -> dict[int, Judgement]:
        """Judgements of one sentence: another version of a story, or a reprint, has most of its sentences."""
        known = self._remembered.get(sentence)
        if known is None:
            if len(self._remembered) >= MOST_REMEMBERED:
                self._remembered.clear()
            known = self._remembered[sentence] = {}
        return known


def _has_capitals(words: list[str]) -> bool:
    """As a name is written, or all in capitals; «АКсу» and «Семей» for «семей» are not told apart here."""
    if all(word.isupper() or word.isdigit() for word in words):
        return True
    return all(word.isdigit() or word[1:].islower() or len(word) == 1 for word in words)


def _occurrence(text: str, plain: Folded, item: Found) -> Occurrence:
    start, end = item.start, item.end
    if plain.cuts:
        start, end = plain.original(start), plain.original_end(end)
    while end < len(text) and "\u0300" <= text[end] <= "\u036f":
        end += 1
    return Occurrence(
        place=item.name.place.slug,
        start=start,
        end=end,
        text=text[start:end],
        verdict=item.judgement.verdict,
        reason=item.judgement.reason,
        witness=item.judgement.witness,
        is_former=item.name.kind == Kind.FORMER,
    )
