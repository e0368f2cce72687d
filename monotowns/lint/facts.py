"""The edition that is shown to readers, as rules read it: plain values, two queries."""

import re
from collections import Counter
from dataclasses import dataclass, field

from django.utils import timezone

from monotowns.models import Group, Town
from monotowns.registry.editions import shelf

WORD = re.compile(r"[^\W\d_]+")
# Shorter words and those of every group («города», «қалалар») tell no group from another.
SHORTEST_WORD = 4
TELLING_WORDS = 2


@dataclass(frozen=True)
class GroupFacts:
    name: str
    position: int
    towns: frozenset[str]
    # Its name in any case form, in either language.
    pattern: re.Pattern[str] | None


@dataclass(frozen=True)
class Facts:
    """`groups` is empty while no edition is shown."""

    # Addresses of places that are towns of the registry, with their names of today.
    towns: dict[str, str]
    is_draft: bool = False
    groups: list[GroupFacts] = field(default_factory=list)

    @property
    def count(self) -> int:
        return sum(len(group.towns) for group in self.groups)

    def group_of(self, town: str) -> GroupFacts | None:
        return next((group for group in self.groups if town in group.towns), None)


def load_facts() -> Facts:
    edition = shelf().shown(timezone.localdate())
    rows = Town.objects.values_list("place__slug", "place__name_ru")
    if edition is None:
        return Facts(dict(rows))
    towns: dict[str, set[str]] = {}
    groups = list(Group.objects.filter(classification=edition).order_by("position"))
    memberships = edition.memberships.values_list("group__code", "town__place__slug")
    for code, slug in memberships:
        towns.setdefault(code, set()).add(slug)
    names = [(group.name_ru, group.name_kk) for group in groups]  # type: ignore[attr-defined]
    return Facts(
        towns=dict(rows),
        is_draft=edition.document.is_draft,
        groups=[
            GroupFacts(
                name=group.name,
                position=position,
                towns=frozenset(towns.get(group.code, ())),
                pattern=_pattern(
                    names[position - 1], [other for other in names if other != names[position - 1]]
                ),
            )
            for position, group in enumerate(groups, start=1)
        ],
    )


def _pattern(names: tuple[str, str], others: list[tuple[str, str]]) -> re.Pattern[str] | None:
    """Made of the words that no other group has: «средним потенциалом» finds «со среднего потенциала» too."""
    common = Counter(word for other in others for name in other for word in _words(name))
    found = []
    for name in names:
        telling = [word for word in _words(name) if word not in common][:TELLING_WORDS]
        if telling:
            found.append(r"\W+(?:\w{1,2}\W+)?".join(rf"{_stem(word)}\w*" for word in telling))
    return re.compile(rf"\b(?:{'|'.join(found)})", re.IGNORECASE) if found else None


def _words(name: str) -> list[str]:
    return [word.lower() for word in WORD.findall(name) if len(word) >= SHORTEST_WORD]


def _stem(word: str) -> str:
    """Without the endings of cases; a long word has longer ones."""
    return re.escape(word[: -3 if len(word) > 8 else -2 if len(word) > 5 else -1])
