from collections.abc import Mapping
from decimal import Decimal

from django import template

from monotowns import markup
from monotowns.maps import shape_of
from monotowns.registry.figures import number
from newsportal.lib.translated import in_language_of_page

register = template.Library()
for name in ("town_rows", "town_links", "map_marks", "figure_rows", "points"):
    register.filter(name, getattr(markup, name))


@register.simple_tag
def group_shape(position: int) -> str:
    return markup.shape(shape_of(position))


@register.filter
def grouped(value: Decimal | int) -> str:
    """«1 171 884»."""
    return number(Decimal(value))


@register.filter
def name_of(row: Mapping[str, str]) -> str:
    """Of a row that a query returned with names in both languages."""
    return in_language_of_page(row, "name")
