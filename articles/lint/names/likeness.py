"""Whether two different stems look like one name spelled two ways.

A difference that nobody hears (Кулсары, Кульсары) counts in any name. A difference of letters counts the more
the longer the name, and hardly at its end, where names are inflected and derived (Семей, Семейный).
"""

import re
from typing import NamedTuple

SHORTEST_HEARD = 4
# Below it one letter makes another name: Аксу and Аксай, Кентау and Кантау.
SHORTEST_CONFUSED = 5
SHORTEST_MISSED = 6
SHORTEST_MISTYPED = 8
SHORTEST_TWICE_MISTYPED = 11

UNHEARD = str.maketrans(
    {"ё": "е", "й": "и", "э": "е", "ы": "и", "ь": None, "ъ": None, "-": None, " ": None, "’": None, "'": None}
)
# A Kazakh letter and the Russian one typed instead of it.
KAZAKH_LETTERS = str.maketrans("әғқңөұүһі", "агкноуухи")
DOUBLED = re.compile(r"(.)\1+")
# Letters that are typed for each other because they sound alike: without stress, or at the end of a syllable.
CONFUSED = frozenset(
    frozenset(pair) for pair in ("оа", "еи", "ую", "бп", "дт", "гк", "зс", "жш", "вф", "щш", "шч", "хг", "хк")
)
# «Экибастус»: voiced or not, nobody hears it at the end of a word.
CONFUSED_AT_END = frozenset(frozenset(pair) for pair in ("бп", "дт", "гк", "зс", "жш"))


def skeleton(stem: str) -> str:
    """The stem without what is not heard: two spellings of one skeleton are one name."""
    return DOUBLED.sub(r"\1", stem.translate(UNHEARD).translate(KAZAKH_LETTERS))


class Difference(NamedTuple):
    """What is left of two skeletons without their common beginning and tail."""

    left: str
    right: str
    tail: str


def difference(first: str, second: str) -> Difference:
    shorter = min(len(first), len(second))
    start = 0
    while start < shorter and first[start] == second[start]:
        start += 1
    end = 0
    while end < shorter - start and first[-1 - end] == second[-1 - end]:
        end += 1
    return Difference(
        first[start : len(first) - end], second[start : len(second) - end], first[len(first) - end :]
    )


def is_slip(first: str, second: str) -> bool:
    """Whether two skeletons differ as by a slip of the hand or of the ear."""
    if first[0] != second[0]:
        return False
    left, right, tail = difference(first, second)
    shorter = min(len(first), len(second))
    if not tail:
        # Names differ at their ends by inflection, but for a consonant that sounds like another there.
        return (
            len(left) == len(right) == 1
            and frozenset(left + right) in CONFUSED_AT_END
            and shorter >= SHORTEST_MISTYPED
        )
    if tail == "к" and {left, right} == {"", "с"}:
        # Казахстанка, Казахстанский.
        return False
    if len(left) == len(right) == 1:
        least = SHORTEST_CONFUSED if frozenset(left + right) in CONFUSED else SHORTEST_MISTYPED
    elif len(left) + len(right) == 1 or (len(left) == 2 and left == right[::-1]):
        least = SHORTEST_MISSED
    elif max(len(left), len(right)) <= 2:
        least = SHORTEST_TWICE_MISTYPED
    else:
        return False
    return shorter >= least


def has_fleeting_vowel(full: str, short: str) -> bool:
    """Череповец and Череповца: the vowel before the last consonant goes when an ending comes."""
    return full[-2:-1] in {"е", "о"} and short == full[:-2] + full[-1]


def neighbours(key: str) -> set[str]:
    """Keys under which skeletons of one slip meet: without any one letter, a long one without any two."""
    keys = {key} | {key[:at] + key[at + 1 :] for at in range(1, len(key))}
    if len(key) >= SHORTEST_TWICE_MISTYPED:
        keys |= {key[:at] + key[at + 2 :] for at in range(1, len(key) - 1)}
    return keys
