"""All that a page of one town shows, in six queries however much is known of it."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, FloatField, OuterRef, Q
from django.db.models.functions import Cast, JSONObject

from articles.models import Article, Mention
from monotowns.models import Classification, Enterprise, Measure, Observation, Town
from monotowns.registry.editions import Shelf, shelf
from monotowns.registry.figures import COLUMNS, Figure
from newsportal.lib.translated import in_language_of_page

STORIES = 10
NEIGHBOURS = 5


@dataclass(frozen=True)
class Series:
    """Figures of one indicator and one area; areas are never joined in a line."""

    code: str
    name: str
    unit: str
    scope: str
    figures: list[Figure]

    @property
    def newest_first(self) -> list[Figure]:
        return self.figures[::-1]


@dataclass(frozen=True)
class Profile:
    town: Town
    shelf: Shelf
    enterprises: list[dict[str, Any]]
    series: list[Series]
    measures: list[Measure]
    stories: list[Article]
    neighbours: list[Town]

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
            )
        )
    )
    return (
        Town.objects.filter(place__slug=slug)
        .select_related("place", "region")
        .annotate(works=ArraySubquery(works))
        .first()
    )


def profile(town: Town) -> Profile:
    """Of a town of `find_town`."""
    return Profile(
        town=town,
        shelf=shelf(town),
        enterprises=enterprises(town),
        series=series_of(town),
        measures=_measures(town),
        stories=_stories(town),
        neighbours=_neighbours(town),
    )


def series_of(town: Town) -> list[Series]:
    """In the order of the indicators; within one the city, the akimat, what is unclear."""
    names = ("indicator__code", "indicator__name_ru", "indicator__name_kk")
    units = ("indicator__unit_ru", "indicator__unit_kk")
    rows = (
        Observation.objects.filter(town=town)
        .order_by("indicator__position", "indicator__code", "date")
        .values("value", *COLUMNS, *names, *units)
    )
    lines: defaultdict[tuple[str, str, str, str], list[Figure]] = defaultdict(list)
    for row in rows:
        words = {name.removeprefix("indicator__"): row[name] for name in (*names, *units)}
        name, unit = in_language_of_page(words, "name"), in_language_of_page(words, "unit")
        figure = Figure.of({column: row[column] for column in ("value", *COLUMNS)})
        lines[words["code"], name, unit, figure.scope].append(figure)
    order = list(dict.fromkeys(code for code, *_rest in lines))
    scopes = list(Observation.Scope.values)
    return [
        Series(code, name, unit, scope, lines[code, name, unit, scope])
        for code, name, unit, scope in sorted(
            lines, key=lambda key: (order.index(key[0]), scopes.index(key[3]))
        )
    ]


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


def _measures(town: Town) -> list[Measure]:
    """Of the town itself, and of its groups: of the latter the edition is said."""
    return list(
        Measure.objects.filter(Q(town=town) | Q(group__memberships__town=town))
        .select_related("document", "group")
        .order_by("group_id", "pk")
    )


def _stories(town: Town) -> list[Article]:
    """Stories in the language of the page that were confirmed to be about the place."""
    confirmed = Mention.objects.filter(place=town.place, verdict=Mention.Answer.CONFIRMED)
    stories = Article.objects.published().in_language().filter(pk__in=confirmed.values("article"))
    return list(stories.newest_first().for_cards()[:STORIES])


def _neighbours(town: Town) -> list[Town]:
    """The nearest towns; a degree of longitude is two thirds of one of latitude here."""
    others = Town.objects.exclude(pk=town.pk).select_related("place", "region")
    if town.latitude is None or town.longitude is None:
        return list(others.filter(region=town.region)[:NEIGHBOURS])
    north = Cast("latitude", FloatField()) - float(town.latitude)
    east = (Cast("longitude", FloatField()) - float(town.longitude)) * 0.67
    return list(others.filter(latitude__isnull=False).order_by(north * north + east * east)[:NEIGHBOURS])
