"""How many things a running text names: «А, Б, В и Г»."""

import re
from typing import NamedTuple

from articles.lint.quotations import quoted_spans

LONGEST_ITEM = 4
"""Words; longer ones are clauses, whose commas separate no items."""

# The list goes on, or is only a part.
OPEN_ENDED = re.compile(
    r"""
    \b(?:и|или)[ ](?:друг|проч|т\.[ ]?[дп]|так[ ]далее|тому[ ]подобн|ещё|еще|др\b)
    | \b(?:в[ ]том[ ]числе|например|включая|прежде[ ]всего|в[ ]частности|среди[ ]них)\b
    | \bтағы[ ](?:басқа|да) | \bт\.[ ]?б | \b(?:соның[ ]ішінде|мысалы|басқа(?:лар)?)\b
    | … | \.\.\.
    """,
    re.VERBOSE | re.IGNORECASE,
)
AND = {
    "ru": re.compile(r"(?:^|\s)(?:и|или|да|а также)\s"),
    "kk": re.compile(r"\s(?:және|мен|бен|пен|әрі|немесе)\s"),
}
# What begins a clause: its commas separate no items. «А, и Б» has a comma that no plain enumeration has.
BEGIN_CLAUSES = """
что чтобы чем чего когда пока если хотя где куда откуда как так то тот та те тех тем тот кто
который которая которое которые которых которым сначала потом затем а но и или либо да
егер бірақ сондықтан ал
"""
CLAUSE = frozenset(BEGIN_CLAUSES.split())
BRACKETS = re.compile(r"\([^()]{0,200}\)")


def is_open_ended(text: str) -> bool:
    return OPEN_ENDED.search(text) is not None


def is_name(item: str) -> bool:
    return item.lstrip("«„“\"'(")[:1].isupper()


class Enumeration(NamedTuple):
    items: list[str]
    # Where «и» may stand inside one item («труда и отдыха») the number is not certain.
    least: int
    most: int

    @property
    def are_names(self) -> bool:
        return all(is_name(item) for item in self.items)


def enumeration(text: str, language: str) -> Enumeration | None:
    """The items of a text that is nothing but a closed enumeration; None for any other text."""
    text = BRACKETS.sub(" ", text)
    # A bracket that is left closes the one in which the list stands: «(всего 6 городов — А, Б, В)».
    text = text.partition(")")[0].rstrip(" .!?;,")
    if is_open_ended(text):
        return None
    masked = _without_quotations(text)
    separator = ";" if ";" in masked else ","
    parts = _split(text, [match.span() for match in re.finditer(separator, masked)])
    if separator == ";":
        return Enumeration(parts, len(parts), len(parts) + masked.count(",")) if all(parts) else None
    if any(part.split(maxsplit=1)[0].lower() in CLAUSE for part in parts if part):
        return None
    conjunction = AND.get(language, AND["ru"])
    inside = sum(len(conjunction.findall(_without_quotations(part))) for part in parts[:-1])
    last = [item for item in _split(parts[-1], _spans(conjunction, parts[-1])) if item]
    items = parts[:-1] + last
    if not all(items) or any(len(item.split()) > LONGEST_ITEM for item in items):
        return None
    # «…, Г и Д»: two names, or two words, are two items.
    is_certain = len(last) == 1 or (
        len(last) == 2 and all(is_name(item) or len(item.split()) == 1 for item in last)
    )
    least = len(items) if is_certain else len(parts)
    return Enumeration(items, least, len(items) + inside)


def _without_quotations(text: str) -> str:
    """The text with what stands in quotation marks blanked, every position kept."""
    for start, end in quoted_spans(text):
        text = text[:start] + "_" * (end - start) + text[end:]
    return text


def _spans(pattern: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    return [match.span() for match in pattern.finditer(_without_quotations(text))]


def _split(text: str, spans: list[tuple[int, int]]) -> list[str]:
    starts = [0, *(end for _start, end in spans)]
    ends = [*(start for start, _end in spans), len(text)]
    return [text[start:end].strip() for start, end in zip(starts, ends, strict=True)]
