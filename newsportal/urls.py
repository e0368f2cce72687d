"""The whole site on one screen."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path, re_path

from articles import sitemaps
from articles.views import beacon, media
from monotowns.pages.editions import archived_copy
from monotowns.sitemaps import registry_pages
from monotowns.urls import file_urlpatterns as registry_files
from newsportal import discovery
from newsportal.home import home
from newsportal.lib.informers.oembed import oembed
from widgets.sitemaps import data_pages
from widgets.urls import file_urlpatterns

handler400 = "newsportal.errors.bad_request"
handler403 = "newsportal.errors.forbidden"
handler404 = "newsportal.errors.not_found"
handler429 = "newsportal.errors.too_many_requests"
handler500 = "newsportal.errors.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    # Before the ninety others, one of which each request for a story would try twice.
    *i18n_patterns(path("", include("articles.story_urls")), prefix_default_language=False),
    path("admin/", admin.site.urls),
    path("api/v1/", include("newsportal.api")),
    path("accounts/", include("newsportal.sign_in.urls")),
    path("beacon/", beacon.beacon, name="beacon"),
    path("media/photos/<slug:key>/<int:width>.<slug:extension>", media.photo, name="photo"),
    path("media/registry/<str:name>", archived_copy, name="archived_copy"),
    path("robots.txt", discovery.robots, name="robots"),
    path("manifest.webmanifest", discovery.manifest, name="manifest"),
    path("opensearch.xml", discovery.opensearch, name="opensearch"),
    path("favicon.ico", discovery.favicon, name="favicon"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-sections.xml", sitemaps.sections, name="sitemap_sections"),
    path("sitemap-data.xml", data_pages, name="sitemap_data"),
    path("sitemap-registry.xml", registry_pages, name="sitemap_registry"),
    re_path(r"^sitemap-(?P<year>\d{4})-(?P<month>\d{2})\.xml$", sitemaps.month, name="sitemap_month"),
    path("news-sitemap.xml", sitemaps.news, name="news_sitemap"),
    # One address for all pages: the language is that of the page it is asked about.
    path("embed/oembed/", oembed, name="oembed"),
    path("", include(file_urlpatterns)),
    path("", include(registry_files)),
    # Kazakh under /kk/, Russian without a prefix. The newsroom comes last: a rubric begins with any word.
    *i18n_patterns(
        path("", home, name="home"),
        path("", include("widgets.urls")),
        path("", include("monotowns.urls")),
        path("", include("articles.urls")),
        prefix_default_language=False,
    ),
]
