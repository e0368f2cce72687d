"""All that a page of one town shows, in six queries however much is known of it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, FloatField, OuterRef, QuerySet
from django.db.models.functions import Cast, JSONObject

from articles.models import Article, Mention
from monotowns.models import Classification, Document, Enterprise, Measure, Town
from monotowns.registry.editions import Shelf, shelf
from monotowns.registry.figures import Figure
from monotowns.registry.series import Series, series_of
from monotowns.registry.town_measures import measures_of_town
from newsportal.lib.translated import in_language_of_page

STORIES = 10
NEIGHBOURS = 5


@dataclass(frozen=True)
class Profile:
    town: Town
    shelf: Shelf
    enterprises: list[dict[str, Any]]
    series: list[Series]
    measures: list[dict[str, Any]]
    stories: list[Article]
    neighbours: list[dict[str, str]]

    def edition(self, day: date) -> Classification | None:
        return self.shelf.shown(day)

    def newest(self, code: str, scope: str) -> Figure | None:
        found = next((one for one in self.series if (one.code, one.scope) == (code, scope)), None)
        return found.figures[-1] if found else None


def find_town(slug: str) -> Town | None:
    works = (
        Enterprise.objects.filter(town=OuterRef("pk"))
        .order_by("pk")
        .values(
            json=JSONObject(
                **{name: F(name) for name in ("name_ru", "name_kk", "activity_ru", "activity_kk")},
                **{name: F(name) for name in ("since", "until", "source", "source_url", "confidence")},
                industry_ru="industry__name_ru",
                industry_kk="industry__name_kk",
                industry_code="industry__code",
            )
        )
    )
    return (
        Town.objects.filter(place__slug=slug)
        .select_related("place", "region")
        .annotate(works=ArraySubquery(works), plans=ArraySubquery(_plans()))
        .first()
    )


def _plans() -> "QuerySet[Measure, Any]":
    """Measures of the town itself, and of its groups."""
    names = ("kind", "stage", "description_ru", "description_kk", "source", "source_url")
    return (
        measures_of_town(OuterRef("pk"))
        .order_by("group_id", "pk")
        .values(
            json=JSONObject(
                **{name: F(name) for name in names},
                **{name: F(f"document__{name}") for name in ("title_ru", "title_kk", "status")},
                group="group_id",
            )
        )
    )


def profile(town: Town) -> Profile:
    """Of a town of `find_town`."""
    return Profile(
        town=town,
        shelf=shelf(town),
        enterprises=enterprises(town),
        series=series_of(town),
        measures=[_measure(row) for row in town.plans],  # type: ignore[attr-defined]
        stories=_stories(town),
        neighbours=_neighbours(town),
    )


def enterprises(town: Town) -> list[dict[str, Any]]:
    """Of a town of `find_town`."""
    return [_enterprise(work) for work in town.works]  # type: ignore[attr-defined]


def _enterprise(work: dict[str, Any]) -> dict[str, Any]:
    confidence = Enterprise.Confidence(work["confidence"])
    return work | {
        "name": in_language_of_page(work, "name"),
        "activity": in_language_of_page(work, "activity"),
        "industry": in_language_of_page(work, "industry") if work["industry_ru"] else "",
        "confidence_name": confidence.label,
        "is_confirmed": confidence is Enterprise.Confidence.HIGH,
    }


def _measure(row: dict[str, Any]) -> dict[str, Any]:
    return row | {
        "kind_name": Measure.Kind(row["kind"]).label,
        "stage_name": Measure.Stage(row["stage"]).label,
        "description": in_language_of_page(row, "description"),
        "document": in_language_of_page(row, "title") if row["status"] else "",
        "is_draft": row["status"] == Document.Status.DRAFT,
        "is_of_group": row["group"] is not None,
    }


def _stories(town: Town) -> list[Article]:
    """Stories in the language of the page that were confirmed to be about the place."""
    stories = Article.objects.published().in_language()
    about = stories.of("mentions", place=town.place, verdict=Mention.Answer.CONFIRMED)
    return list(about.newest_first().for_cards()[:STORIES])


def _neighbours(town: Town) -> list[dict[str, str]]:
    """The nearest towns; a degree of longitude is two thirds of one of latitude here."""
    others = Town.objects.exclude(pk=town.pk).values(
        slug=F("place__slug"),
        name_ru=F("place__name_ru"),
        name_kk=F("place__name_kk"),
        region_ru=F("region__name_ru"),
        region_kk=F("region__name_kk"),
    )
    if town.latitude is None or town.longitude is None:
        nearest = others.filter(region=town.region)
    else:
        north = Cast("latitude", FloatField()) - float(town.latitude)
        east = (Cast("longitude", FloatField()) - float(town.longitude)) * 0.67
        nearest = others.filter(latitude__isnull=False).order_by(north * north + east * east)
    return [
        {
            "slug": row["slug"],
            "name": in_language_of_page(row, "name"),
            "region": in_language_of_page(row, "region"),
        }
        for row in nearest[:NEIGHBOURS]
    ]
