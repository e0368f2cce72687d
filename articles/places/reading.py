"""What places a story names: one reading of its headline, lead and body together."""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from articles.places.facts import Verdict
from articles.places.matching import Matcher, Occurrence
from articles.places.passages import Passage, passages
from articles.places.sentences import sentence_span

BETWEEN = "\n\n"
LONGEST_SENTENCE = 500
# Of the search index: a place in the headline counts most.
WEIGHTS = ("A", "B")
WEIGHT_OF_BODY = "C"
STRENGTH = {Verdict.REJECTED: 0, Verdict.ASK: 1, Verdict.CONFIRMED: 2}


class Text(NamedTuple):
    """The words of one version of a story; the body is HTML of the vocabulary."""

    headline: str
    lead: str
    body: str


@dataclass
class NamedPlace:
    """One place with everything that the story says of it."""

    place: str
    verdict: Verdict
    reason: str
    witness: str
    sentence: str
    times: int = 0
    weights: list[str] = field(default_factory=list)
    # Positions in the HTML of the body where a link may be: of what is surely meant, then of what may be.
    links: dict[Verdict, tuple[int, int]] = field(default_factory=dict)

    def link(self, decision: str = "") -> tuple[int, int] | None:
        """The first mention that means the place; what a person confirmed may look like something else."""
        order = (Verdict.CONFIRMED, Verdict.ASK, Verdict.REJECTED) if decision else (Verdict.CONFIRMED,)
        return next((self.links[verdict] for verdict in order if verdict in self.links), None)


def read(text: Text, matcher: Matcher) -> dict[str, NamedPlace]:
    """{slug: what the story says of the place}"""
    parts = [Passage([text.headline]), Passage([text.lead]), *passages(text.body)]
    starts, whole = [], ""
    for part in parts:
        starts.append(len(whole))
        whole += part.text + BETWEEN
    named: dict[str, NamedPlace] = {}
    for item in matcher.occurrences(whole):
        index = bisect_right(starts, item.start) - 1
        weight = WEIGHTS[index] if index < len(WEIGHTS) else WEIGHT_OF_BODY
        start = starts[index]
        _note(named, item, weight, parts[index].in_html(item.start - start, item.end - start), whole)
    return named


def _note(
    named: dict[str, NamedPlace], item: Occurrence, weight: str, link: tuple[int, int] | None, whole: str
) -> None:
    seen = named.get(item.place)
    if seen is None or STRENGTH[item.verdict] > STRENGTH[seen.verdict]:
        stronger = NamedPlace(item.place, item.verdict, item.reason, item.witness, _sentence(item, whole))
        if seen is not None:
            stronger.links = seen.links
        seen = named[item.place] = stronger
    if item.verdict == seen.verdict:
        seen.times += 1
        seen.weights.append(weight)
    if link is not None:
        seen.links.setdefault(item.verdict, link)


def _sentence(item: Occurrence, whole: str) -> str:
    start, end = sentence_span(whole, item.start, item.end)
    words = " ".join(whole[start:end].split())
    if len(words) <= LONGEST_SENTENCE:
        return words
    # Around the name: a sentence without its end still shows what was meant.
    half = LONGEST_SENTENCE // 2 - 10
    return "… " + " ".join(whole[max(start, item.start - half) : item.end + half].split()) + " …"


def tokens(named: Mapping[str, NamedPlace], decisions: Mapping[str, str]) -> str:
    """The places as a `tsvector` writes them: «place:» for what is meant, «perhaps:» for what may be."""
    lexemes, position = [], 0
    for slug in sorted(named):
        verdict = decisions.get(slug) or named[slug].verdict
        if verdict == Verdict.REJECTED:
            continue
        kind = "place" if verdict == Verdict.CONFIRMED else "perhaps"
        positions = []
        for weight in named[slug].weights[:100] or [WEIGHT_OF_BODY]:
            position += 1
            positions.append(f"{position}{weight}")
        lexemes.append(f"'{kind}:{slug}':{','.join(positions)}")
    return " ".join(lexemes)
