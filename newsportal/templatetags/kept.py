from typing import Any

from django import template
from django.utils.safestring import SafeString

from newsportal.lib.kept_markup import markup

register = template.Library()


@register.simple_tag
def kept(template_name: str, **values: Any) -> SafeString:
    """`{% kept "_footer.html" outlet=outlet %}` is `{% include … only %}`, made once for the same values."""
    return markup(template_name, values)
