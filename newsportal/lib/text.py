"""Small things done to text that came from outside."""

import re
import unicodedata

# What XML 1.0 cannot hold: one such character, pasted from a word processor, would break every feed.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def legal(text: str) -> str:
    """The text without characters that no document may hold."""
    return _ILLEGAL.sub("", text)


# Letters by their category, and nothing on paper: fillers of Hangul, the empty cell of Braille.
_BLANK = frozenset("\u115f\u1160\u3164\uffa0\u2800")
_LINE_BREAK = re.compile("[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


def is_seen(text: str) -> bool:
    """Whether any character of it leaves a mark: spaces, joiners and marks of direction do not."""
    return any(unicodedata.category(letter)[0] in "LNPS" and letter not in _BLANK for letter in text)


def is_one_line(text: str) -> bool:
    return _LINE_BREAK.search(text) is None


def small_number(text: str | None, *, at_most: int, default: int = 0) -> int:
    """A number typed into an address; the default for thirty digits, a sign, digits of another script."""
    if text is None or not (text.isascii() and text.isdigit()) or len(text) > 9:
        return default
    return min(int(text), at_most)
