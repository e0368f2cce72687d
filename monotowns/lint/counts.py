"""A number of towns or of groups that the edition does not have."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from articles.lint.counts.numerals import Numeral, numerals
from articles.lint.warning import Warning, warning
from monotowns.lint.facts import Facts
from monotowns.lint.group_names import GroupName, group_names
from monotowns.lint.named import Named, Sentence

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

BETWEEN_WORDS = r"[ \u00a0]+(?:[^\W\d_]+[ \u00a0]+)?"
MONOTOWNS = re.compile(rf"{BETWEEN_WORDS}?(?:моногород|моноқала|монопрофильн)\w*", re.IGNORECASE)
TOWNS = re.compile(r"[ \u00a0]+(?:моно)?(?:город|қала)\w*", re.IGNORECASE)
GROUPS = re.compile(r"[ \u00a0]+(?:групп|топ)\w*", re.IGNORECASE)
DIVIDED = re.compile(r"раздел|подел|делит|делят|распредел|бөлді|бөлін|бөлу", re.IGNORECASE)
# What says that all of them are counted.
ALL_BEFORE = re.compile(
    r"(?:\b(?:всего|все|всех|всем|всеми|итого|ровно)|барлық|барлығы|небәрі)"
    r"[ \u00a0]+(?:эти[хм]?[ \u00a0]+)?$",
    re.IGNORECASE,
)
ALL_AFTER = re.compile(
    r"[ \u00a0]+(?:страны|республики|казахстана|рк\b|в стране|в казахстане|раздел|подел|распредел)",
    re.IGNORECASE,
)
IN_THE_LIST = re.compile(
    r"(?:переч(?:ень|не)|спис(?:ок|ке)|проекте?\b|классификаци|тізім|жоба)", re.IGNORECASE
)
ENTERED = re.compile(r"\b(?:вош|входит|входят|включ|насчит|попал)|кірді|кіреді|енді|енген", re.IGNORECASE)
# A part of them, or another time: «шесть моногородов Карагандинской области», «в 2012 году».
PART = re.compile(
    r"^[ \u00a0]+(?:[^\W\d_]+[ \u00a0]+){0,2}(?:област|регион|район|перв|втор|треть|четв|групп|эт)"
    r"|^[ \u00a0]+из\b",
    re.IGNORECASE,
)
PART_BEFORE = re.compile(
    r"\b(?:ещ[её]|из|них|более|больше|около|до|свыше|почти|менее)[ \u00a0]+$", re.IGNORECASE
)
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# «Группа» — шесть городов; (6); : 6.
BEHIND_GROUP = re.compile(r"[»”\"]?\s*(?:—|–|:|\()\s*$")
PUT = re.compile(
    r"^[ \u00a0]+(?:в проекте[ \u00a0]+|по проекту[ \u00a0]+)?"
    r"(?:отнес|вош|входят|попал|включ|причисл|назва)|^$",
    re.IGNORECASE,
)
PUT_BEFORE = re.compile(
    r"(?:отнес|вош|входят|попал|включ|причисл|назва)\w*[ \u00a0]+(?:лишь |только )?$", re.IGNORECASE
)


def check(named: Named, facts: Facts) -> Iterator[Warning]:
    for sentence in named.statements:
        if YEAR.search(sentence.text):
            continue
        names = group_names(sentence.text, facts)
        for number in numerals(sentence.text, named.story.language):
            yield from _check_number(number, sentence, names, facts)


def _check_number(
    number: Numeral, sentence: Sentence, names: list[GroupName], facts: Facts
) -> Iterator[Warning]:
    before, after = sentence.text[: number.start], sentence.text[number.end :]
    if GROUPS.match(after):
        if DIVIDED.search(sentence.text) and number.value != len(facts.groups):
            yield _warning(sentence, number, _("the edition has {real} groups"), real=len(facts.groups))
        return
    towns = TOWNS.match(after) or MONOTOWNS.match(after)
    if name := _group_counted(before, after, towns, names):
        real = len(name.group.towns)
        if number.value != real:
            message = _("the group “{group}” of the edition has {real} towns")
            yield _warning(sentence, number, message, group=name.group.name, real=real)
    elif _counts_all(before, after, sentence.text) and not names and number.value != facts.count:
        yield _warning(sentence, number, _("the edition has {real} towns"), real=facts.count)


def _group_counted(
    before: str, after: str, towns: re.Match[str] | None, names: list[GroupName]
) -> GroupName | None:
    """The one group whose towns the number counts; a part of a group («четырём из них») is no count of it."""
    if len({name.group.position for name in names}) != 1:
        return None
    name = names[0]
    # A count right behind the name: nothing but a mark stands between.
    is_behind = len(before) >= name.end and _is_mark(before[name.end :])
    if is_behind and (towns or after.startswith(")")):
        return name
    if (
        towns is None
        or PART_BEFORE.search(before)
        or re.search(r"\bвсе\w*[ \u00a0]+$", before, re.IGNORECASE)
    ):
        return None
    rest = after[towns.end() :].rstrip(" .!?»")
    is_put = PUT.match(rest) if rest else PUT_BEFORE.search(before)
    return name if is_put else None


def _is_mark(between: str) -> bool:
    """The rest of the name («…потенциалом развития»), its closing mark, then a dash, a colon, a bracket."""
    return len(between) <= 30 and BEHIND_GROUP.search(between) is not None


def _counts_all(before: str, after: str, sentence: str) -> bool:
    match = MONOTOWNS.match(after)
    if match is None or PART_BEFORE.search(before):
        return False
    rest = after[match.end() :]
    if ALL_AFTER.match(rest):
        return True
    if PART.match(rest):
        return False
    return bool(ALL_BEFORE.search(before) or (IN_THE_LIST.search(sentence) and ENTERED.search(sentence)))


def _warning(sentence: Sentence, number: Numeral, fact: "_StrPromise", **values: object) -> Warning:
    return warning(
        "count-differs-from-edition",
        format_lazy(
            _("The text says {said}, but {fact}."),
            said=sentence.text[number.start : number.end],
            fact=format_lazy(fact, **values),
        ),
        field=sentence.passage.field,
        words=sentence.text,
    )
