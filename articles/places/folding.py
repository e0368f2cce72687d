"""Text as the matcher reads it, and the way back to positions of the text as it is written."""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

# Soft hyphens, marks of stress, zero-width characters: in no spelling. A breve or a diaeresis typed apart
# makes й and ё with the letter before it.
UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]|[^\\W\\d_][\u0300-\u036f]+")
# Kazakh typed without a Kazakh keyboard.
PLAIN_LETTERS = str.maketrans("әіңғүұқөһ", "аингуукох")


@dataclass(frozen=True)
class Folded:
    """`cuts` are positions after which the text as written is longer, and by how much in all."""

    text: str
    cuts: tuple[tuple[int, int], ...] = ()

    def original(self, position: int) -> int:
        """Where this position of the folded text is in the text as written."""
        if not self.cuts:
            return position
        index = bisect_right(self.cuts, (position, 1 << 60)) - 1
        return position + (self.cuts[index][1] if index >= 0 else 0)

    def original_end(self, position: int) -> int:
        """The same for the end of a span: what is not seen behind its last letter does not belong to it."""
        return self.original(position - 1) + 1 if position else 0


def folded(text: str) -> Folded:
    """Without what is not seen, composed; most texts have nothing of the kind and come back as they are."""
    parts: list[str] = []
    cuts: list[tuple[int, int]] = []
    done = length = shift = 0
    for match in UNSEEN.finditer(text):
        kept = _composed(match[0])
        parts += (text[done : match.start()], kept)
        length += match.start() - done + len(kept)
        done = match.end()
        if lost := len(match[0]) - len(kept):
            shift += lost
            cuts.append((length, shift))
    if not parts:
        return Folded(text)
    return Folded("".join((*parts, text[done:])), tuple(cuts))


def _composed(written: str) -> str:
    composed = unicodedata.normalize("NFC", written)
    return "".join(
        letter for letter in composed if not unicodedata.combining(letter) and letter.isprintable()
    )


def key(word: str) -> str:
    """A word without its case, ё as е."""
    return word.lower().replace("ё", "е")
