"""The towns of an edition as rows of a file, names in both languages."""

import hashlib
from collections.abc import Iterator, Sequence
from decimal import Decimal

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from monotowns.files.origins import GEONAMES, SOURCES_OF_ROWS, document_origin
from monotowns.models import Classification, Town
from monotowns.registry.figures import Figure
from monotowns.registry.overview import Member
from newsportal.lib.series_files import Column, SeriesFile, Value

COLUMNS = [
    Column("town", "string", _("the address of the town in this registry")),
    Column("name_ru", "string", _("the name in Russian")),
    Column("name_kk", "string", _("the name in Kazakh")),
    Column("kato", "string", _("the code of the classifier of administrative units, where it is confirmed")),
    Column("region", "string", _("the code of the region, ISO 3166-2")),
    Column("region_ru", "string", _("the region in Russian")),
    Column("region_kk", "string", _("the region in Kazakh")),
    Column("latitude", "decimal", _("latitude, WGS 84"), unit="°"),
    Column("longitude", "decimal", _("longitude, WGS 84"), unit="°"),
    Column("group", "string", _("the code of the group")),
    Column("group_ru", "string", _("the group in Russian")),
    Column("group_kk", "string", _("the group in Kazakh")),
    Column("edition", "string", _("the address of the edition")),
    Column("edition_status", "string", _("draft, adopted, amended or repealed: a draft is no law")),
    Column("industries", "string", _("codes of industries, a space between")),
    Column("population", "decimal", _("the newest population of the town proper"), unit="people"),
    Column("population_date", "string", _("its date, as precise as the source gives it")),
    Column("population_kind", "string", _("census or estimate")),
    Column("population_source", "string", _("who says so")),
]
NAMES = ("kato", "place__name_ru", "place__name_kk", "region__name_ru", "region__name_kk")
COORDINATES = ("latitude", "longitude")


def towns_file(
    edition: Classification, towns: Sequence[Member], *, path: str, query: str = "", part: str = ""
) -> SeriesFile:
    """One query for the names."""
    rows = list(_rows(edition, towns))
    return about_towns(edition, path=path, query=query, part=part, rows=rows)


def about_towns(
    edition: Classification,
    *,
    path: str,
    query: str = "",
    part: str = "",
    rows: Sequence[Sequence[Value]] = (),
) -> SeriesFile:
    """Without rows it is what a page says of the file; `part` names the part of the edition that it has."""
    name = f"{part}, {edition.name}" if part else edition.name
    return SeriesFile(
        path=path,
        query=query,
        title=format_lazy("{}: {}", _("Single-industry towns of Kazakhstan"), name),
        description=_("One row for each town, with its group, its coordinates and its newest population."),
        columns=COLUMNS,
        key=["town"],
        origins=[document_origin(edition), SOURCES_OF_ROWS, GEONAMES],
        rows=rows,
        fetched_at=None,
        version=hashlib.sha256(repr(rows).encode()).hexdigest(),
    )


def _rows(edition: Classification, towns: Sequence[Member]) -> Iterator[list[Value]]:
    found = Town.objects.filter(memberships__classification=edition)
    known = {slug: cells for slug, *cells in found.values_list("place__slug", *NAMES, *COORDINATES)}
    for member in towns:
        kato, name_ru, name_kk, region_ru, region_kk, latitude, longitude = known[member.slug]
        group = member.group
        yield [
            member.slug,
            name_ru,
            name_kk,
            kato or None,
            member.region_code,
            region_ru,
            region_kk,
            latitude,
            longitude,
            group.code,
            group.name_ru,  # type: ignore[attr-defined]
            group.name_kk,  # type: ignore[attr-defined]
            edition.slug,
            edition.document.status,
            " ".join(member.industries) or None,
            *_population(member.population),
        ]


def _population(figure: Figure | None) -> Sequence[Value]:
    if figure is None:
        return None, None, None, None
    return short(figure.value), figure.moment, figure.kind, figure.source


def short(value: Decimal) -> Decimal:
    """Without the zeros that the column of the database adds."""
    return value.normalize()
