"""What stands around a name in its sentence."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from articles.places.folding import key
from articles.places.rules import Word
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
ADJECTIVE = re.compile(r".{3,}(?:ом|ем|ой|ый|ий|ого|его|ую|их|ых|ей)")
JOINING = frozenset(["и", "или", "а", "также", "да", "және", "мен", "пен", "бен", "әрі", "либо", "плюс"])
INITIALS_BEFORE = re.compile(r"(?:^|[^\w.-])[^\W\d_a-zа-я]\.\s?(?:[^\W\d_a-zа-я]\.\s?)?$")
INITIALS_AFTER = re.compile(r"\s[^\W\d_a-zа-я]\.(?:\s?[^\W\d_a-zа-я]\.|\s|,|$)")


@dataclass
class Surroundings:
    """Of one name, from `start` to `end` in `text`."""

    text: str
    start: int
    end: int
    is_shouted: bool

    def __post_init__(self) -> None:
        self.sentence = sentence_span(self.text, self.start, self.end)

    @cached_property
    def left(self) -> list[Word]:
        """The nearest first."""
        found: list[Word] = []
        edge = self.start
        for match in reversed(list(WORD.finditer(self.text, self.sentence[0], self.start))):
            found.append(self._word(match, self.text[match.end() : edge]))
            edge = match.start()
        return found

    @cached_property
    def right(self) -> list[Word]:
        found: list[Word] = []
        edge = self.end
        for match in WORD.finditer(self.text, self.end, self.sentence[1]):
            found.append(self._word(match, self.text[edge : match.start()]))
            edge = match.end()
        return found

    def _word(self, match: re.Match[str], gap: str) -> Word:
        written = match[0]
        is_shortened = self.text[match.end() : match.end() + 1] == "."
        return Word(key(written), gap, written[0].isupper(), is_shortened)

    @property
    def next_word(self) -> Word | None:
        """The word right after, with nothing but a space, a comma or a bracket between."""
        word = self.right[0] if self.right else None
        return word if word and re.fullmatch(r",?\s+\(?", word.gap) else None

    @property
    def adjacent_next(self) -> Word | None:
        word = self.right[0] if self.right else None
        return word if word and re.fullmatch(r"[ \t\u00a0]+", word.gap) else None

    @property
    def adjacent_before(self) -> Word | None:
        word = self.left[0] if self.left else None
        return word if word and PLAIN_GAP.fullmatch(word.gap) else None

    def near(self) -> Iterator[Word]:
        yield from self.left[:NEAR]
        yield from self.right[:NEAR]

    def all(self) -> Iterator[Word]:
        yield from self.left
        yield from self.right

    @property
    def begins_sentence(self) -> bool:
        return not self.left or bool(re.search(r"[:—–]\s*[«„“\"]\s*$|^\s*[—–-]?\s*$", self._before(6)))

    def _before(self, length: int) -> str:
        return self.text[max(self.sentence[0], self.start - length) : self.start]

    @property
    def has_initials(self) -> bool:
        before = self._before(10)
        if INITIALS_BEFORE.search(before):
            # «Г. АБАЙ» in capitals is «г. Абай».
            return not (self.is_shouted and before.rstrip(" .")[-1:] == "Г")
        return bool(INITIALS_AFTER.match(self.text, self.end, self.end + 9))

    @property
    def is_quoted_alone(self) -> bool:
        """Nothing else stands between the quotation marks."""
        before, after = self.text[self.start - 1 : self.start], self.text[self.end : self.end + 1]
        return bool(before) and before in QUOTES and bool(after) and after in QUOTES

    @property
    def quoted_title(self) -> tuple[int, str] | None:
        """Where the marks open around a short title that the name is part of, and the title."""
        opened = max(self.text.rfind(mark, max(0, self.start - 40), self.start) for mark in "«„“\"")
        if opened < 0 or any(mark in self.text[opened + 1 : self.start] for mark in "»”\n.,"):
            return None
        closed = min(
            (at for mark in "»”“\"" if (at := self.text.find(mark, self.end, self.end + 40)) >= 0), default=-1
        )
        return (opened, self.text[opened + 1 : closed]) if closed >= 0 else None

    @property
    def compound_with(self) -> str:
        """«-Камчатский» of «Петропавловск-Камчатский», «Air-» before the name: what is grown to it."""
        after = re.compile(r"[-\u2010\u2011]([^\W_]+)").match(self.text, self.end)
        if after:
            return after[1]
        before = re.search(r"([^\W_]+)[-\u2010\u2011]$", self._before(30))
        return before[1] if before else ""

    def heads(self) -> Iterator[tuple[Word, bool]]:
        """The word before the name, and the one before the whole list of names that it stands in.

        With each, whether it was reached over other names.
        """
        is_via_list = False
        for index, word in enumerate(self.left[:LONGEST_LIST]):
            nearer = self.left[index - 1] if index else None
            if nearer is None or not nearer.is_capital:
                direct = PLAIN_GAP.fullmatch(word.gap) or (
                    not word.is_capital and INTRODUCED.fullmatch(word.gap)
                )
            else:
                direct = INTRODUCED.fullmatch(word.gap)
            if not direct and not LIST_GAP.fullmatch(word.gap):
                return
            if word.text in JOINING:
                is_via_list = True
                continue
            if direct:
                yield word, is_via_list
            if word.is_capital and index + 1 < len(self.left):
                is_via_list = True
            elif index or not ADJECTIVE.fullmatch(word.text):
                # «В небольшом Абае»: one adjective may stand between.
                return
