"""What the database holds of the towns of a file, in as many queries for ten rows as for a million."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django.db.models import FETCH_PEERS

from articles.models import Place
from monotowns.models import (
    Classification,
    Enterprise,
    Group,
    Indicator,
    Industry,
    Membership,
    Observation,
    Region,
    Town,
)

OBSERVATION_KEY = ("town_id", "indicator_id", "scope", "date", "precision", "kind", "source")


@dataclass
class Known:
    """Rows by what people call them."""

    regions: dict[str, Region] = field(default_factory=dict)
    industries: dict[str, Industry] = field(default_factory=dict)
    indicators: dict[str, Indicator] = field(default_factory=dict)
    editions: dict[str, Classification] = field(default_factory=dict)
    groups: dict[tuple[str, str], Group] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    towns: dict[str, Town] = field(default_factory=dict)
    town_of_kato: dict[str, Town] = field(default_factory=dict)
    enterprises: dict[tuple[Any, ...], Enterprise] = field(default_factory=dict)
    memberships: dict[tuple[Any, ...], Membership] = field(default_factory=dict)
    observations: dict[tuple[Any, ...], Observation] = field(default_factory=dict)

    @classmethod
    def about(cls, slugs: Collection[str], *, with_observations: bool) -> "Known":
        known = cls(
            regions={row.code: row for row in Region.objects.all()},
            industries={row.code: row for row in Industry.objects.all()},
            indicators={row.code: row for row in Indicator.objects.all()},
            editions={row.slug: row for row in Classification.objects.all()},
            places={row.slug: row for row in Place.objects.filter(slug__in=slugs)},
            towns={row.place.slug: row for row in Town.objects.select_related("place")},
        )
        known.groups = {
            (row.classification.slug, row.code): row for row in Group.objects.select_related("classification")
        }
        known.town_of_kato = {row.kato: row for row in known.towns.values() if row.kato}
        ids = [row.pk for slug, row in known.towns.items() if slug in slugs]
        known.enterprises = {
            (row.town_id, row.name_ru): row  # type: ignore[attr-defined]
            for row in Enterprise.objects.filter(town__in=ids).fetch_mode(FETCH_PEERS)
        }
        known.memberships = {
            (row.classification_id, row.town_id): row
            for row in Membership.objects.filter(town__in=ids).fetch_mode(FETCH_PEERS)
        }
        if with_observations:
            known.observations = {
                tuple(getattr(row, name) for name in OBSERVATION_KEY): row
                for row in Observation.objects.filter(town__in=ids).fetch_mode(FETCH_PEERS)
            }
        return known
