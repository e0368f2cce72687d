from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import template

from monotowns.maps import shape_of
from monotowns.markup import figures, towns
from monotowns.registry.figures import number
from monotowns.registry.story_card import story_card
from newsportal.lib.translated import in_language_of_page

register = template.Library()
for of_towns in ("informer_rows", "town_rows", "town_links", "town_choices", "map_marks"):
    register.filter(of_towns, getattr(towns, of_towns))
for of_figures in ("figure_rows", "points", "axes"):
    register.filter(of_figures, getattr(figures, of_figures))


@register.simple_tag
def group_shape(position: int) -> str:
    return towns.shape(shape_of(position))


@register.inclusion_tag("monotowns/_story_card.html")
def monotowns_in_story(places: Sequence[str]) -> dict[str, Any]:
    """«Моногорода в материале», for the page of a story: addresses of the places that it means."""
    return {"card": story_card(places)}


@register.filter
def measure_slug(kind: str) -> str:
    """As addresses write a kind of measure."""
    return kind.replace("_", "-")


@register.filter
def grouped(value: Decimal | int) -> str:
    """«1 171 884»."""
    return number(Decimal(value))


@register.filter
def name_of(row: Mapping[str, str]) -> str:
    """Of a row that a query returned with names in both languages."""
    return in_language_of_page(row, "name")
