"""Where a sentence names a group of the edition: by its name, or by its number in the document."""

import re
from typing import NamedTuple

from monotowns.lint.facts import Facts, GroupFacts

ORDINALS = (
    ("перв", "бірінші"),
    ("втор", "екінші"),
    ("трет", "үшінші"),
    ("четв[её]рт", "төртінші"),
    ("пят", "бесінші"),
)
ROMAN = ("I", "II", "III", "IV", "V")
# «2-я группа», «2-топ», «II группа»; «группа 2» before a mark or the end, «группа № 2» anywhere.
# «2 группы» and «в группе 2 города» are counts.
BY_FIGURE = (
    r"\b{number}-(?:я|й|ю|ую|ой|ей)\W+групп\w*|\b{number}-(?:ш[іы]\W+)?топ\w*|\b{roman}\W+(?:групп|топ)\w*"
    r"|\b(?:групп\w*|топ\w{{0,4}})\W+(?:№\W*{number}\b|{number}(?=\s*(?:[:.—–]|$)))"
)
GROUP = r"\W+(?:групп|топ)\w*"
# «…ко второй группе, Алтай — к третьей»: the word is not said twice.
ALONE = r"(?:\bв|\bво|\bк|\bко)\W+{}(?:ую|ой|ей|ю)\b"


class GroupName(NamedTuple):
    group: GroupFacts
    start: int
    end: int


def group_names(sentence: str, facts: Facts) -> list[GroupName]:
    found = [
        GroupName(group, match.start(), match.end())
        for group in facts.groups
        for pattern in _patterns(group)
        for match in pattern.finditer(sentence)
    ]
    if any(re.search(GROUP, sentence, re.IGNORECASE) for _name in found[:1]):
        for group in facts.groups[: len(ORDINALS)]:
            ordinal = ORDINALS[group.position - 1][0]
            alone = re.compile(ALONE.format(f"{ordinal}[её]?ь?"), re.IGNORECASE)
            taken = [name.start for name in found]
            for match in alone.finditer(sentence):
                if not any(match.start() <= start < match.end() for start in taken):
                    found.append(GroupName(group, match.start(), match.end()))
    return sorted(found, key=lambda name: name.start)


def _patterns(group: GroupFacts) -> list[re.Pattern[str]]:
    patterns = [group.pattern] if group.pattern else []
    if group.position <= len(ORDINALS):
        russian, kazakh = ORDINALS[group.position - 1]
        words = rf"\b(?:{russian}\w{{0,4}}|{kazakh}){GROUP}"
        number, roman = group.position, ROMAN[group.position - 1]
        figures = BY_FIGURE.format(number=number, roman=roman)
        patterns.append(re.compile(f"{words}|{figures}", re.IGNORECASE))
    return patterns
