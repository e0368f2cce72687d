"""Addresses from headlines: Russian and Kazakh letters as readers write them in Latin."""

import re
import unicodedata

MAX_LENGTH = 80
FALLBACK = "story"

RUSSIAN = {
    "а": "a",
    "б": "b",
    "в": "v",
    "г": "g",
    "д": "d",
    "е": "e",
    "ё": "yo",
    "ж": "zh",
    "з": "z",
    "и": "i",
    "й": "y",
    "к": "k",
    "л": "l",
    "м": "m",
    "н": "n",
    "о": "o",
    "п": "p",
    "р": "r",
    "с": "s",
    "т": "t",
    "у": "u",
    "ф": "f",
    "х": "kh",
    "ц": "ts",
    "ч": "ch",
    "ш": "sh",
    "щ": "shch",
    "ъ": "",
    "ы": "y",
    "ь": "",
    "э": "e",
    "ю": "yu",
    "я": "ya",
}
KAZAKH = {
    "ә": "a",
    "ғ": "g",
    "қ": "q",
    "ң": "n",
    "ө": "o",
    "ұ": "u",
    "ү": "u",
    "һ": "h",
    "і": "i",
}
LATIN = str.maketrans(RUSSIAN | KAZAKH)


def slugify_cyrillic(text: str, *, max_length: int = MAX_LENGTH) -> str:
    """Lower-case ASCII words joined by hyphens, cut between words where possible; never empty."""
    # Composed first, and written in Latin before accents are dropped: «й» decomposes into «и» and a breve.
    latin = unicodedata.normalize("NFKC", text).lower().translate(LATIN)
    ascii_only = unicodedata.normalize("NFKD", latin).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", ascii_only.replace("'", "")).strip("-")
    return _cut(slug, max_length) or FALLBACK[:max_length]


def _cut(slug: str, max_length: int) -> str:
    """At most `max_length` characters, without half a word unless the first word alone is longer."""
    if len(slug) <= max_length:
        return slug
    whole_words = slug[: max_length + 1].rpartition("-")[0]
    return whole_words or slug[:max_length]
