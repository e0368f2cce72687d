"""Degrees and charts on the pages of weather."""

from decimal import Decimal
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from widgets.charts import Chart, inline_svg
from widgets.display import spoken_temperature, temperature

register = template.Library()


@register.simple_tag
def degrees(value: Decimal | None) -> SafeString:
    """`-17°` for the eye, «minus 17 degrees» for the ear."""
    return format_html(
        '<span class="nowrap" aria-hidden="true">{}</span><span class="visually-hidden">{}</span>',
        temperature(value),
        spoken_temperature(value),
    )


@register.simple_tag
def inline_chart(chart: Chart[Any], name: str, height: int = 300) -> SafeString:
    return inline_svg(chart, name, height)
