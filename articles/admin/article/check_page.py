"""The warnings of the newest version, for who writes it: before anybody is asked to publish it."""

from typing import Any

from django.contrib.admin import ModelAdmin
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils.translation import gettext as _

from articles.accepted_warnings import reasons_before
from articles.admin.article import pages
from articles.admin.article.warnings_form import warnings_of


def urls(desk: "ModelAdmin[Any]") -> list[URLPattern]:
    return pages.urls(desk, {"check": ("check/", check)})


def check(desk: "ModelAdmin[Any]", request: HttpRequest, article_id: int) -> HttpResponse:
    article = pages.story(request, article_id)
    revision = article.working_revision
    found = warnings_of(article, revision) if revision else []
    reasons = reasons_before(article)
    context = {
        "found": [(warning, reasons.get(warning.fingerprint)) for warning in found],
        "revision": revision,
        "title": _("Check"),
    }
    return pages.story_page(desk, request, article, "check", context)
