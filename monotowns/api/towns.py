"""Towns of an edition, for lists."""

from datetime import date
from typing import Annotated, Any

from msgspec import Meta

from monotowns.api.parts import edition_ref, either, figure
from monotowns.api.shapes import EditionRef, GroupRef, IndustryRef, RegionRef, RegistryCredit, RegistryFigure
from monotowns.models import Classification
from monotowns.registry.editions import shelf
from monotowns.registry.figures import Figure
from monotowns.registry.overview import MemberRow, member_rows
from newsportal.lib.rest.languages import Pages, pages, path_of
from newsportal.lib.rest.shapes import Address, InBoth, Links, Shape, in_both

FILTERS = ("group", "region", "industry")


class TownCard(Shape):
    """A town in an edition. `slug` is that of its place; null is what no source confirms.

    `population` is the newest of the town proper.
    """

    slug: str
    name: InBoth
    region: RegionRef
    latitude: float | None
    longitude: float | None
    group: GroupRef
    population: RegistryFigure | None
    enterprises: Annotated[list[InBoth], Meta(description="Names of what the town lives on.")]
    industries: list[IndustryRef]
    page: Pages


class TownFiles(Shape):
    """All towns of the edition that the site shows."""

    csv: Address
    json: Address
    geojson: Address


class TownsPage(Shape):
    """By groups, in the order of the document. `edition` is null where none was in force: no towns then."""

    edition: EditionRef | None
    items: list[TownCard]
    credits: list[RegistryCredit]
    files: TownFiles
    links: Links


class Position:
    """Where a town stands in the list: its group, then its address."""

    def __init__(self, edition: Classification) -> None:
        self.groups = {group.pk: group for group in edition.groups.order_by("position")}

    def of(self, row: MemberRow) -> list[Any]:
        return [self.groups[row.group].position, row.cells["slug"]]

    def sorted(self, rows: list[MemberRow]) -> list[MemberRow]:
        return sorted(rows, key=self.of)


def chosen(edition: Classification, positions: Position, asked: dict[str, Any]) -> list[MemberRow]:
    """Towns that all the filters let pass; what a filter names and nobody knows finds nothing. One query."""
    rows = [row for row in member_rows(edition) if _passes(row, positions, asked)]
    return positions.sorted(rows)


def _passes(row: MemberRow, positions: Position, asked: dict[str, Any]) -> bool:
    group, region, industry = (asked.get(name) for name in FILTERS)
    return (
        (not group or positions.groups[row.group].code == group)
        and (not region or row.cells["code"] == region.upper())
        and (not industry or industry in {work["code"] for work in row.works})
    )


def cards(rows: list[MemberRow], positions: Position) -> list[TownCard]:
    base = path_of("monotowns")
    return [_card(row, positions, base) for row in rows]


def _card(row: MemberRow, positions: Position, base: str) -> TownCard:
    cells, group = row.cells, positions.groups[row.group]
    industries = {
        work["code"]: IndustryRef(code=work["code"], name=in_both(work, "industry"))
        for work in row.works
        if work["code"]
    }
    return TownCard(
        slug=cells["slug"],
        name=in_both(cells, "name"),
        region=RegionRef(code=cells["code"], name=in_both(cells, "region")),
        latitude=degrees(cells["latitude"]),
        longitude=degrees(cells["longitude"]),
        group=GroupRef(code=group.code, name=in_both(group, "name")),
        population=figure(Figure.of(row.population)) if row.population else None,
        enterprises=[name for work in row.works if (name := either(work, "name"))],
        industries=list(industries.values()),
        page=pages(f"{base}{cells['slug']}/"),
    )


class RegistryOfToday(Shape):
    """The edition in force, or the newest draft where none is, with its towns by their groups."""

    edition: EditionRef | None
    items: list[TownCard]


def registry_of_today(today: date) -> RegistryOfToday:
    edition = shelf().shown(today)
    if edition is None:
        return RegistryOfToday(edition=None, items=[])
    positions = Position(edition)
    rows = chosen(edition, positions, {})
    return RegistryOfToday(edition=edition_ref(edition), items=cards(rows, positions))


def degrees(value: Any) -> float | None:
    return None if value is None else float(value)
