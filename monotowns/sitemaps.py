"""The sitemap of the registry: every page that stands by itself, in both languages."""

from xml.sax.saxutils import escape

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe

from monotowns.models import Classification, Group, Region, Town
from monotowns.registry.measures import kinds
from newsportal.lib.meta import absolute
from newsportal.lib.shown import shown
from newsportal.lib.sitemaps import xml_answer


@shown("monotowns", "names")
@require_safe
def registry_pages(request: HttpRequest) -> HttpResponse:
    pages: list[tuple[str, list[str]]] = [("monotowns", []), ("monotown_comparison", [])]
    pages += [("monotown", [slug]) for slug in Town.objects.values_list("place__slug", flat=True)]
    pages += [("monotown_edition", [slug]) for slug in Classification.objects.values_list("slug", flat=True)]
    pages += [
        ("monotown_group", [edition, code])
        for edition, code in Group.objects.values_list("classification__slug", "code")
    ]
    regions = Region.objects.filter(towns__isnull=False).distinct()
    pages += [("monotown_region", [code.lower()]) for code in regions.values_list("code", flat=True)]
    pages += [("monotown_measure", [slug]) for slug, _name, _number in kinds()]
    entries = []
    for language in ("ru", "kk"):
        with translation.override(language):
            paths = [reverse(name, args=arguments) for name, arguments in pages]
        entries += [f"<url><loc>{escape(absolute(path))}</loc></url>\n" for path in paths]
    return xml_answer("urlset", "", entries)
