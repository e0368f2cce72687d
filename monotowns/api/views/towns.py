"""Towns: those of an edition, one with all that is known of it, and the stories that surely mean it."""

from typing import Any

from django.http import Http404

from articles.api.shapes import ArticlePage
from articles.api.views.stories import Articles
from monotowns.api import towns
from monotowns.api.parts import edition_ref, registry_credits
from monotowns.api.queries import MentionsQuery, TownsQuery
from monotowns.api.town import RegistryTown, town
from monotowns.api.towns import TownFiles, TownsPage
from monotowns.api.views.editions import found_or_shown
from monotowns.models import Classification, Town
from monotowns.registry.editions import shelf
from monotowns.registry.profile import find_town
from newsportal.lib.rest import cursors
from newsportal.lib.rest.languages import address_of
from newsportal.lib.rest.listing import cut
from newsportal.lib.rest.reading import ReadView
from newsportal.lib.rest.shapes import Links

GROUP = "monotowns"
KIND = "monotowns"
TABLES = (
    "articles_place", "monotowns_town", "monotowns_region", "monotowns_classification", "monotowns_document",
    "monotowns_group", "monotowns_membership", "monotowns_observation", "monotowns_enterprise",
    "monotowns_industry",
)  # fmt: skip


class Monotowns(ReadView):
    """Towns of an edition of the classification, each in its group.

    Without parameters it is the edition in force today, or the newest draft where none is: look at
    `edition.status`, a draft is no law. With `as_of` it is what was in force on that day, and a draft never
    was.
    """

    operation = "monotowns_list"
    group = GROUP
    also = (404,)
    query = TownsQuery
    answer = TownsPage
    shows = TABLES

    def read(self, asked: dict[str, Any], **path: Any) -> TownsPage:
        last = _position(asked.get("cursor"))
        edition = _edition(asked)
        page = TownsPage(
            edition=None,
            items=[],
            credits=list(registry_credits()),
            files=TownFiles(
                csv=address_of("monotowns_csv"),
                json=address_of("monotowns_json"),
                geojson=address_of("monotowns_geojson"),
            ),
            links=Links(next=None),
        )
        if edition is not None:
            page.edition = edition_ref(edition)
            positions = towns.Position(edition)
            rows = towns.chosen(edition, positions, asked)
            if last is not None:
                rows = [row for row in rows if positions.of(row) > last]
            page.links = cut(
                self.request, rows, asked["limit"], lambda row: cursors.write(KIND, positions.of(row))
            )
            page.items = towns.cards(rows, positions)
        return page


def _edition(asked: dict[str, Any]) -> Classification | None:
    """Raises Http404 for an edition that nobody knows. One query."""
    if day := asked.get("as_of"):
        return shelf().in_force(day)
    return found_or_shown(shelf(), asked.get("edition"))


def _position(cursor: str | None) -> list[Any] | None:
    """Of the last town that was given. Raises UnknownCursor."""
    if cursor is None:
        return None
    match cursors.read(KIND, cursor):
        case [int(), str()] as last:
            return list(last)
    raise cursors.UnknownCursor()


class Monotown(ReadView):
    """One town of the registry: facts, figures with their sources, its group through the editions."""

    operation = "monotowns_retrieve"
    group = GROUP
    also = (404,)
    answer = RegistryTown
    shows = (*TABLES, "monotowns_measure", "monotowns_indicator")

    def read(self, asked: dict[str, Any], **path: Any) -> RegistryTown:
        found = find_town(path["slug"])
        if found is None:
            raise Http404
        return town(found)


class MonotownMentions(Articles):
    """Published stories that surely mean the town, newest first: all filters of stories but the place."""

    operation = "monotowns_mentions"
    group = GROUP
    also = (404,)
    query = MentionsQuery

    def read(self, asked: dict[str, Any], **path: Any) -> ArticlePage:
        if not Town.objects.filter(place__slug=path["slug"]).exists():
            raise Http404
        return super().read(asked | {"town": path["slug"]})
