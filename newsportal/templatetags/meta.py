from django import template
from django.utils.safestring import SafeString

from newsportal.lib.meta import Meta
from newsportal.lib.meta_tags import meta_tags as written

register = template.Library()


@register.simple_tag
def meta_tags(meta: Meta | str, outlet_name: str) -> SafeString:
    """Nothing where a page says nothing of itself."""
    return written(meta, outlet_name) if isinstance(meta, Meta) else SafeString()
