"""Which endings a name may carry in Russian and in Kazakh: enough to see two cases of one name as one."""

from functools import lru_cache

type Split = tuple[str, str]

SHORTEST_STEM = 3
LONGEST_SUFFIXES = 14

# Endings of nouns and adjectives, of names of men, women and places alike; the empty one is a form too.
RUSSIAN_ENDINGS = """
а я о е ё у ю ы и й ь
ой ёй ей ою ею ом ем ём ам ям ами ями ах ях ью ия ие ию ии ией ием иям иях иями
ый ий ая яя ое ее ого его ому ему ым им ую юю ые ых их ыми ими
"""

# Kazakh appends: plural, possessor, case, then more. Any chain of these may follow a name.
KAZAKH_SUFFIXES = """
лар лер дар дер тар тер
ым ім ың ің ы і сы сі м ң мыз міз ымыз іміз
ның нің дың дің тың тің ға ге қа ке на не а е ды ді ты ті ны ні н
да де та те нда нде дан ден тан тен нан нен мен бен пен
дағы дегі тағы тегі ндағы ндегі нікі дікі тікі лық лік дық дік тық тік сыз сіз ша ше дай дей тай тей
"""
RUSSIAN = frozenset(RUSSIAN_ENDINGS.split())
KAZAKH = tuple(KAZAKH_SUFFIXES.split())
# A voiceless end of a stem is voiced before a vowel: Бұлақ, Бұлағы.
VOICED = {"ғ": "қ", "г": "к", "б": "п"}


@lru_cache(maxsize=20_000)
def splits(name: str, language: str) -> tuple[Split, ...]:
    """Every way to see the folded name as a stem and an ending, the whole name first."""
    found = [(name, "")]
    if language == "kk":
        for at in range(len(name) - 1, max(SHORTEST_STEM, len(name) - LONGEST_SUFFIXES) - 1, -1):
            if _is_chain(name[at:]):
                found.append((_devoiced(name[:at], name[at:]), name[at:]))
    else:
        found += _russian_splits(name)
        first, hyphen, second = name.partition("-")
        if hyphen:
            # Both parts may be inflected: Петропавловска-Камчатского.
            found += [
                (f"{stem}-{last}", ending)
                for stem, first_ending in _russian_splits(first)
                if first_ending != "ь"
                for last, ending in [(second, ""), *_russian_splits(second)]
            ]
    return tuple(found)


def is_ending(rest: str, language: str) -> bool:
    return _is_chain(rest) if language == "kk" else rest in RUSSIAN


def _russian_splits(name: str) -> list[Split]:
    return [
        (name[:-length], name[-length:])
        for length in (1, 2, 3)
        if len(name) - length >= SHORTEST_STEM and name[-length:] in RUSSIAN
    ]


@lru_cache(maxsize=20_000)
def _is_chain(rest: str) -> bool:
    return rest in KAZAKH or any(
        rest.startswith(suffix) and _is_chain(rest[len(suffix) :])
        for suffix in KAZAKH
        if len(suffix) < len(rest)
    )


def _devoiced(stem: str, ending: str) -> str:
    return stem[:-1] + VOICED[stem[-1]] if stem[-1] in VOICED and ending[0] in "ыіае" else stem


def crude_stem(word: str, language: str) -> str:
    """Without the longest ending: for comparing a name with the common words of its text."""
    return min((stem for stem, _ending in splits(word, language)), key=len)
