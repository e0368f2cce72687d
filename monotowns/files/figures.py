"""The figures of one town as rows of a file."""

import hashlib
from collections.abc import Sequence

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from monotowns.files.origins import SOURCES_OF_ROWS
from monotowns.files.towns import short
from monotowns.models import Observation, Town
from newsportal.lib.series_files import Column, SeriesFile, Value

COLUMNS = [
    Column("indicator", "string", _("the code of the indicator")),
    Column("indicator_ru", "string", _("the indicator in Russian")),
    Column("indicator_kk", "string", _("the indicator in Kazakh")),
    Column("unit_ru", "string", _("the unit in Russian")),
    Column("unit_kk", "string", _("the unit in Kazakh")),
    Column("date", "string", _("the date, as precise as the source gives it: 1999, 2021-10, 2023-01-01")),
    Column("value", "decimal", _("the figure")),
    Column("area", "string", _("city: the town proper; akimat: with its villages; unclear")),
    Column("kind", "string", _("census or estimate")),
    Column("source", "string", _("who says so")),
    Column("source_url", "string", _("the address of the source")),
]
OF_INDICATOR = ("code", "name_ru", "name_kk", "unit_ru", "unit_kk")


def figures_file(town: Town, path: str) -> SeriesFile:
    """One query."""
    found = (
        Observation.objects.filter(town=town)
        .select_related("indicator")
        .order_by("indicator__position", "indicator__code", "scope", "date", "pk")
    )
    rows = [
        [
            *(getattr(one.indicator, name) for name in OF_INDICATOR),
            one.moment,
            short(one.value),
            one.scope,
            one.kind,
            one.source,
            one.source_url or None,
        ]
        for one in found
    ]
    return about_figures(town, path, rows)


def about_figures(town: Town, path: str, rows: Sequence[Sequence[Value]] = ()) -> SeriesFile:
    """Without rows it is what a page says of the file."""
    return SeriesFile(
        path=path,
        query="",
        title=format_lazy("{}: {}", _("Figures of the town"), town.place.name),
        description=_("One row for each figure, with its date, its area, its kind and its source."),
        columns=COLUMNS,
        key=["indicator", "area", "date", "kind", "source"],
        origins=[SOURCES_OF_ROWS],
        rows=rows,
        fetched_at=None,
        version=hashlib.sha256(repr(rows).encode()).hexdigest(),
    )
