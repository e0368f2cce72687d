"""What stands around a name in its sentence."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from typing import NamedTuple

from articles.places.declension import KAZAKH
from articles.places.folding import key
from articles.places.sentences import sentence_span

WORD = re.compile("[^\\W_]+(?:[-\u2010\u2011][^\\W_]+)*")
NEAR = 8
"""Words on either side that are still near."""
LONGEST_LIST = 40
"""Words of a list of names that are looked through for what stands before it."""

QUOTES = "«»„“”\"'‘’"
PLAIN_GAP = re.compile(rf"\.?[ \t\u00a0\u202f]*[{QUOTES}(]?")
# «городов — А, Б», «в ряде моногородов (А, Б)», «города: А, Б».
INTRODUCED = re.compile(rf"\.?[)\s]*[:—–-]?\s*[{QUOTES}(]?")
LIST_GAP = re.compile(rf"[{QUOTES})]?\s*[,;/—–-]\s*[{QUOTES}(]?")
# In a table of plain text a comma or a stroke stands between cells.
BEHIND_GAP = re.compile(r"[,|;]?[ \t\u00a0]*\(?|,?\s+\(?")
SPACE_GAP = re.compile("[ \t\u00a0]+")
OPENING_SPEECH = re.compile(r"[:—–]\s*[«„“\"]\s*$|^\s*[—–-]?\s*$")
# «В небольшом Абае»: one adjective may stand between.
ADJECTIVE = re.compile(r".{3,}(?:ом|ем|ой|ый|ий|ого|его|ую|их|ых|ей)")
# «Город горняков»: the people of a town stand between.
WHOSE = ("ков", "гов", "тов", "ров", "лей", "иков")
JOINING = frozenset(["и", "или", "а", "также", "да", "және", "мен", "пен", "бен", "әрі", "либо", "плюс"])
CAPITAL = "[A-ZА-ЯЁӘІҢҒҮҰҚӨҺ]"
# «От Балхаша до Приозёрска».
BETWEEN_NAMES = JOINING | {"до", "от"}
INITIALS_BEFORE = re.compile(rf"(?:^|[^\w.-]){CAPITAL}\.\s?(?:{CAPITAL}\.\s?)?$")
INITIALS_AFTER = re.compile(rf"\s{CAPITAL}\.(?:\s?{CAPITAL}\.|\s|,|$)")
GROWN_AFTER = re.compile("[-\u2010\u2011]([^\\W_]+)")
GROWN_BEFORE = re.compile("([^\\W_]+)[-\u2010\u2011]$")
BEFORE_DASH = re.compile("[ \u00a0]+[—–]|:\\s")
MONTHS = "янв|фев|март|апр|ма[йя]|июн|июл|авг|сент|окт|ноя|дек"
# «Семей, 3 марта.», «Семей, область Абай:», where a report comes from.
DATELINE = re.compile(rf",\s(?:\d{{1,2}}\s(?:{MONTHS})|[^\W\d_]*\s?обл(?:\.|аст))", re.IGNORECASE)
DISTRICT = re.compile(r".+ск(?:ий|ого|ому|им|ом|ие|их) (?:район\w{0,3}|р-н\w?)")
SPEECH_ENDS = re.compile('[^«»\n]*(?:[,!?…][»”"]|[»”"],)\\s*[—–]')
OPENING_QUOTES, CLOSING_QUOTES = '«„“"', '»”“"'
LONGEST_TITLE = 40
LONGEST_PREDICATE = 4


class Word(NamedTuple):
    """A word beside a name."""

    text: str
    start: int
    end: int
    is_capital: bool
    # A full stop follows.
    is_shortened: bool


_start, _end = attrgetter("start"), attrgetter("end")


class Sentence:
    """Its words, read once for all the names that it has."""

    def __init__(self, text: str, start: int, end: int, *, not_before: int = 0) -> None:
        self.text = text
        self.start, self.end = sentence_span(text, start, end, not_before=not_before)
        self.words = [
            Word(
                key(written := match[0]),
                match.start(),
                match.end(),
                written[0].isupper(),
                text[match.end() : match.end() + 1] == ".",
            )
            for match in WORD.finditer(text, self.start, self.end)
        ]

    @cached_property
    def language(self) -> str:
        return "kk" if KAZAKH.search(self.text, self.start, self.end) else "ru"

    def around(self, start: int, end: int) -> "Surroundings":
        first = bisect_right(self.words, start, key=_end)
        last = bisect_left(self.words, end, key=_start)
        return Surroundings(self, start, end, first, last)


@dataclass(slots=True)
class Surroundings:
    """Of one name, from `start` to `end`; `first` and `last` bound its own words in the sentence."""

    sentence: Sentence
    start: int
    end: int
    first: int
    last: int

    @property
    def text(self) -> str:
        return self.sentence.text

    @property
    def has_words_before(self) -> bool:
        return self.first > 0

    @property
    def is_second_word(self) -> bool:
        return self.first == 1

    def before(self) -> Word | None:
        """The word right before, with no more than a space, a full stop or an opening mark between."""
        word = self.sentence.words[self.first - 1] if self.first else None
        return word if word and PLAIN_GAP.fullmatch(self.text, word.end, self.start) else None

    def after(self, *, over_comma: bool = False) -> Word | None:
        word = self.sentence.words[self.last] if self.last < len(self.sentence.words) else None
        gap = BEHIND_GAP if over_comma else SPACE_GAP
        return word if word and gap.fullmatch(self.text, self.end, word.start) else None

    def tail(self) -> Word | None:
        """The word after the whole list of names that the name stands in: «Семей мен Курчатов қалалары»."""
        words, edge = self.sentence.words, self.end
        for word in words[self.last : self.last + LONGEST_LIST]:
            gap = SPACE_GAP.fullmatch(self.text, edge, word.start) or LIST_GAP.fullmatch(
                self.text, edge, word.start
            )
            if not gap:
                return None
            if not word.is_capital and word.text not in JOINING:
                return word
            edge = word.end
        return None

    def fellows(self) -> Iterator[Word]:
        """The other names of the list that the name stands in."""
        words = self.sentence.words
        yield from self._fellows(words[self.last : self.last + LONGEST_LIST], self.end)
        yield from self._fellows(
            words[max(0, self.first - LONGEST_LIST) : self.first][::-1], self.start, is_before=True
        )

    def _fellows(self, words: list[Word], edge: int, *, is_before: bool = False) -> Iterator[Word]:
        is_joined = False
        for word in words:
            gap = (word.end, edge) if is_before else (edge, word.start)
            is_joined = is_joined or word.text in BETWEEN_NAMES
            if not (
                LIST_GAP.fullmatch(self.text, *gap) or (is_joined and SPACE_GAP.fullmatch(self.text, *gap))
            ):
                return
            if word.is_capital:
                yield word
                is_joined = False
            elif word.text not in BETWEEN_NAMES:
                return
            edge = word.start if is_before else word.end

    def near(self) -> list[Word]:
        words = self.sentence.words
        return [*words[max(0, self.first - NEAR) : self.first], *words[self.last : self.last + NEAR]]

    def others(self) -> list[Word]:
        """The whole sentence but the name."""
        return [*self.sentence.words[: self.first], *self.sentence.words[self.last :]]

    @property
    def begins_sentence(self) -> bool:
        return not self.first or bool(OPENING_SPEECH.search(self._before(6)))

    def _before(self, length: int) -> str:
        return self.text[max(self.sentence.start, self.start - length) : self.start]

    def has_initials_before(self, *, is_shouted: bool) -> bool:
        before = self._before(10)
        if "." not in before or not INITIALS_BEFORE.search(before):
            return False
        # «Г. АБАЙ» in capitals is «г. Абай».
        return not (is_shouted and before.rstrip(" .")[-1:] == "Г")

    def has_initials_after(self) -> bool:
        return bool(INITIALS_AFTER.match(self.text, self.end, self.end + 9))

    @property
    def is_before_dash(self) -> bool:
        """«Семей — родина»: no genitive stands before a dash."""
        return bool(BEFORE_DASH.match(self.text, self.end))

    @property
    def is_dateline(self) -> bool:
        return self.begins_sentence and bool(DATELINE.match(self.text, self.end))

    def predicate(self) -> list[Word]:
        """The first words behind a dash."""
        words = self.sentence.words[self.last : self.last + LONGEST_PREDICATE]
        return words if self.is_before_dash and words and not words[0].is_capital else []

    @property
    def is_in_speech(self) -> bool:
        """«Риддер замерзает», — пишут жители."""
        return bool(SPEECH_ENDS.match(self.text, self.end, self.end + LONGEST_TITLE))

    @property
    def is_quoted_alone(self) -> bool:
        """Nothing else stands between the quotation marks."""
        before, after = self.text[self.start - 1 : self.start], self.text[self.end : self.end + 1]
        return bool(before) and before in QUOTES and bool(after) and after in QUOTES

    def quoted_title(self) -> tuple[int, str] | None:
        """Where the marks open around a short title that the name is part of, and the title."""
        reach = self.text[max(0, self.start - LONGEST_TITLE) : self.start]
        opened = max(map(reach.rfind, OPENING_QUOTES))
        inside = reach[opened + 1 :]
        if opened < 0 or any(mark in inside for mark in "»”\n.,"):
            return None
        behind = self.text[self.end : self.end + LONGEST_TITLE]
        closed = min((at for mark in CLOSING_QUOTES if (at := behind.find(mark)) >= 0), default=-1)
        if closed < 0:
            return None
        return self.start - len(inside) - 1, inside + self.text[self.start : self.end] + behind[:closed]

    def word_before(self, position: int) -> Word | None:
        found = [word for word in self.sentence.words[: self.first] if word.end <= position]
        return found[-1] if found else None

    def compound_with(self) -> str:
        """«Камчатский» of «Петропавловск-Камчатский», «Эйр» of «Эйр-Астана»: what is grown to the name."""
        if after := GROWN_AFTER.match(self.text, self.end):
            return after[1]
        before = GROWN_BEFORE.search(self._before(30))
        return before[1] if before else ""

    @property
    def is_behind_a_named_district(self) -> bool:
        """«В Бостандыкском районе Алматы»: the district has a name of its own."""
        words = self.sentence.words[max(0, self.first - 2) : self.first]
        return (
            len(words) == 2
            and words[0].is_capital
            and bool(DISTRICT.fullmatch(f"{words[0].text} {words[1].text}"))
        )

    def heads(self) -> Iterator[tuple[Word, bool]]:
        """The word before the name, and the one before the whole list of names that it stands in.

        With each, whether it was reached over other names.
        """
        words, text = self.sentence.words, self.text
        is_via_list, edge = False, self.start
        over_name = False
        for index in range(self.first - 1, max(-1, self.first - 1 - LONGEST_LIST), -1):
            word = words[index]
            introduces = over_name or not word.is_capital
            direct = (INTRODUCED if introduces else PLAIN_GAP).fullmatch(text, word.end, edge)
            if word.is_capital and index and any(mark in text[word.end : edge] for mark in ":("):
                return
            if not direct and not LIST_GAP.fullmatch(text, word.end, edge):
                return
            edge, over_name = word.start, word.is_capital
            if word.text in JOINING:
                is_via_list = True
                continue
            if direct:
                yield word, is_via_list
                if index and word.text.endswith(WHOSE) and not word.is_capital:
                    # «Город атомщиков Курчатов».
                    before = words[index - 1]
                    if SPACE_GAP.fullmatch(text, before.end, word.start):
                        yield before, is_via_list
            if word.is_capital and index:
                is_via_list = True
            elif index != self.first - 1 or not ADJECTIVE.fullmatch(word.text):
                return
