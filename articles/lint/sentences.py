"""Where sentences begin and end, well enough for a lint: a full stop of an abbreviation ends none."""

import re

from articles.lint.quotations import Span

END = re.compile(r"([^\W\d_]{0,20})([.!?…]{1,8})[»”“\")\]]{0,3}(?=\s)")
# «г. Кульсары», «им. Абая», «и др.»; a single letter is an initial.
WRITTEN_SHORT = """
г гг ж с им ул обл пос р оз о пр просп мкр кв ст св акад проф
тыс млн млрд руб коп тг долл чел см др т д п напр
"""
ABBREVIATIONS = frozenset(WRITTEN_SHORT.split())
OPENING = "«„“\"'([—–- \u00a0\u2009\u202f"


def sentences(text: str) -> list[Span]:
    """Spans of the sentences; what opens one (a quotation mark, a dash) belongs to it."""
    found: list[Span] = []
    start = 0
    for match in END.finditer(text):
        word = match[1]
        if match[2] == "." and (len(word) == 1 or word.casefold() in ABBREVIATIONS):
            continue
        follows = text[match.end() : match.end() + 8].lstrip(OPENING)
        if follows[:1].islower():
            # «Что? — спросил он», «… и далее».
            continue
        found.append((start, match.end()))
        start = match.end()
    if text[start:].strip():
        found.append((start, len(text)))
    return found


def first_letters(text: str, spans: list[Span]) -> set[int]:
    """Positions where a sentence's first word begins: a capital there says nothing of a name."""
    positions = set()
    for start, end in spans:
        position = start
        while position < end and not text[position].isalnum():
            position += 1
        positions.add(position)
    return positions
