"""The sitemap of pages of data: each currency that has a series, and each city, in both languages."""

from xml.sax.saxutils import escape

from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation

from newsportal.lib.meta import absolute
from newsportal.lib.shown import shown
from newsportal.lib.sitemaps import xml_answer
from widgets.models import City, Currency, Rate


@shown("rates", "weather")
def data_pages(request: HttpRequest) -> HttpResponse:
    published = Exists(Rate.objects.history().filter(currency=OuterRef("pk")))
    codes = Currency.objects.filter(published).values_list("pk", flat=True)
    cities = list(City.objects.all())
    entries = []
    for language in ("ru", "kk"):
        with translation.override(language):
            paths = [reverse("rate_currency", args=[code]) for code in codes]
            paths += [city.get_absolute_url() for city in cities]
        entries += [f"<url><loc>{escape(absolute(path))}</loc></url>\n" for path in paths]
    return xml_answer("urlset", "", entries)
