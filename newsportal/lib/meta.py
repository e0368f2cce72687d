"""What a page says of itself to search engines and to those who share it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

# Inside <script> only these can end the element or start a comment.
_ESCAPES = {
    "<": "\\u003c",
    ">": "\\u003e",
    "&": "\\u0026",
    "\u2028": "\\u2028",
    "\u2029": "\\u2029",
}


def absolute(path: str) -> str:
    """The public address of a path of ours."""
    return path if path.startswith("http") else settings.PUBLIC_URL + path


def site_name() -> str:
    """The address as people say it."""
    return urlsplit(settings.PUBLIC_URL).hostname or ""


def breadcrumb_list(links: Sequence[tuple[str, str]], last: str = "") -> dict[str, Any]:
    """BreadcrumbList of names and paths; the page itself is the last item and has no link."""
    items: list[dict[str, Any]] = [
        {"@type": "ListItem", "position": position, "name": name, "item": absolute(path)}
        for position, (name, path) in enumerate(links, start=1)
    ]
    if last:
        items.append({"@type": "ListItem", "position": len(items) + 1, "name": last})
    return {"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": items}


@dataclass
class Meta:
    """The head of one page; paths are made absolute in the template's properties."""

    title: str
    # Empty for what has no public address: a draft.
    path: str = ""
    description: str = ""
    # What those who share the page see, when it is not the title.
    shared_title: str = ""
    type: str = "website"
    image_path: str = ""
    image_width: int = 0
    image_height: int = 0
    image_alt: str = ""
    # language → path
    alternates: dict[str, str] = field(default_factory=dict)
    robots: str = ""
    published: str = ""
    modified: str = ""
    feed_path: str = ""
    documents: list[dict[str, Any]] = field(default_factory=list)

    @property
    def canonical(self) -> str:
        return absolute(self.path) if self.path else ""

    @property
    def image_url(self) -> str:
        return absolute(self.image_path) if self.image_path else ""

    @property
    def alternate_links(self) -> list[tuple[str, str]]:
        return [(language, absolute(path)) for language, path in sorted(self.alternates.items())]

    @property
    def jsonld(self) -> list[SafeString]:
        """JSON-LD documents, safe inside <script type="application/ld+json">."""
        return [_inside_script(document) for document in self.documents]


def _inside_script(document: dict[str, Any]) -> SafeString:
    written = json.dumps(document, ensure_ascii=False)
    for character, escape in _ESCAPES.items():
        written = written.replace(character, escape)
    return mark_safe(written)
