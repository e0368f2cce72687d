"""What names of one text say of each other: lists, columns, two names of one place, the rest of the text."""

import itertools
import re
from dataclasses import dataclass

from articles.places.facts import Verdict
from articles.places.judging import Judgement, Reason
from articles.places.names import Kind, Name

# What may stand between two names of one list: «А, Б и В», «А — Б», «А пен Б», «А (10) и Б», «А −8, Б −9»,
# «А; 2) Б», «от А до Б».
FIGURE = r":?\s(?:[—–-]\s)?[−+–-]?\d[\d \u00a0,.]{0,12}(?:[°%]C?|\s?[^\W\d_]{1,10})?"
JOINED = r"(?:,|;|/|[-—–\u2010\u2011]|,?\s+(?:и|или|а также|да|до|от|және|мен|пен|бен)\s)"
NEXT_IN_LIST = rf"[»”\"]?(?:\s\([^()\n]{{1,40}}\)|{FIGURE})?\s*{JOINED}\s*(?:\d{{1,2}}[.)]\s*)?[«„\"]?"
IN_A_LIST = re.compile(NEXT_IN_LIST, re.IGNORECASE)
# Places that the gazetteer does not have may stand in between: «Балхаш, Приозёрск и Темиртау».
OTHER = r"(?-i:[А-ЯЁӘІҢҒҮҰҚӨҺ])[^\W\d_]+(?:-[^\W\d_]+)*"
OVER_OTHERS = re.compile(rf"(?:{NEXT_IN_LIST}{OTHER}){{1,5}}{NEXT_IN_LIST}", re.IGNORECASE)
# An item of a list, a cell of a table; in plain text with a bullet or a number before it.
ALONE_BEFORE = re.compile(r"(?:^|\n)[ \t•*·\-–—\d.)]*$")
ALONE_AFTER = re.compile(r"[ \t.,;]*(?:\n|\Z)")
FEWEST_IN_COLUMN = 2
LONGEST_BETWEEN = 80
SAME_PLACE_AGAIN = 60
"""Characters within which two different names of one place explain each other."""
UNSURE = {Reason.NAMESAKE, Reason.ORDINARY}


@dataclass
class Found:
    name: Name
    start: int
    end: int
    judgement: Judgement

    @property
    def is_open(self) -> bool:
        return self.judgement.verdict == Verdict.ASK and self.judgement.reason in UNSURE


def explain(text: str, found: list[Found]) -> None:
    """Decides names that their own sentence left open."""
    _compounds(text, found)
    _columns(text, found)
    _lists(text, found)
    _two_names(found)
    _elsewhere(found)


def _compounds(text: str, found: list[Found]) -> None:
    """«Семей-Курчатов», «Астана–Темиртау»: two places are a route, not the name of something else."""
    for one, other in itertools.pairwise(found):
        if text[one.end : other.start] in ("-", "\u2010", "\u2011"):
            for item in (one, other):
                if item.judgement.reason == Reason.COMPOUND and item.judgement.verdict == Verdict.REJECTED:
                    verdict = Verdict.ASK if item.name.is_ambiguous else Verdict.CONFIRMED
                    reason = Reason.NAMESAKE if item.name.is_ambiguous else Reason.ONLY_ONE
                    item.judgement = Judgement(verdict, reason)


def _lists(text: str, found: list[Found]) -> None:
    """In a list beside a place that is sure, and in the same case, an open name is a place too."""
    pairs = list(itertools.pairwise(found))
    for one, other in (*pairs, *((other, one) for one, other in reversed(pairs))):
        if one.judgement.verdict != Verdict.CONFIRMED or not other.is_open:
            continue
        between = text[min(one.end, other.end) : max(one.start, other.start)]
        is_list = IN_A_LIST.fullmatch(between) or (
            len(between) <= LONGEST_BETWEEN and OVER_OTHERS.fullmatch(between)
        )
        if is_list and _share_a_case(one.name, other.name):
            other.judgement = Judgement(Verdict.CONFIRMED, Reason.LIST, text[one.start : one.end])


def _columns(text: str, found: list[Found]) -> None:
    """Names that stand alone, as items of a list or cells of a table, are of one kind with those around."""
    alone = [
        item
        for item in found
        if ALONE_AFTER.match(text, item.end)
        and ALONE_BEFORE.search(text[max(0, item.start - 8) : item.start])
    ]
    sure = [item for item in alone if item.judgement.verdict == Verdict.CONFIRMED]
    if len({item.name.place.slug for item in sure}) < FEWEST_IN_COLUMN:
        return
    by_case = {case: item for item in reversed(sure) for case in item.name.cases}
    for item in alone:
        fellow = next((by_case[case] for case in sorted(item.name.cases) if case in by_case), None)
        if item.is_open and fellow:
            item.judgement = Judgement(Verdict.CONFIRMED, Reason.LIST, text[fellow.start : fellow.end])


def _share_a_case(one: Name, other: Name) -> bool:
    return one.place is not other.place and bool(one.cases & other.cases)


def _two_names(found: list[Found]) -> None:
    """«Алтай (бывший Зыряновск)»: two names of one place side by side leave no doubt of either."""
    for one, other in itertools.pairwise(found):
        same = one.name.place is other.name.place and one.name.kind != other.name.kind
        if same and other.start - one.end <= SAME_PLACE_AGAIN:
            for item in (one, other):
                if item.judgement.verdict == Verdict.ASK:
                    item.judgement = Judgement(Verdict.CONFIRMED, Reason.TWO_NAMES)


def _elsewhere(found: list[Found]) -> None:
    """What a text called a town once is the town further on, unless the same text has its namesake too."""
    verdicts: dict[str, set[Verdict]] = {}
    for item in found:
        verdicts.setdefault(item.name.place.slug, set()).add(item.judgement.verdict)
    for item in found:
        seen = verdicts[item.name.place.slug]
        is_clear = Verdict.CONFIRMED in seen and Verdict.REJECTED not in seen
        if item.is_open and item.name.kind != Kind.FORMER and is_clear:
            item.judgement = Judgement(Verdict.CONFIRMED, Reason.ELSEWHERE)
