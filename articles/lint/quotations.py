"""What stands between quotation marks."""

import re

type Span = tuple[int, int]

PAIRS = {"«": "»", "„": "“", "“": "”"}
MARKS = re.compile(r"[«»„“”\"]")
# «Казинформ», «Слова назидания» are names; from here on somebody speaks.
FEWEST_WORDS = 4


def quotations(text: str) -> list[Span]:
    """Spans of the outermost quoted texts of some length, marks left out."""
    return [(start, end) for start, end in quoted_spans(text) if len(text[start:end].split()) >= FEWEST_WORDS]


def quoted_spans(text: str) -> list[Span]:
    """Outermost spans between marks that pair."""
    found: list[Span] = []
    closing, start, depth, opening = "", 0, 0, ""
    for match in MARKS.finditer(text):
        mark = match[0]
        if not closing:
            if mark == '"':
                opening, closing, start, depth = "", '"', match.end(), 1
            elif mark in PAIRS:
                opening, closing, start, depth = mark, PAIRS[mark], match.end(), 1
        elif mark == closing:
            depth -= 1
            if depth == 0:
                found.append((start, match.start()))
                closing = ""
        elif mark == opening:
            depth += 1
    return found
