"""What a card says: all that its picture is drawn from, and so all that tells one state from another."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from monotowns.models import Classification, Town
from monotowns.registry.overview import GroupCard
from newsportal.lib.country_map import Point, place
from newsportal.lib.meta import site_name
from newsportal.lib.translated import in_language_of_page

DRAWING = 1
"""Grows when the same card is drawn in another way: then nobody's copy is fresh."""


@dataclass(frozen=True, slots=True)
class Legend:
    """A group by its mark; 0 is no group."""

    position: int
    text: str


@dataclass(frozen=True, slots=True)
class Card:
    title: str
    subtitle: str
    badge: str
    legends: tuple[Legend, ...]
    # Shares of the map's width and height, with the position of the group.
    dots: tuple[tuple[Point, int], ...]
    site: str

    @property
    def version(self) -> str:
        return hashlib.sha256(f"{DRAWING} {self!r}".encode()).hexdigest()[:32]


def edition_alt(edition: Classification) -> str:
    """The card in words, for whoever cannot see it."""
    return _sentences(_("Single-industry towns of Kazakhstan"), edition.name, _badge(edition))


def town_alt(card: Card) -> str:
    return _sentences(card.title, card.subtitle, *(legend.text for legend in card.legends), card.badge)


def _sentences(*parts: str) -> str:
    return ". ".join(filter(None, parts))


def edition_card(edition: Classification, groups: Sequence[GroupCard]) -> Card:
    return Card(
        title=_("Single-industry towns of Kazakhstan"),
        subtitle=edition.name,
        badge=_badge(edition),
        legends=tuple(Legend(card.group.position, _legend(card)) for card in groups if card.members),
        dots=tuple(
            (point, card.group.position)
            for card in groups
            for member in card.members
            if member.latitude is not None
            and member.longitude is not None
            and (point := place(float(member.longitude), float(member.latitude)))
        ),
        site=site_name(),
    )


def _legend(card: GroupCard) -> str:
    count = len(card.members)
    towns = ngettext("%(number)s town", "%(number)s towns", count) % {"number": count}
    return f"{card.group.name}, {towns.replace(' ', '\u00a0')}"


def town_card(town: Town, edition: Classification | None) -> Card:
    """Of a town with its region, and an edition of `shelf(town)`."""
    group = getattr(edition, "group_of_town", None)
    position = group["position"] if group else 0
    name = in_language_of_page(group, "name") if group else _("In no group of the edition")
    dots: tuple[tuple[Point, int], ...] = ()
    if town.latitude is not None and town.longitude is not None:
        point = place(float(town.longitude), float(town.latitude))
        dots = ((point, position),) if point else ()
    return Card(
        title=town.place.name,
        subtitle=town.region.name,
        badge=_badge(edition) if edition and group else "",
        legends=(Legend(position, name),) if edition else (),
        dots=dots,
        site=site_name(),
    )


def _badge(edition: Classification) -> str:
    return _("draft, not adopted") if edition.document.is_draft else ""
