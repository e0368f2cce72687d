"""Editions: all of them, one with its groups, and what one changes against another."""

from typing import Any

from django.http import Http404
from django.utils import timezone

from monotowns.api import editions
from monotowns.api.editions import Edition, EditionDifference, Editions, GroupsOfEdition
from monotowns.api.parts import edition_ref
from monotowns.api.queries import EditionQuery
from monotowns.models import Classification
from monotowns.registry.editions import Shelf, shelf
from newsportal.lib.rest.reading import ReadView

GROUP = "monotowns"
TABLES = (
    "articles_place", "monotowns_classification", "monotowns_document", "monotowns_group",
    "monotowns_membership",
)  # fmt: skip


class MonotownEditions(ReadView):
    """All editions of the classification, drafts among them."""

    operation = "monotowns_editions_list"
    group = GROUP
    answer = Editions
    shows = ("monotowns_classification", "monotowns_document")

    def read(self, asked: dict[str, Any], **path: Any) -> Editions:
        known = shelf()
        shown = known.shown(timezone.localdate())
        return Editions(
            items=[edition_ref(edition) for edition in known.editions],
            shown=None if shown is None else shown.slug,
        )


class MonotownEdition(ReadView):
    """One edition: its document, its groups with their towns, and the measures that the document names."""

    operation = "monotowns_editions_retrieve"
    group = GROUP
    also = (404,)
    answer = Edition
    shows = (*TABLES, "monotowns_measure", "articles")

    def read(self, asked: dict[str, Any], **path: Any) -> Edition:
        known = shelf()
        return editions.edition(found(known, path["slug"]), known)


class MonotownDifference(ReadView):
    """Which towns joined, left or moved: the first edition of the address against the second."""

    operation = "monotowns_editions_difference"
    group = GROUP
    also = (404,)
    answer = EditionDifference
    shows = TABLES

    def read(self, asked: dict[str, Any], **path: Any) -> EditionDifference:
        known = shelf()
        after, before = found(known, path["after"]), found(known, path["before"])
        if after == before:
            raise Http404
        return editions.changes(before, after)


class MonotownGroups(ReadView):
    """GroupsOfEdition of an edition with their towns."""

    operation = "monotowns_groups_list"
    group = GROUP
    also = (404,)
    query = EditionQuery
    answer = GroupsOfEdition
    shows = TABLES

    def read(self, asked: dict[str, Any], **path: Any) -> GroupsOfEdition:
        edition = found_or_shown(shelf(), asked.get("edition"))
        if edition is None:
            return GroupsOfEdition(edition=None, items=[])
        return GroupsOfEdition(edition=edition_ref(edition), items=editions.groups(edition))


def found(known: Shelf, slug: str) -> Classification:
    """Raises Http404."""
    edition = known.find(slug)
    if edition is None:
        raise Http404
    return edition


def found_or_shown(known: Shelf, slug: str | None) -> Classification | None:
    """The edition that was asked for, or the one that readers are shown today. Raises Http404."""
    return found(known, slug) if slug else known.shown(timezone.localdate())
