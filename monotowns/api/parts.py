"""The shapes that several resources show, from rows of the registry."""

from functools import cache, lru_cache
from typing import Any

from monotowns.api.shapes import (
    DocumentRef,
    EditionRef,
    GroupRef,
    RegistryCredit,
    RegistryFigure,
)
from monotowns.files.origins import GEONAMES, SOURCES_OF_ROWS
from monotowns.models import Classification, Document, Group
from monotowns.registry.figures import Figure
from newsportal.lib.meta import absolute
from newsportal.lib.rest.exact import exact
from newsportal.lib.rest.languages import pages_of, said
from newsportal.lib.rest.shapes import InBoth, in_both


def edition_ref(edition: Classification) -> EditionRef:
    """With its document, which `shelf()` has read."""
    status: Any = edition.document.status
    return EditionRef(
        slug=edition.slug,
        name=in_both(edition, "name"),
        status=status,
        status_name=label(Document.Status(status)),
        valid_from=edition.valid_from,
        valid_to=edition.valid_to,
        page=pages_of("monotown_edition", edition.slug),
    )


def document_ref(document: Document) -> DocumentRef:
    status: Any = document.status
    return DocumentRef(
        id=document.pk,
        title=in_both(document, "title"),
        number=document.number or None,
        date=document.date,
        status=status,
        status_name=label(Document.Status(status)),
        url=document.url or None,
        archived_copy=absolute(document.archived_copy.url) if document.archived_copy else None,
    )


def group_ref(group: Group) -> GroupRef:
    return GroupRef(code=group.code, name=in_both(group, "name"))


def figure(known: Figure) -> RegistryFigure:
    row: Any = known
    return RegistryFigure(
        # The column of the database adds zeros.
        value=exact(known.value.normalize()),
        date=known.moment,
        year=known.date.year,
        scope=row.scope,
        kind=row.kind,
        source=known.source,
        source_url=known.source_url or None,
    )


def either(row: Any, name: str) -> InBoth | None:
    """A text that may be missing in both languages."""
    text = in_both(row, name)
    return text if text.ru or text.kk else None


@lru_cache(typed=True)
def label(choice: Any) -> InBoth:
    """The words of one of a model's choices; those of two models may be equal as texts."""
    return said(choice.label)


@cache
def registry_credits() -> tuple[RegistryCredit, ...]:
    """As the files name them. The document of an edition stands beside the edition."""
    return tuple(
        RegistryCredit(
            name=said(origin.name),
            url=origin.url,
            terms=said(origin.licence),
            terms_url=origin.licence_url or None,
        )
        for origin in (SOURCES_OF_ROWS, GEONAMES)
    )
