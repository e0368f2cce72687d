"""A quotation mark or a bracket without its pair."""

import re
from collections.abc import Iterator
from itertools import chain, groupby

from django.utils.translation import gettext_lazy as _

from articles.lint.facts import Around
from articles.lint.places import Place, warnings_by_field
from articles.lint.story_text import Passage, StoryText
from articles.lint.warning import Warning

QUOTES = re.compile("[«»„“”]")
# After a digit it means inches.
STRAIGHT = re.compile(r"(?<!\d)\"")
CLOSED_BY = {"»": "«", "“": "„", "”": "“„"}
# Nobody quotes deeper.
DEEPEST = 4
BRACKETS = re.compile(r"[()\[\]]")
OPENING = {")": "(", "]": "["}
# «а) …; 1) …» number a list, «:)» smiles.
LIST_MARKER = re.compile(r"(?:^|[\s;,.])(?:\d{1,2}|[^\W\d_])$|[:;=]-?$")


def check(story: StoryText, around: Around) -> Iterator[Warning]:
    passages = story.passages
    yield from warnings_by_field(
        "quote-unpaired",
        _("A quotation mark has no pair: close it, or remove it."),
        chain(
            (place for run in _runs(passages) for place in _unpaired_quotes(run)),
            (place for passage in passages for place in _unpaired_straight(passage)),
        ),
    )
    yield from warnings_by_field(
        "bracket-unpaired",
        _("A bracket has no pair: close it, or remove it."),
        (place for passage in passages for place in _unpaired_brackets(passage)),
    )


def _runs(passages: list[Passage]) -> Iterator[list[Passage]]:
    """Paragraphs in a row are one run: somebody may be quoted over several. Anything else stands alone."""

    def kind(passage: Passage) -> object:
        return ("p", passage.is_quoted) if passage.tag == "p" and passage.item is None else id(passage)

    return (list(run) for _kind, run in groupby(passages, key=kind))


def _unpaired_straight(passage: Passage) -> Iterator[Place]:
    marks = list(STRAIGHT.finditer(passage.text))
    if len(marks) % 2:
        yield Place(passage, *marks[-1].span())


def _unpaired_quotes(run: list[Passage]) -> Iterator[Place]:
    opened: list[tuple[str, Place]] = []
    for passage in run:
        marks = list(QUOTES.finditer(passage.text))
        last_closing = max((match.start() for match in marks if match[0] == "»"), default=-1)
        for match in marks:
            mark, place = match[0], Place(passage, *match.span())
            opens = {opening for opening, _place in opened[-DEEPEST:]}
            if mark in "«„" or (mark == "“" and "„" not in opens):
                opened.append((mark, place))
            elif opens.isdisjoint(CLOSED_BY[mark]):
                yield place
            else:
                while opened[-1][0] not in CLOSED_BY[mark]:
                    yield opened.pop()[1]
                opened.pop()
                # «Фильм «Ирония судьбы»: the last mark closes both.
                while match.start() == last_closing and _opened_here(opened, passage):
                    opened.pop()
    yield from (place for _mark, place in opened)


def _opened_here(opened: list[tuple[str, Place]], passage: Passage) -> bool:
    return bool(opened) and opened[-1][0] == "«" and opened[-1][1].passage is passage


def _unpaired_brackets(passage: Passage) -> Iterator[Place]:
    opened: list[Place] = []
    text = passage.text
    for match in BRACKETS.finditer(text):
        place = Place(passage, *match.span())
        if match[0] in "([":
            opened.append(place)
        elif opened and text[opened[-1].start] == OPENING[match[0]]:
            opened.pop()
        elif not LIST_MARKER.search(text[max(0, match.start() - 4) : match.start()]):
            yield place
    yield from opened
