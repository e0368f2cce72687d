from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def icon(name: str, sprite: str = "icons.svg") -> SafeString:
    """One symbol of a sprite, decorative: the text beside it says what it means."""
    return format_html(
        '<svg class="icon icon-{}" aria-hidden="true"><use href="{}#{}"/></svg>', name, static(sprite), name
    )
