"""The sentence around a position: a full stop of an abbreviation or of an initial ends none."""

import re

REACH = 700
"""Characters on either side; a longer sentence is read in part."""

WRAPPED_LINE = 60
"""Characters; a line that ends sooner was ended by its writer."""

END = re.compile(r"[.!?…]{1,4}[»”“\")\]]{0,3}\s+|\n+")
# «г. Кульсары», «им. Абая», «ул. Абая»; a single letter is an initial.
WRITTEN_SHORT = """
г гг гор ж с им ул обл пос р оз о пр просп пл мкр кв ст св акад проф пгт д стр корп
тыс млн млрд руб тг долл см др т напр тел ред сост қ т.б ж.б
"""
ABBREVIATIONS = frozenset(WRITTEN_SHORT.split())
LONGEST_ABBREVIATION = max(map(len, ABBREVIATIONS))
OPENING = "«„“\"'([—–- \u00a0\u2009\u202f"


def sentence_span(text: str, start: int, end: int, *, not_before: int = 0) -> tuple[int, int]:
    """From the end of the sentence before to the end of this one; one is known to end at `not_before`."""
    left, right = max(not_before, start - REACH), min(len(text), end + REACH)
    before = reversed(list(END.finditer(text, left, start)))
    begin = next((match.end() for match in before if _ends_sentence(text, match)), left)
    for match in END.finditer(text, end, right):
        if _ends_sentence(text, match):
            return begin, match.start() + max(1, len(match[0].rstrip()))
    return begin, right


def _ends_sentence(text: str, match: re.Match[str]) -> bool:
    if match[0][0] == "\n":
        return len(match[0]) > 1 or not _is_wrapped(text, match.start(), match.end())
    if match[0][0] == "." and _is_short(text, match.start()):
        return False
    follows = text[match.end() : match.end() + 6].lstrip(OPENING)
    return not follows[:1].islower()


def _is_short(text: str, end: int) -> bool:
    """Whether an abbreviation or an initial ends there."""
    start = end
    while start and end - start <= LONGEST_ABBREVIATION and text[start - 1].isalpha():
        start -= 1
    return end - start == 1 or text[start:end].lower() in ABBREVIATIONS


def _is_wrapped(text: str, end_of_line: int, next_line: int) -> bool:
    """Whether a plain text only went on in the next line."""
    if text[next_line : next_line + 1].islower():
        return True
    line = text[text.rfind("\n", 0, end_of_line) + 1 : end_of_line].rstrip()
    return len(line) >= WRAPPED_LINE and (line[-1].isalpha() or line[-1] == ",")
