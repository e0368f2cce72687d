"""What pages say of their informers."""

from typing import Any
from urllib.parse import urlencode

from django import template
from django.urls import reverse

from newsportal.lib.meta import absolute

register = template.Library()


@register.inclusion_tag("informers/_oembed_links.html")
def oembed_links(path: str, title: str) -> dict[str, Any]:
    """By which programs find the informer of a page."""
    address = absolute(reverse("oembed"))
    return {
        "title": title,
        "links": [
            (kind, f"{address}?{urlencode({'url': absolute(path), 'format': form})}")
            for kind, form in (("application/json+oembed", "json"), ("text/xml+oembed", "xml"))
        ],
    }
