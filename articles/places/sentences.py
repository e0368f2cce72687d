"""The sentence around a position: a full stop of an abbreviation or of an initial ends none."""

import re

REACH = 700
"""Characters on either side; a longer sentence is read in part."""

END = re.compile(r"[.!?…]{1,4}[»”“\")\]]{0,3}\s+|\n+")
# «г. Кульсары», «им. Абая», «ул. Абая»; a single letter is an initial.
WRITTEN_SHORT = """
г гг гор ж с им ул обл пос р оз о пр просп пл мкр кв ст св акад проф пгт д стр корп
тыс млн млрд руб тг долл см др т напр тел ред сост қ т.б ж.б
"""
ABBREVIATIONS = frozenset(WRITTEN_SHORT.split())
LAST_WORD = re.compile(r"[^\W\d_]+$")
OPENING = "«„“\"'([—–- \u00a0\u2009\u202f"


def sentence_span(text: str, start: int, end: int) -> tuple[int, int]:
    """From the end of the sentence before to the end of this one."""
    left, right = max(0, start - REACH), min(len(text), end + REACH)
    begin = left
    for match in END.finditer(text, left, start):
        if _ends_sentence(text, match):
            begin = match.end()
    for match in END.finditer(text, end, right):
        if _ends_sentence(text, match):
            return begin, match.start() + 1
    return begin, right


def _ends_sentence(text: str, match: re.Match[str]) -> bool:
    if match[0][0] == "\n":
        return True
    word = LAST_WORD.search(text, max(0, match.start() - 20), match.start())
    if match[0][0] == "." and word and (len(word[0]) == 1 or word[0].casefold() in ABBREVIATIONS):
        return False
    follows = text[match.end() : match.end() + 6].lstrip(OPENING)
    return not follows[:1].islower()
