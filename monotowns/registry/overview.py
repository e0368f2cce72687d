"""The towns of one edition, each with what a table and a map show of it: one query for all of them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import FETCH_RAISE, OuterRef
from django.db.models.functions import JSONObject
from django.urls import reverse

from monotowns.models import Classification, Enterprise, Group, Membership
from monotowns.registry.figures import Figure, newest_population
from newsportal.lib.translated import in_language_of_page


@dataclass(frozen=True, slots=True)
class Member:
    """A town in an edition."""

    slug: str
    name: str
    region: str
    region_code: str
    group: Group
    population: Figure | None
    enterprises: list[str]
    industries: dict[str, str]
    latitude: float | None
    longitude: float | None

    @property
    def url(self) -> str:
        return reverse("monotown", args=[self.slug])


def members(edition: Classification) -> list[Member]:
    enterprises = (
        Enterprise.objects.filter(town=OuterRef("town"))
        .order_by("pk")
        .values(
            json=JSONObject(
                name_ru="name_ru",
                name_kk="name_kk",
                code="industry__code",
                industry_ru="industry__name_ru",
                industry_kk="industry__name_kk",
            )
        )
    )
    rows = (
        Membership.objects.filter(classification=edition)
        .select_related("town__place", "town__region", "group")
        .defer("town__place__forms_ru", "town__place__forms_kk", "town__place__ambiguity")
        .annotate(population=newest_population(OuterRef("town")), works=ArraySubquery(enterprises))
        .order_by("group__position", "pk")
        .fetch_mode(FETCH_RAISE)
    )
    return [_member(row) for row in rows]


def _member(row: Membership) -> Member:
    town, works = row.town, row.works  # type: ignore[attr-defined]
    return Member(
        slug=town.place.slug,
        name=town.place.name,
        region=town.region.name,
        region_code=town.region.code,
        group=row.group,
        population=Figure.of(row.population) if row.population else None,  # type: ignore[attr-defined]
        enterprises=[name for work in works if (name := in_language_of_page(work, "name"))],
        industries={work["code"]: in_language_of_page(work, "industry") for work in works if work["code"]},
        latitude=float(town.latitude) if town.latitude is not None else None,
        longitude=float(town.longitude) if town.longitude is not None else None,
    )


@dataclass
class GroupCard:
    """A group with its towns, and how many people live in those whose population is known."""

    group: Group
    members: list[Member] = field(default_factory=list)

    @property
    def people(self) -> Decimal:
        return sum((member.population.value for member in self.members if member.population), Decimal())

    @property
    def unknown(self) -> int:
        return sum(member.population is None for member in self.members)


def groups(edition: Classification, towns: Iterable[Member]) -> list[GroupCard]:
    """Also those without towns, in the order of the document."""
    cards = {group.pk: GroupCard(group) for group in edition.groups.order_by("position")}
    for member in towns:
        cards[member.group.pk].members.append(member)
    return list(cards.values())
