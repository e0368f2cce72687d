"""The whole API on one screen: `/api/v1/…`, a resource per line of the apps' own lists."""

from django.urls import URLPattern, URLResolver, include, path, re_path

from newsportal import api_page
from newsportal.api_document import schema, unknown_address
from newsportal.bootstrap import BootstrapView
from newsportal.changes.view import ChangesView

app_name = "api"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", api_page.page, name="page"),
    path("problems/", api_page.problems, name="problems"),
    path("schema/", schema, name="schema"),
    path("bootstrap/", BootstrapView.as_view(), name="bootstrap"),
    path("changes/", ChangesView.as_view(), name="changes"),
    path("", include("articles.api.urls")),
    path("", include("widgets.api.urls")),
    path("", include("monotowns.api.urls")),
    re_path("", unknown_address),
]
