"""One name spelled two ways in one text: «Кулсары» and «Кульсары».

No dictionary: names are compared with each other. See docs/decisions/lint.md.
"""

from collections import defaultdict
from collections.abc import Iterator
from itertools import islice

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from articles.lint.facts import Around
from articles.lint.names.inflection import splits
from articles.lint.names.meetings import Lexeme, is_one_name, lexemes_of, meetings
from articles.lint.names.mentions import Mention, names_of
from articles.lint.story_text import StoryText
from articles.lint.warning import Warning, warning

# A story of 60,000 characters has some 300 names and 10 pairs. One made to be slow is not read to its end.
MOST_NAMES = 1_500
MOST_PAIRS = 5_000
# Two spellings this near to each other are there on purpose: «Кулсары и Кульсары — один и тот же город».
SIDE_BY_SIDE = 30

type Pair = tuple[Lexeme, Lexeme]


def check(story: StoryText, around: Around) -> Iterator[Warning]:
    names = names_of(story.passages, story.language)[:MOST_NAMES]
    lexemes = lexemes_of(names, story.language)
    stems: dict[Pair, str] = {}
    for first, second in islice(meetings(lexemes, story.language), MOST_PAIRS):
        if is_one_name(first, second, story.language):
            pair, found = (first.lexeme, second.lexeme), " / ".join(sorted((first.stem, second.stem)))
            # The shortest stems are the same in whatever cases the names stand.
            stems[pair] = min(found, stems.get(pair, found), key=len)
    for (one, other), mark in stems.items():
        if _stand_together(one, other) or _have_other_companions(one, other, story.language):
            continue
        yield _warning(one, other, mark)


def _stand_together(one: Lexeme, other: Lexeme) -> bool:
    """Whether the text sets the two spellings side by side: it is about the spelling."""
    others: dict[int, list[Mention]] = defaultdict(list)
    for mention in other.mentions:
        others[mention.number].append(mention)
    return any(
        max(mention.start - near.end, near.start - mention.end) <= SIDE_BY_SIDE
        for mention in one.mentions
        for near in others[mention.number]
    )


def _have_other_companions(one: Lexeme, other: Lexeme, language: str) -> bool:
    """Айдар Ахметов and Нурлан Ахмедов are two persons: neither name ever stands alone."""
    if not all(mention.companions for lexeme in (one, other) for mention in lexeme.mentions):
        return False
    known, others = (
        {
            stem
            for mention in lexeme.mentions
            for companion in mention.companions
            for stem, _ending in splits(companion, language)
        }
        for lexeme in (one, other)
    )
    return known.isdisjoint(others)


def _warning(one: Lexeme, other: Lexeme, mark: str) -> Warning:
    """Placed at the rarer spelling; a quotation is told apart, because its words are not ours to mend."""
    rare, usual = sorted((one, other), key=lambda lexeme: (len(lexeme.mentions), lexeme.usual))
    quoted = [all(mention.is_quoted for mention in lexeme.mentions) for lexeme in (rare, usual)]
    if quoted[0] != quoted[1]:
        in_quotation, elsewhere = (rare, usual) if quoted[0] else (usual, rare)
        message = format_lazy(
            _(
                "The name is spelled “{quoted}” in a quotation and “{other}” elsewhere. A quotation stays "
                "verbatim: compare it with its source, and mend the rest of the text or accept this."
            ),
            quoted=in_quotation.usual,
            other=elsewhere.usual,
        )
    else:
        message = format_lazy(
            _("One name seems to be spelled two ways: “{rare}” and “{usual}”. Choose one of them."),
            rare=rare.usual,
            usual=usual.usual,
        )
    return warning(
        "name-spelled-two-ways",
        message,
        field=rare.mentions[0].passage.field,
        words=" / ".join(sorted((rare.usual, usual.usual))),
        mark=mark,
    )
