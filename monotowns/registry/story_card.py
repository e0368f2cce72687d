"""The towns of the registry that a story means, by their groups in the edition that readers are shown."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone

from monotowns.models import Classification, Document, Membership
from monotowns.registry.sorting import by_name
from newsportal.lib.kept import KeptWhileHeard
from newsportal.lib.translated import in_language_of_page


@dataclass
class GroupInStory:
    name: str
    position: int
    # Names and addresses of pages.
    towns: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class StoryCard:
    edition_url: str
    is_draft: bool
    groups: list[GroupInStory]


def story_card(places: Sequence[str]) -> StoryCard | None:
    """None where no town stands in a group; no query for a story without places."""
    if not places:
        return None
    towns = _towns()
    rows = sorted((towns[place] for place in places if place in towns), key=lambda row: row["position"])
    if not rows:
        return None
    groups: dict[int, GroupInStory] = {}
    for row in rows:
        group = groups.setdefault(
            row["position"], GroupInStory(in_language_of_page(row, "group"), row["position"])
        )
        group.towns.append((in_language_of_page(row, "name"), reverse("monotown", args=[row["slug"]])))
    for group in groups.values():
        group.towns.sort(key=lambda town: by_name(town[0]))
    return StoryCard(
        edition_url=reverse("monotown_edition", args=[rows[0]["edition"]]),
        is_draft=rows[0]["status"] == Document.Status.DRAFT,
        groups=list(groups.values()),
    )


def _read_towns() -> dict[str, dict[str, Any]]:
    """All that stand in a group of the edition: some dozens, one by one asked for by every second story."""
    rows = Membership.objects.filter(classification=Subquery(_shown())).values(
        group_ru=F("group__name_ru"),
        group_kk=F("group__name_kk"),
        position=F("group__position"),
        slug=F("town__place__slug"),
        name_ru=F("town__place__name_ru"),
        name_kk=F("town__place__name_kk"),
        edition=F("classification__slug"),
        status=F("classification__document__status"),
    )
    return {row["slug"]: dict(row) for row in rows}


_towns = KeptWhileHeard(_read_towns)
forget_towns = _towns.forget


def _shown() -> "QuerySet[Classification, Any]":
    """What `Shelf.shown` chooses, for a query that asks for nothing else: in force, or the newest draft."""
    today = timezone.localdate()
    in_force = Q(valid_from__lte=today) & (Q(valid_to=None) | Q(valid_to__gte=today))
    return (
        Classification.objects.filter(in_force | Q(document__status=Document.Status.DRAFT))
        .order_by(F("valid_from").desc(nulls_last=True), "-pk")
        .values("pk")[:1]
    )
