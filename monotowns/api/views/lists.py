"""Indicators, measures and documents of the registry."""

from typing import Any

from django.db.models import QuerySet

from monotowns.api.documents import DocumentsPage, documents, with_editions
from monotowns.api.indicators import Indicators, indicators
from monotowns.api.measures import MeasuresPage, measures, with_all
from monotowns.api.queries import DocumentsQuery, MeasuresQuery
from monotowns.models import Document, Measure, Town
from monotowns.registry.town_measures import measures_of_town
from newsportal.lib.rest import cursors
from newsportal.lib.rest.listing import cut
from newsportal.lib.rest.reading import ReadView
from newsportal.lib.rest.shapes import Links

GROUP = "monotowns"


class MonotownIndicators(ReadView):
    """What is counted, and what the codes beside every figure mean."""

    operation = "monotowns_indicators_list"
    group = GROUP
    answer = Indicators
    shows = ("monotowns_indicator",)

    def read(self, asked: dict[str, Any], **path: Any) -> Indicators:
        return indicators()


class Paged(ReadView):
    """A list by the numbers of its rows."""

    group = GROUP

    def page(self, rows: "QuerySet[Any]", asked: dict[str, Any]) -> tuple[list[Any], Links]:
        """Newest row first, from the cursor on."""
        if (cursor := asked.get("cursor")) is not None:
            rows = rows.filter(pk__lt=_number(cursors.read(self.operation, cursor)))
        found = list(rows.order_by("-pk")[: asked["limit"] + 1])
        return found, cut(
            self.request, found, asked["limit"], lambda row: cursors.write(self.operation, row.pk)
        )


def _number(written: Any) -> int:
    if not isinstance(written, int):
        raise cursors.UnknownCursor()
    return written


class MonotownMeasures(Paged):
    """What is planned, under way or done, with the document or the source that says so."""

    operation = "monotowns_measures_list"
    query = MeasuresQuery
    answer = MeasuresPage
    shows = (
        "articles_place", "monotowns_measure", "monotowns_document", "monotowns_group",
        "monotowns_membership", "monotowns_classification", "monotowns_town",
    )  # fmt: skip

    def read(self, asked: dict[str, Any], **path: Any) -> MeasuresPage:
        found, links = self.page(with_all(_measures(asked)), asked)
        return MeasuresPage(items=measures(found), links=links)


def _measures(asked: dict[str, Any]) -> "QuerySet[Measure]":
    """What a filter names and nobody knows finds nothing."""
    rows = Measure.objects.all()
    if slug := asked.get("town"):
        town = Town.objects.filter(place__slug=slug).first()
        rows = measures_of_town(town) if town else rows.none()
    if edition := asked.get("edition"):
        rows = rows.filter(document__classifications__slug=edition)
    return rows.filter(**{name: asked[name] for name in ("kind", "stage") if asked.get(name)})


class MonotownDocuments(Paged):
    """What the state wrote, or has proposed to write, with the editions that came of it."""

    operation = "monotowns_documents_list"
    query = DocumentsQuery
    answer = DocumentsPage
    shows = ("monotowns_document", "monotowns_classification", "articles")

    def read(self, asked: dict[str, Any], **path: Any) -> DocumentsPage:
        found, links = self.page(with_editions(Document.objects.all()), asked)
        return DocumentsPage(items=documents(found), links=links)
