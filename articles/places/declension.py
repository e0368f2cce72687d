"""Russian case forms of a name by paradigm: for aliases, former names, and to begin a new place with."""

import re

CASES = ("nominative", "genitive", "dative", "accusative", "instrumental", "prepositional")

# Ending of the name → what is cut off, and what the six cases put there.
HARD = (0, ("", "а", "у", "", "ом", "е"))
PARADIGMS: tuple[tuple[str, tuple[int, tuple[str, ...]]], ...] = (
    ("(?:ск|н|ш)ое", (2, ("ое", "ого", "ому", "ое", "ым", "ом"))),
    ("[кгх]ий", (2, ("ий", "ого", "ому", "ий", "им", "ом"))),
    ("[^аеиоуыэюя]ый", (2, ("ый", "ого", "ому", "ый", "ым", "ом"))),
    ("й", (1, ("й", "я", "ю", "й", "ем", "е"))),
    ("[кгхжшчщ]а", (1, ("а", "и", "е", "у", "ой", "е"))),
    ("а", (1, ("а", "ы", "е", "у", "ой", "е"))),
    ("я", (1, ("я", "и", "е", "ю", "ей", "е"))),
    ("[жшчщц]", (0, ("", "а", "у", "", "ем", "е"))),
    ("[бвгдзклмнпрстфх]", HARD),
)
# A soft sign is feminine (Сарань), unless an adjective before it says otherwise (Новый Узень).
FEMININE = (1, ("ь", "и", "и", "ь", "ью", "и"))
MASCULINE = (1, ("ь", "я", "ю", "ь", "ем", "е"))
NUMBERED = re.compile(r"(.+)(-\d+)")
KAZAKH = re.compile("[әіңғүұқөһ]", re.IGNORECASE)


def declined(name: str) -> dict[str, str]:
    """Every case of a name of one or more words; one that ends in any other letter stays as it is."""
    if numbered := NUMBERED.fullmatch(name):
        return {case: form + numbered[2] for case, form in declined(numbered[1]).items()}
    *before, last = name.split(" ")
    adjectives = [_adjective(word) for word in before]
    is_masculine = any(adjectives)
    columns = [forms or (word,) * len(CASES) for word, forms in zip(before, adjectives, strict=True)]
    columns.append(_noun(last, is_masculine=is_masculine))
    return {case: " ".join(column[index] for column in columns) for index, case in enumerate(CASES)}


def _adjective(word: str) -> tuple[str, ...] | None:
    return _noun(word) if re.search("(?:ый|ий|ое)$", word) else None


def _noun(word: str, *, is_masculine: bool = False) -> tuple[str, ...]:
    if KAZAKH.search(word):
        return (word,) * len(CASES)
    paradigms = (*PARADIGMS, ("ь", MASCULINE if is_masculine else FEMININE))
    for ending, (cut, forms) in paradigms:
        if re.search(f"{ending}$", word):
            stem = word[: len(word) - cut]
            return tuple(stem + form for form in forms)
    return (word,) * len(CASES)
