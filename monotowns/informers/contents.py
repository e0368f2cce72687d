"""What stands in an informer of the registry, in the active language. Each raises InformerError."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from monotowns.files.origins import GEONAMES, SOURCES_OF_ROWS, document_origin
from monotowns.informers.informer import Informer, Kind
from monotowns.maps import TownMap, town_map
from monotowns.models import Classification, Group
from monotowns.pages.town_table import words_of
from monotowns.registry import editions, profile
from monotowns.registry.figures import Figure, newest_figure
from monotowns.registry.overview import Member, group_cards, members
from newsportal.lib.informers.asked import InformerError
from newsportal.lib.series_files import Origin
from newsportal.lib.translated import in_language_of_page


@dataclass(frozen=True, kw_only=True)
class Contents:
    title: str
    url: str
    # What was chosen, in words.
    about: str
    edition: Classification | None
    origins: list[Origin]


@dataclass(frozen=True, kw_only=True)
class TownsContents(Contents):
    towns: list[Member]
    groups: list[Group]
    people: Decimal
    map: TownMap | None


@dataclass(frozen=True, kw_only=True)
class TownContents(Contents):
    # None in no group of the edition.
    group: str | None
    position: int
    population: Figure | None
    enterprises: list[dict[str, Any]]


def contents(informer: Informer) -> Contents:
    return town(informer) if informer.kind is Kind.TOWN else towns(informer)


def towns(informer: Informer) -> TownsContents:
    shelf = editions.shelf()
    shown = shelf.find(informer.edition) if informer.edition else shelf.shown(timezone.localdate())
    if shown is None and informer.edition:
        raise InformerError(_("There is no such edition in the registry."))
    if shown is None:
        raise InformerError(_("No edition of the classification is in the registry yet."))
    cards = group_cards(shown)
    everything = members(cards)
    chosen = informer.choice.apply(everything)
    return TownsContents(
        title=_("Single-industry towns of Kazakhstan"),
        url=_page(informer, shown),
        about=", ".join(words_of(informer.choice, everything)),
        edition=shown,
        origins=[document_origin(shown), *([GEONAMES] if informer.kind is Kind.MAP else [SOURCES_OF_ROWS])],
        towns=chosen,
        groups=[card.group for card in cards if card.members],
        people=sum((one.population.value for one in chosen if one.population), Decimal()),
        map=town_map(chosen) if informer.kind is Kind.MAP else None,
    )


def _page(informer: Informer, shown: Classification) -> str:
    """Where the reader finds the same with all that belongs to it."""
    return shown.get_absolute_url() if informer.edition else reverse("monotowns") + informer.choice.query()


def town(informer: Informer) -> TownContents:
    found = profile.find_town(informer.town)
    if found is None:
        raise InformerError(_("There is no such town in the registry."))
    shown = editions.shelf(found).shown(timezone.localdate())
    group = getattr(shown, "group_of_town", None)
    return TownContents(
        title=found.place.name,
        url=found.get_absolute_url(),
        about=found.region.name,
        edition=shown,
        origins=[document_origin(shown)] if shown else [],
        group=in_language_of_page(group, "name") if group else None,
        position=group["position"] if group else 0,
        population=newest_figure(found),
        enterprises=profile.enterprises(found),
    )
