"""What browsers and search engines ask a site for."""

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import escape

from articles.furniture import furniture
from newsportal.lib.meta import absolute
from newsportal.lib.shown import shown


def robots(request: HttpRequest) -> HttpResponse:
    lines = [
        "User-agent: *",
        "Disallow: /accounts/",
        "Disallow: /admin/",
        "Disallow: /preview/",
        "Disallow: /kk/preview/",
        "Disallow: /search/",
        "Disallow: /kk/search/",
        "",
        f"Sitemap: {absolute(reverse('sitemap'))}",
        f"Sitemap: {absolute(reverse('news_sitemap'))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@shown("outlet")
def manifest(request: HttpRequest) -> HttpResponse:
    outlet = furniture(request).outlet
    icons = [
        {"src": static("img/icon-192.png"), "sizes": "192x192", "type": "image/png"},
        {"src": static("img/icon-512.png"), "sizes": "512x512", "type": "image/png"},
        {
            "src": static("img/icon-maskable-512.png"),
            "sizes": "512x512",
            "type": "image/png",
            "purpose": "maskable",
        },
    ]
    return JsonResponse(
        {
            "name": outlet.name,
            "short_name": outlet.name[:12],
            "description": outlet.tagline,
            "start_url": "/",
            "display": "minimal-ui",
            "lang": "ru",
            "background_color": "#ffffff",
            "theme_color": "#102c2a",
            "icons": icons,
        },
        content_type="application/manifest+json",
        json_dumps_params={"ensure_ascii": False},
    )


@shown("outlet")
def opensearch(request: HttpRequest) -> HttpResponse:
    """Lets a browser search the site from its address bar."""
    outlet = furniture(request).outlet.name
    document = f"""<?xml version="1.0" encoding="UTF-8"?>
<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">
<ShortName>{escape(outlet[:16])}</ShortName>
<Description>{escape(outlet)}</Description>
<InputEncoding>UTF-8</InputEncoding>
<Image width="32" height="32" type="image/png">{escape(absolute(static("img/favicon-32.png")))}</Image>
<Url type="text/html" template="{escape(absolute(reverse("search")))}?q={{searchTerms}}"/>
</OpenSearchDescription>
"""
    return HttpResponse(document, content_type="application/opensearchdescription+xml; charset=utf-8")


def favicon(request: HttpRequest) -> HttpResponse:
    return HttpResponsePermanentRedirect(static("img/favicon.ico"))
