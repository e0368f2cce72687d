"""The matcher: every name of a place in a text, with a verdict."""

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from articles.places.facts import PlaceFacts, RuleFacts, Verdict
from articles.places.folding import PLAIN_LETTERS, Folded, folded, key
from articles.places.judging import Judgement, Reason, judge
from articles.places.names import Kind, Name, NameIndex
from articles.places.rules import RuleBook
from articles.places.surroundings import Sentence

# The first word of a name begins with a capital letter; the others are looked at only behind one.
CAPITALISED = re.compile("[А-ЯЁӘІҢҒҮҰҚӨҺ][^\\W_]*")
NEXT_WORD = re.compile("[-\u2010\u2011\u2012\u2013\u2212 \u00a0]{1,2}([^\\W_]+)")
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


@dataclass(frozen=True)
class Occurrence:
    """`start` and `end` count characters of the text as it is written."""

    place: str
    start: int
    end: int
    text: str
    verdict: Verdict
    reason: Reason
    witness: str = ""
    is_former: bool = False


@dataclass
class _Found:
    name: Name
    start: int
    end: int
    judgement: Judgement

    @property
    def is_open(self) -> bool:
        return self.judgement.verdict == Verdict.ASK and self.judgement.reason in UNSURE


class Matcher:
    """Made once from the gazetteer, then used for every text."""

    def __init__(self, places: Iterable[PlaceFacts], rules: Iterable[RuleFacts]) -> None:
        self.places = {place.slug: place for place in places}
        self._index = NameIndex(self.places.values())
        self._book = RuleBook(rules)
        self._spellings: dict[tuple[str, ...], str] = {}

    def occurrences(self, text: str) -> list[Occurrence]:
        """In their order in the text."""
        plain = folded(text)
        found = list(self._judged(plain.text))
        _explain_compounds(plain.text, found)
        _explain_columns(plain.text, found)
        _explain_lists(plain.text, found)
        _explain_two_names(found)
        _explain_elsewhere(found)
        return [_occurrence(text, plain, item) for item in found]

    def spellings_of_readers(self) -> dict[tuple[str, ...], str]:
        """{words: place} for what is typed into search; the exact spelling before what only resembles it."""
        if not self._spellings:
            exact = {name.words: name.place.slug for name in self._index.names()}
            plain = {
                tuple(word.translate(PLAIN_LETTERS) for word in words): slug for words, slug in exact.items()
            }
            addresses = {tuple(slug.split("-")): slug for slug in self.places}
            self._spellings = addresses | plain | exact
        return self._spellings

    def forms(self, place: str) -> tuple[str, ...]:
        """Every spelling of the place, its words apart."""
        names = (name for name in self._index.names() if name.place.slug == place)
        return tuple(sorted({" ".join(name.words) for name in names}))

    def _spans(self, text: str) -> Iterator[tuple[Name, int, int]]:
        by_first = self._index.by_first
        done = 0
        for match in CAPITALISED.finditer(text):
            # Most words are no name: this line is what the speed of the matcher hangs on.
            if match[0].lower().replace("ё", "е") not in by_first or match.start() < done:
                continue
            if match.start() and (text[match.start() - 1].isalnum() or text[match.start() - 1] == "_"):
                continue
            if longest := self._longest(text, match, as_written=True):
                name, done = longest
                yield name, match.start(), done

    def _longest(
        self, text: str, match: re.Match[str], *, as_written: bool = False
    ) -> tuple[Name, int] | None:
        names = self._index.by_first.get(key(match[0]))
        if not names or text[match.end() : match.end() + 1] == "_":
            return None
        words, ends = [match[0]], [match.end()]
        while len(words) < len(names[0].words) and (more := NEXT_WORD.match(text, ends[-1])):
            words.append(more[1])
            ends.append(more.end())
        folded_words = tuple([key(word) for word in words])
        for name in names:
            count = len(name.words)
            if name.words != folded_words[:count]:
                continue
            if not as_written or _has_capitals(words[:count]):
                return name, ends[count - 1]
        return None

    def _judged(self, text: str) -> Iterator[_Found]:
        sentence: Sentence | None = None
        for name, start, end in self._spans(text):
            if sentence is None or end > sentence.end or start < sentence.start:
                sentence = Sentence(text, start, end, not_before=sentence.end if sentence else 0)
            yield _Found(name, start, end, judge(name, sentence.around(start, end), self._book))


def _has_capitals(words: list[str]) -> bool:
    """As a name is written, or all in capitals; «АКсу» and «Семей» for «семей» are not told apart here."""
    if all(word.isupper() or word.isdigit() for word in words):
        return True
    return all(word.isdigit() or word[1:].islower() or len(word) == 1 for word in words)


def _explain_compounds(text: str, found: list[_Found]) -> None:
    """«Семей-Курчатов», «Астана–Темиртау»: two places are a route, not the name of something else."""
    for one, other in itertools.pairwise(found):
        if re.fullmatch("[-\u2010\u2011]", text[one.end : other.start]):
            for item in (one, other):
                if item.judgement.reason == Reason.COMPOUND and item.judgement.verdict == Verdict.REJECTED:
                    verdict = Verdict.ASK if item.name.is_ambiguous else Verdict.CONFIRMED
                    reason = Reason.NAMESAKE if item.name.is_ambiguous else Reason.ONLY_ONE
                    item.judgement = Judgement(verdict, reason)


def _explain_lists(text: str, found: list[_Found]) -> None:
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


def _explain_columns(text: str, found: list[_Found]) -> None:
    """Names that stand alone, as items of a list or cells of a table, are of one kind with those around."""
    alone = [
        item
        for item in found
        if ALONE_BEFORE.search(text[max(0, item.start - 8) : item.start])
        and ALONE_AFTER.match(text, item.end)
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


def _explain_two_names(found: list[_Found]) -> None:
    """«Алтай (бывший Зыряновск)»: two names of one place side by side leave no doubt of either."""
    for one, other in itertools.pairwise(found):
        same = one.name.place is other.name.place and one.name.kind != other.name.kind
        if same and other.start - one.end <= SAME_PLACE_AGAIN:
            for item in (one, other):
                if item.judgement.verdict == Verdict.ASK:
                    item.judgement = Judgement(Verdict.CONFIRMED, Reason.TWO_NAMES)


def _explain_elsewhere(found: list[_Found]) -> None:
    """What a text called a town once is the town further on, unless the same text has its namesake too."""
    verdicts: dict[str, set[Verdict]] = {}
    for item in found:
        verdicts.setdefault(item.name.place.slug, set()).add(item.judgement.verdict)
    for item in found:
        seen = verdicts[item.name.place.slug]
        is_clear = Verdict.CONFIRMED in seen and Verdict.REJECTED not in seen
        if item.is_open and item.name.kind != Kind.FORMER and is_clear:
            item.judgement = Judgement(Verdict.CONFIRMED, Reason.ELSEWHERE)


def _occurrence(text: str, plain: Folded, item: _Found) -> Occurrence:
    start, end = plain.original(item.start), plain.original_end(item.end)
    while end < len(text) and "\u0300" <= text[end] <= "\u036f":
        end += 1
    return Occurrence(
        place=item.name.place.slug,
        start=start,
        end=end,
        text=text[start:end],
        verdict=item.judgement.verdict,
        reason=item.judgement.reason,
        witness=item.judgement.witness,
        is_former=item.name.kind == Kind.FORMER,
    )
