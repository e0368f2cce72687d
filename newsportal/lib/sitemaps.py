"""The shell of a sitemap; what stands in it, each app knows itself."""

from collections.abc import Iterable

from django.http import HttpResponse

XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
NS = "http://www.sitemaps.org/schemas/sitemap/0.9"


def xml_answer(root: str, attributes: str, entries: Iterable[str]) -> HttpResponse:
    body = f'{XML}<{root} xmlns="{NS}"{attributes}>\n{"".join(entries)}</{root}>\n'
    return HttpResponse(body, content_type="application/xml; charset=utf-8")
