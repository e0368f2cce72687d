"""Small things done to text that came from outside."""

import re

# What XML 1.0 cannot hold: one such character, pasted from a word processor, would break every feed.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def legal(text: str) -> str:
    """The text without characters that no document may hold."""
    return _ILLEGAL.sub("", text)


def small_number(text: str | None, *, at_most: int, default: int = 0) -> int:
    """A number typed into an address; the default for thirty digits, a sign, digits of another script."""
    if text is None or not (text.isascii() and text.isdigit()) or len(text) > 9:
        return default
    return min(int(text), at_most)
