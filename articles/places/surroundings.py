"""What stands around a name in its sentence."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from articles.places.declension import KAZAKH
from articles.places.words import Word, Words

NEAR = 8
"""Words on either side that are still near."""
LONGEST_LIST = 40
"""Words of a list of names that are looked through for what stands before it."""

QUOTES = "«»„“”\"'‘’"
HYPHENS = frozenset("-\u2010\u2011")
SPACES = " \t\u00a0"
ANY_QUOTE = re.compile(f"[{QUOTES}]")
PLAIN_GAP = re.compile(rf"\.?[ \t\u00a0\u202f]*[{QUOTES}(]?")
# «городов — А, Б», «в ряде моногородов (А, Б)», «города: А, Б».
INTRODUCED = re.compile(rf"\.?[)\s]*[:—–-]?\s*[{QUOTES}(]?")
LIST_GAP = re.compile(rf"[{QUOTES})]?\s*[,;/—–-]\s*[{QUOTES}(]?")
# In a table of plain text a comma or a stroke stands between cells.
BEHIND_GAP = re.compile(r"[,|;]?[ \t\u00a0]*\(?|,?\s+\(?")
SPACE_GAP = re.compile("[ \t\u00a0]+")
OPENING_SPEECH = re.compile(r"[:—–]\s*[«„“\"]\s*$|^\s*[—–-]?\s*$")
# «В небольшом Абае»: one adjective may stand between.
ADJECTIVE = ("ом", "ем", "ой", "ый", "ий", "ого", "его", "ую", "их", "ых", "ей")
SHORTEST_ADJECTIVE = 5
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


class Sentence:
    """Its words, read once for all the names that it has."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = Words(text)

    @cached_property
    def language(self) -> str:
        return "kk" if KAZAKH.search(self.text) else "ru"

    @cached_property
    def has_quotes(self) -> bool:
        return bool(ANY_QUOTE.search(self.text))

    def around(self, start: int, end: int) -> "Surroundings":
        return Surroundings(self, self.text, start, end, *self.words.around(start, end))


@dataclass(slots=True)
class Surroundings:
    """Of one name, from `start` to `end` of its sentence; `first` and `last` bound its own words."""

    sentence: Sentence
    text: str
    start: int
    end: int
    first: int
    last: int

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
        if word is None:
            return None
        if over_comma:
            return word if BEHIND_GAP.fullmatch(self.text, self.end, word.start) else None
        return word if self._is_space(self.end, word.start) else None

    def tail(self) -> Word | None:
        """The word after the whole list of names that the name stands in: «Семей мен Курчатов қалалары»."""
        words, edge = self.sentence.words, self.end
        for index in range(self.last, min(len(words), self.last + LONGEST_LIST)):
            word = words[index]
            if not self._is_space(edge, word.start) and not LIST_GAP.fullmatch(self.text, edge, word.start):
                return None
            if not word.is_capital and word.text not in JOINING:
                return word
            edge = word.end
        return None

    def fellows(self) -> Iterator[Word]:
        """The other names of the list that the name stands in."""
        count = len(self.sentence.words)
        yield from self._fellows(range(self.last, min(count, self.last + LONGEST_LIST)), self.end)
        yield from self._fellows(
            range(self.first - 1, max(-1, self.first - 1 - LONGEST_LIST), -1), self.start, is_before=True
        )

    def _fellows(self, indexes: range, edge: int, *, is_before: bool = False) -> Iterator[Word]:
        is_joined = False
        for index in indexes:
            word = self.sentence.words[index]
            gap = (word.end, edge) if is_before else (edge, word.start)
            is_joined = is_joined or word.text in BETWEEN_NAMES
            is_far = not is_joined if self._is_space(*gap) else not LIST_GAP.fullmatch(self.text, *gap)
            if is_far:
                return
            if word.is_capital:
                yield word
                is_joined = False
            elif word.text not in BETWEEN_NAMES:
                return
            edge = word.start if is_before else word.end

    def near(self) -> list[str]:
        texts = self.sentence.words.texts
        return [*texts[max(0, self.first - NEAR) : self.first], *texts[self.last : self.last + NEAR]]

    def others(self) -> list[str]:
        """The whole sentence but the name."""
        texts = self.sentence.words.texts
        return [*texts[: self.first], *texts[self.last :]]

    def _is_space(self, start: int, end: int) -> bool:
        return (end - start == 1 and self.text[start] in SPACES) or bool(
            SPACE_GAP.fullmatch(self.text, start, end)
        )

    @property
    def begins_sentence(self) -> bool:
        return not self.first or bool(OPENING_SPEECH.search(self._before(6)))

    def _before(self, length: int) -> str:
        return self.text[max(0, self.start - length) : self.start]

    def has_initials_before(self, *, is_shouted: bool) -> bool:
        before = self._before(10)
        if "." not in before or not INITIALS_BEFORE.search(before):
            return False
        # «Г. АБАЙ» in capitals is «г. Абай».
        return not (is_shouted and before.rstrip(" .")[-1:] == "Г")

    def has_initials_after(self) -> bool:
        if self.text[self.end + 2 : self.end + 3] != ".":
            return False
        return bool(INITIALS_AFTER.match(self.text, self.end, self.end + 9))

    @property
    def is_before_dash(self) -> bool:
        """«Семей — родина»: no genitive stands before a dash."""
        return bool(BEFORE_DASH.match(self.text, self.end))

    @property
    def is_heading(self) -> bool:
        """«Сатпаев: жители ждут тепла»."""
        return self.begins_sentence and self.text[self.end : self.end + 1] == ":"

    @property
    def is_dateline(self) -> bool:
        return self.begins_sentence and bool(DATELINE.match(self.text, self.end))

    def predicate(self) -> list[Word]:
        """The first words behind a dash."""
        if not self.is_before_dash:
            return []
        words = self.sentence.words.between(self.last, self.last + LONGEST_PREDICATE)
        return words if words and not words[0].is_capital else []

    @property
    def is_in_speech(self) -> bool:
        """«Риддер замерзает», — пишут жители."""
        return bool(SPEECH_ENDS.match(self.text, self.end, self.end + LONGEST_TITLE))

    @property
    def is_quoted_alone(self) -> bool:
        """Nothing else stands between the quotation marks."""
        before, after = self.text[self.start - 1 : self.start], self.text[self.end : self.end + 1]
        return bool(before) and before in QUOTES and bool(after) and after in QUOTES

    @property
    def is_marked(self) -> bool:
        """Whether there are marks around it that make a title, a longer name or initials."""
        text, start, end = self.text, self.start, self.end
        return (
            self.sentence.has_quotes
            or text[end : end + 1] in HYPHENS
            or (start > 0 and text[start - 1] in HYPHENS)
            or "." in self._before(10)
        )

    def quoted_title(self) -> tuple[int, str] | None:
        """Where the marks open around a short title that the name is part of, and the title."""
        if not self.sentence.has_quotes:
            return None
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
        index = self.sentence.words.around(position, position)[0] - 1
        return self.sentence.words[index] if index >= 0 else None

    def compound_with(self) -> str:
        """«Камчатский» of «Петропавловск-Камчатский», «Эйр» of «Эйр-Астана»: what is grown to the name."""
        if self.text[self.end : self.end + 1] in HYPHENS and (
            after := GROWN_AFTER.match(self.text, self.end)
        ):
            return after[1]
        if not self.start or self.text[self.start - 1] not in HYPHENS:
            return ""
        before = GROWN_BEFORE.search(self._before(30))
        return before[1] if before else ""

    @property
    def is_behind_a_named_district(self) -> bool:
        """«В Бостандыкском районе Алматы»: the district has a name of its own."""
        words = self.sentence.words.between(self.first - 2, self.first)
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
            direct = (edge - word.end == 1 and text[word.end] in SPACES) or (
                INTRODUCED if introduces else PLAIN_GAP
            ).fullmatch(text, word.end, edge)
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
            elif index != self.first - 1 or not is_adjective(word.text):
                return


def is_adjective(word: str) -> bool:
    return len(word) >= SHORTEST_ADJECTIVE and word.endswith(ADJECTIVE)
