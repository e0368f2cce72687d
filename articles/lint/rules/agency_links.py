"""A story taken from a news agency without a link to it: the law asks for one."""

import re
from collections.abc import Iterator

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from articles.lint.facts import Around, SourceFacts
from articles.lint.story_text import Passage, StoryText
from articles.lint.warning import Warning, warning

AGENCY = "agency"
LINKED_PARAGRAPHS = 2
LONGEST_SENTENCE = 1_000
QUOTED = re.compile(r"[«\"“„]([^«»\"“”„]{2,80})[»\"”“]")
MARKS = re.compile(r"[«»\"“”„]")

# In folded text: small letters, е for ё, no quotation marks.
SAYS = re.compile(
    r"""
    \b(?: переда(?:ет|ют|л|ла|ло|ли) | сообща(?:ет|ют|л|ла|ло|ли) | сообщил[аои]? | информиру(?:ет|ют)
    | пиш(?:ет|ут) | со[ ]ссылкой[ ]на | по[ ](?:данным|информации|сообщению)
    | хабарла(?:й|ды)\w{0,6} | жаз(?:ады|ды) | сілтеме[ ]жаса\w{0,8}
    | (?:мәлімет|дерек|ақпарат)\w{0,3}(?:інше|ынша)
    )\b
    """,
    re.VERBOSE,
)
# An «агентство» with no name after it may be one of the state.
AGENCY_WORD = re.compile(
    r"""
    \b(?:МИА|ИА|РИА|ХАА)\b | \b[Ии]нформагентств | \b[Ии]нформационн\w{1,4}[ ]агентств
    | \b[Аа]гентств\w{1,2}[ ][«"“A-Z] | \b[Аа]қпарат(?:тық)?[ ]агенттіг
    """,
    re.VERBOSE,
)


def check(story: StoryText, around: Around) -> Iterator[Warning]:
    sources = story.content["sources"]
    for item in sources:
        source = around.sources.get(item["source"])
        if source and source.kind == AGENCY and item["relation"] == "based_on" and not item["url"].strip():
            yield warning(
                "agency-source-without-link",
                format_lazy(
                    _("The story is based on {name}: give the address of its item among the sources."),
                    name=source.name,
                ),
                field="sources",
                words=source.name,
            )
    if any(item["url"].strip() for item in sources) or _has_early_link(story):
        return
    attributed = _attribution(story.passages, around)
    if attributed:
        yield warning(
            "attribution-without-link",
            _("The text refers to a news agency: link its words in the first or second paragraph."),
            field="body",
            words=attributed,
        )


def _has_early_link(story: StoryText) -> bool:
    paragraphs = [passage for passage in story.body if passage.tag == "p" and passage.text]
    early = {id(passage) for passage in paragraphs[:LINKED_PARAGRAPHS]}
    return any(
        id(link.passage) in early and link.href.startswith(("http://", "https://")) for link in story.links
    )


def _attribution(passages: list[Passage], around: Around) -> str:
    """The first sentence that says who reported it; empty when none does."""
    agencies = [source for source in around.sources.values() if source.kind == AGENCY]
    phrases = {_folded(phrase) for source in agencies for phrase in source.phrases if phrase.strip()}
    names = _names(agencies)
    for passage in passages:
        for start, end in passage.sentences:
            sentence = passage.text[start : min(end, start + LONGEST_SENTENCE)]
            folded = _folded(sentence)
            if any(phrase in folded for phrase in phrases):
                return sentence.strip()
            if SAYS.search(folded) and (AGENCY_WORD.search(sentence) or (names and names.search(folded))):
                return sentence.strip()
    return ""


def _names(agencies: list[SourceFacts]) -> re.Pattern[str] | None:
    """«МИА «Казинформ»» is known as Казинформ, with the endings of any case."""
    known = set()
    for source in agencies:
        for name in source.names:
            quoted = QUOTED.search(name)
            known.add(_folded(quoted[1] if quoted else name).strip())
    words = "|".join(re.escape(name) for name in sorted(known) if len(name) > 2)
    return re.compile(rf"(?<!\w)(?:{words})\w{{0,4}}(?!\w)") if words else None


def _folded(text: str) -> str:
    return " ".join(MARKS.sub("", text).casefold().replace("ё", "е").split())
