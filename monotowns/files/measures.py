"""Measures of one kind as rows of a file."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from monotowns.files.origins import SOURCES_OF_ROWS
from monotowns.models import Measure
from newsportal.lib.series_files import Column, SeriesFile, Value

COLUMNS = [
    Column("kind", "string", _("the kind of the measure")),
    Column("stage", "string", _("planned, under way or done")),
    Column("town", "string", _("the address of the town in this registry; empty for a whole group")),
    Column("town_ru", "string", _("the name in Russian")),
    Column("town_kk", "string", _("the name in Kazakh")),
    Column("group", "string", _("the code of the group; empty for one town")),
    Column("edition", "string", _("the address of the edition")),
    Column("description_ru", "string", _("the measure in words, in Russian")),
    Column("description_kk", "string", _("the measure in words, in Kazakh")),
    Column("document_status", "string", _("draft, adopted, amended or repealed: a draft is no law")),
    Column("source", "string", _("who says so")),
    Column("source_url", "string", _("the address of the source")),
]


def measures_file(kind: str, path: str, measures: Iterable[Measure] = ()) -> SeriesFile:
    """Without measures it is what a page says of the file."""
    rows: Sequence[Sequence[Value]] = list(_rows(measures))
    return SeriesFile(
        path=path,
        query="",
        title=format_lazy("{}: {}", _("Measures for single-industry towns"), Measure.Kind(kind).label),
        description=_("One row for each measure, of a town or of a group, with its stage and its source."),
        columns=COLUMNS,
        key=["kind", "town", "group", "edition", "source"],
        origins=[SOURCES_OF_ROWS],
        rows=rows,
        fetched_at=None,
        version=hashlib.sha256(repr(rows).encode()).hexdigest(),
    )


def _rows(measures: Iterable[Measure]) -> Iterator[list[Value]]:
    for measure in measures:
        place = measure.town.place if measure.town else None
        group, document = measure.group, measure.document
        yield [
            measure.kind,
            measure.stage,
            place.slug if place else None,
            place.name_ru if place else None,  # type: ignore[attr-defined]
            place.name_kk or None if place else None,  # type: ignore[attr-defined]
            group.code if group else None,
            group.classification.slug if group else None,
            measure.description_ru or None,  # type: ignore[attr-defined]
            measure.description_kk or None,  # type: ignore[attr-defined]
            document.status if document else None,
            document.title_ru if document else measure.source,  # type: ignore[attr-defined]
            (document.url if document else measure.source_url) or None,
        ]
