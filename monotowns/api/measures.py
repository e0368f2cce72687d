"""Measures: what is planned or done for a town or for a whole group, and who says so."""

from collections.abc import Iterable
from typing import Any, Literal

from django.db.models import FETCH_RAISE, QuerySet

from monotowns.api.parts import document_ref, either, group_ref, label
from monotowns.api.shapes import DocumentRef, GroupRef, TownRef
from monotowns.models import Measure
from newsportal.lib.rest.shapes import Address, InBoth, Links, Shape, in_both

type Kind = Literal[
    "industrial_zone", "offtake", "exploration", "partnership", "infrastructure", "status", "other"
]
type Stage = Literal["planned", "under_way", "done"]


class GroupOfMeasure(Shape):
    edition: str
    group: GroupRef


class MeasureOfRegistry(Shape):
    """Of one `town` or of one `group`. What a draft says is only planned. Either a document or a source."""

    id: int
    kind: Kind
    kind_name: InBoth
    stage: Stage
    stage_name: InBoth
    town: TownRef | None
    group: GroupOfMeasure | None
    description: InBoth | None
    document: DocumentRef | None
    source: str | None
    source_url: Address | None


class MeasuresPage(Shape):
    items: list[MeasureOfRegistry]
    links: Links


def with_all(rows: "QuerySet[Measure]") -> "QuerySet[Measure]":
    """All that `measure` shows."""
    return (
        rows.select_related("document", "group__classification", "town__place")
        .defer("town__place__forms_ru", "town__place__forms_kk")
        .fetch_mode(FETCH_RAISE)
    )


def measures(rows: Iterable[Measure]) -> list[MeasureOfRegistry]:
    return [_measure(row) for row in rows]


def _measure(row: Measure) -> MeasureOfRegistry:
    kind: Any = row.kind
    stage: Any = row.stage
    return MeasureOfRegistry(
        id=row.pk,
        kind=kind,
        kind_name=label(Measure.Kind(kind)),
        stage=stage,
        stage_name=label(Measure.Stage(stage)),
        town=TownRef(slug=row.town.place.slug, name=in_both(row.town.place, "name")) if row.town else None,
        group=GroupOfMeasure(edition=row.group.classification.slug, group=group_ref(row.group))
        if row.group
        else None,
        description=either(row, "description"),
        document=document_ref(row.document) if row.document else None,
        source=row.source or None,
        source_url=row.source_url or None,
    )
