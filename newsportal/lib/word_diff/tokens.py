"""A text cut into words, marks and spaces, so that its pieces joined are the text again."""

import re
import unicodedata
from typing import NamedTuple

# Accents, soft hyphens and joiners belong to the letter that they follow.
_ATTACHED = "\u00ad\u0300-\u036f\u200b-\u200f\u2060\ufe0e\ufe0f\ufeff\U0001f3fb-\U0001f3ff"
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufe0e\ufe0f\ufeff]")
_TOKEN = re.compile(
    rf"\s[\s{_ATTACHED}]*"
    # «кто-то», «д’Артаньян», «12,5», «23.11.2026», «14:05» are one word each.
    rf"|\w[\w{_ATTACHED}]*(?:(?:[-\u2010\u2011'’ʼ]|(?<=\d)[.,:/](?=\d))\w[\w{_ATTACHED}]*)*"
    # Flags are pairs of letters; a family is several persons joined.
    rf"|[\U0001f1e6-\U0001f1ff]{{2}}|\.{{2,}}|.[{_ATTACHED}]*(?:(?<=\u200d).[{_ATTACHED}]*)*",
    re.DOTALL,
)


class Token(NamedTuple):
    text: str
    # What is compared.
    key: str
    is_space: bool

    @property
    def letters(self) -> int:
        """How much a reader loses with it: nothing with a comma."""
        return len(self.key) if self.key[:1].isalnum() else 0


def split(text: str) -> list[str]:
    return _TOKEN.findall(text)


def tokens(text: str, *, exact: bool = False) -> list[Token]:
    """Pieces that look alike have one key, unless `exact`: any space, an accent composed or not."""
    found = []
    for part in split(text):
        is_space = part[0].isspace()
        found.append(Token(part, part if exact else _look(part, is_space), is_space))
    return found


def words(text: str) -> list[str]:
    """The words and numbers alone."""
    return [token.key for token in tokens(text) if token.letters]


def _look(part: str, is_space: bool) -> str:
    if is_space:
        # The end of a line is seen, whatever other space stands beside it.
        return "\n" * part.count("\n") or " "
    if part.isascii():
        return part
    return unicodedata.normalize("NFC", _UNSEEN.sub("", part))
