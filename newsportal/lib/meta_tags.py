"""The head of a page as HTML. Written here and not in a template: a third of one was conditions."""

from collections.abc import Iterator

from django.utils.html import conditional_escape as escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from newsportal.lib.meta import Meta


def meta_tags(meta: Meta, site_name: str) -> SafeString:
    """In the order in which browsers and networks read it; what is empty is left out."""
    return mark_safe("".join(f"{tag}\n" for tag in _tags(meta, site_name)))


def _tags(meta: Meta, site_name: str) -> Iterator[str]:
    if meta.robots:
        yield f'<meta name="robots" content="{escape(meta.robots)}">'
    for language, url in meta.alternate_links:
        yield f'<link rel="alternate" hreflang="{escape(language)}" href="{escape(url)}">'
    if meta.title:
        for name, content in _open_graph(meta, site_name):
            if content:
                yield f'<meta property="{name}" content="{escape(content)}">'
        if meta.image_url:
            yield '<meta name="twitter:card" content="summary_large_image">'
    if meta.feed_path:
        title, path = escape(meta.title), escape(meta.feed_path)
        yield f'<link rel="alternate" type="application/rss+xml" title="{title}" href="{path}">'
    for document in meta.jsonld:
        yield f'<script type="application/ld+json">{document}</script>'


def _open_graph(meta: Meta, site_name: str) -> Iterator[tuple[str, str]]:
    yield "og:site_name", site_name
    yield "og:title", meta.shared_title or meta.title
    yield "og:type", meta.type or "website"
    yield "og:url", meta.canonical
    yield "og:description", meta.description
    yield "og:locale", "kk_KZ" if get_language() == "kk" else "ru_KZ"
    yield "article:published_time", meta.published
    yield "article:modified_time", meta.modified
    if meta.image_url:
        yield "og:image", meta.image_url
        yield "og:image:width", str(meta.image_width)
        yield "og:image:height", str(meta.image_height)
        yield "og:image:alt", meta.image_alt
