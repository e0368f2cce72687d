"""The towns of one edition, each with what a table and a map show of it: two queries for all of them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from monotowns.models import Classification, Enterprise, Group, Membership
from monotowns.registry.editions import shelf
from monotowns.registry.figures import Figure, newest_population
from newsportal.lib.translated import in_language


class Member(NamedTuple):
    """A town in an edition. A tuple, since a page has hundreds of them."""

    slug: str
    url: str
    name: str
    region: str
    region_code: str
    group: Group
    population: Figure | None
    enterprises: list[str]
    industries: dict[str, str]
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A town in an edition as the query returns it: `cells` by the names of `COLUMNS`, in both languages."""

    group: int
    cells: dict[str, Any]
    population: dict[str, Any] | None
    works: list[dict[str, Any]]


@dataclass
class GroupCard:
    """A group with its towns, and how many people live in those whose population is known."""

    group: Group
    members: list[Member] = field(default_factory=list)

    @property
    def people(self) -> Decimal:
        return sum((member.population.value for member in self.members if member.population), Decimal())


COLUMNS = {
    "slug": "town__place__slug",
    "name_ru": "town__place__name_ru",
    "name_kk": "town__place__name_kk",
    "code": "town__region__code",
    "region_ru": "town__region__name_ru",
    "region_kk": "town__region__name_kk",
    "latitude": "town__latitude",
    "longitude": "town__longitude",
}


def group_cards(edition: Classification) -> list[GroupCard]:
    """Also groups without towns, in the order of the document."""
    cards = {group.pk: GroupCard(group) for group in edition.groups.order_by("position")}
    base, language = reverse("monotowns"), get_language()
    for row in member_rows(edition):
        card = cards[row.group]
        card.members.append(_member(row, card.group, base, language))
    return list(cards.values())


def _member(row: MemberRow, group: Group, base: str, language: str | None) -> Member:
    cells, works = row.cells, row.works
    return Member(
        slug=cells["slug"],
        # One address of a town is the same as `reverse` would make, five hundred are made sooner.
        url=f"{base}{cells['slug']}/",
        name=in_language(cells, "name", language),
        region=in_language(cells, "region", language),
        region_code=cells["code"],
        group=group,
        population=Figure.of(row.population) if row.population else None,
        enterprises=[name for work in works if (name := in_language(work, "name", language))],
        industries={work["code"]: in_language(work, "industry", language) for work in works if work["code"]},
        latitude=float(cells["latitude"]) if cells["latitude"] is not None else None,
        longitude=float(cells["longitude"]) if cells["longitude"] is not None else None,
    )


def member_rows(edition: Classification) -> Iterator[MemberRow]:
    """In the order of the groups. One query."""
    # Rows of values, not of four models each: there may be five hundred.
    rows = (
        Membership.objects.filter(classification=edition)
        .annotate(population=newest_population(OuterRef("town")), works=ArraySubquery(_enterprises()))
        .order_by("group__position", "pk")
        .values_list("group_id", "population", "works", *COLUMNS.values())
    )
    for group, population, works, *cells in rows:
        yield MemberRow(group, dict(zip(COLUMNS, cells, strict=True)), population, works)


def members(cards: Iterable[GroupCard]) -> list[Member]:
    return [member for card in cards for member in card.members]


def shown_towns() -> tuple[Classification | None, list[Member]]:
    """The edition that readers are shown today, and its towns."""
    shown = shelf().shown(timezone.localdate())
    return shown, members(group_cards(shown)) if shown else []


def _enterprises() -> Any:
    names = {"name_ru": "name_ru", "name_kk": "name_kk", "code": "industry__code"}
    industries = {"industry_ru": "industry__name_ru", "industry_kk": "industry__name_kk"}
    rows = Enterprise.objects.filter(town=OuterRef("town")).order_by("pk")
    return rows.values(json=JSONObject(**names, **industries))
