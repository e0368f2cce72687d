"""A whole town: its facts, what it lives on, its figures, its group through the editions, its measures."""

from typing import Any, Literal
from urllib.parse import urlencode

from django.utils import timezone

from monotowns.api.indicators import IndicatorOfRegistry, indicator
from monotowns.api.measures import MeasureOfRegistry, measures, with_all
from monotowns.api.parts import edition_ref, either, figure, label, registry_credits
from monotowns.api.shapes import (
    EditionRef,
    GroupRef,
    IndustryRef,
    RegionRef,
    RegistryCredit,
    RegistryFigure,
    Scope,
)
from monotowns.api.towns import degrees
from monotowns.models import Classification, Enterprise, Indicator, Town
from monotowns.models.observation import POPULATION
from monotowns.registry.editions import shelf
from monotowns.registry.series import Series, series_of
from monotowns.registry.town_measures import measures_of_town
from newsportal.lib.rest.languages import Pages, address_of, pages_of
from newsportal.lib.rest.shapes import Address, InBoth, Shape, in_both


class EnterpriseOfTown(Shape):
    """What a town was built around; without a name where no source ties one to it."""

    name: InBoth | None
    industry: IndustryRef | None
    activity: InBoth | None
    since: int | None
    until: int | None
    source: str
    source_url: Address | None
    confidence: Literal["high", "medium", "low"]
    confidence_name: InBoth


class TownInEdition(Shape):
    """`group` is null where the edition does not name the town."""

    edition: EditionRef
    group: GroupRef | None


class FigureSeries(Shape):
    """Figures of one indicator and one area, the oldest first: areas are never joined in a line."""

    indicator: IndicatorOfRegistry
    scope: Scope
    figures: list[RegistryFigure]


class TownLinks(Shape):
    """`stories` are those that surely mean the town; files hold its figures."""

    stories: Address
    mentions: Address
    csv: Address
    json: Address


class RegistryTown(Shape):
    """A single-industry town. `current` is its group in the edition in force, or in the newest draft.

    Null is what no source confirms. `population` is the newest figure of the town proper.
    """

    slug: str
    name: InBoth
    former_names: list[str]
    region: RegionRef
    district: InBoth | None
    kato: str | None
    latitude: float | None
    longitude: float | None
    current: TownInEdition | None
    population: RegistryFigure | None
    enterprises: list[EnterpriseOfTown]
    editions: list[TownInEdition]
    series: list[FigureSeries]
    measures: list[MeasureOfRegistry]
    credits: list[RegistryCredit]
    page: Pages
    links: TownLinks


def town(found: Town) -> RegistryTown:
    """Of a town of `find_town`: four queries however much is known of it."""
    place, editions, series = found.place, shelf(found), series_of(found)
    shown = editions.shown(timezone.localdate())
    indicators = {row.code: indicator(row) for row in Indicator.objects.all()}
    rows: Any = found
    return RegistryTown(
        slug=place.slug,
        name=in_both(place, "name"),
        former_names=list(place.former_names),
        region=RegionRef(code=found.region.code, name=in_both(found.region, "name")),
        district=either(found, "district"),
        kato=found.kato or None,
        latitude=degrees(found.latitude),
        longitude=degrees(found.longitude),
        current=_in_edition(shown) if shown else None,
        population=_newest(series),
        enterprises=[_enterprise(work) for work in rows.works],
        editions=[_in_edition(edition) for edition in editions.editions],
        series=[_series(one, indicators) for one in series],
        measures=measures(with_all(measures_of_town(found)).order_by("group_id", "pk")),
        credits=list(registry_credits()),
        page=pages_of("monotown", place.slug),
        links=TownLinks(
            stories=f"{address_of('api:articles')}?{urlencode({'town': place.slug})}",
            mentions=address_of("api:monotown_mentions", place.slug),
            csv=address_of("monotown_csv", place.slug),
            json=address_of("monotown_json", place.slug),
        ),
    )


def _newest(series: list[Series]) -> RegistryFigure | None:
    of_town = [one for one in series if (one.code, one.scope) == (POPULATION, "city")]
    return figure(of_town[0].figures[-1]) if of_town else None


def _in_edition(edition: Classification) -> TownInEdition:
    """From an edition of `shelf(town)`."""
    row: Any = edition
    group = row.group_of_town
    return TownInEdition(
        edition=edition_ref(edition),
        group=GroupRef(code=group["code"], name=in_both(group, "name")) if group else None,
    )


def _series(one: Series, indicators: dict[str, IndicatorOfRegistry]) -> FigureSeries:
    scope: Any = one.scope
    return FigureSeries(
        indicator=indicators[one.code], scope=scope, figures=[figure(known) for known in one.figures]
    )


def _enterprise(work: dict[str, Any]) -> EnterpriseOfTown:
    code = work["industry_code"]
    return EnterpriseOfTown(
        name=either(work, "name"),
        industry=IndustryRef(code=code, name=in_both(work, "industry")) if code else None,
        activity=either(work, "activity"),
        since=work["since"],
        until=work["until"],
        source=work["source"],
        source_url=work["source_url"] or None,
        confidence=work["confidence"],
        confidence_name=label(Enterprise.Confidence(work["confidence"])),
    )
