"""The words of a sentence, each made when somebody looks at it: most are never looked at."""

import re
from bisect import bisect_left, bisect_right
from functools import cached_property
from typing import NamedTuple

from articles.places.folding import key

WORD = re.compile("[^\\W_]+(?:[-\u2010\u2011][^\\W_]+)*")
_start, _end = re.Match.start, re.Match.end


class Word(NamedTuple):
    text: str
    start: int
    end: int
    is_capital: bool
    # A full stop follows.
    is_shortened: bool


class Words:
    def __init__(self, text: str) -> None:
        self._text = text
        plain = key(text)
        if len(plain) != len(text):
            # A letter of another alphabet has two in lower case: positions must stay.
            plain = "".join(lower if len(lower := key(letter)) == 1 else letter for letter in text)
        self._matches = list(WORD.finditer(plain))

    def __len__(self) -> int:
        return len(self._matches)

    def __getitem__(self, index: int) -> Word:
        match = self._matches[index]
        start, end = match.span()
        text = self._text
        return Word(match[0], start, end, text[start].isupper(), text[end : end + 1] == ".")

    def between(self, first: int, last: int) -> list[Word]:
        return [self[index] for index in range(max(0, first), min(last, len(self._matches)))]

    @cached_property
    def texts(self) -> list[str]:
        return [match[0] for match in self._matches]

    def around(self, start: int, end: int) -> tuple[int, int]:
        """How many words end before `start`, and from which on they begin behind `end`."""
        first = bisect_right(self._matches, start, key=_end)
        return first, bisect_left(self._matches, end, lo=first, key=_start)
