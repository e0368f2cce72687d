"""The places that a story names, each with its sentence: a person says which of them are really meant."""

from typing import Any

from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import policy
from articles.admin.article import pages
from articles.admin.article.places_form import PlacesForm, shown_in
from articles.policy import Action


def urls(desk: "ModelAdmin[Any]") -> list[URLPattern]:
    return pages.urls(desk, {"places": ("places/", places)})


def places(desk: "ModelAdmin[Any]", request: HttpRequest, article_id: int) -> HttpResponse:
    article = pages.story(request, article_id)
    user = pages.member(request)
    verdict = policy.may(user, Action.EDIT, article)
    data = request.POST if request.method == "POST" else None
    form = PlacesForm(data, shown=shown_in(article), may_answer=bool(verdict))
    if request.method == "POST":
        if not verdict:
            raise PermissionDenied(verdict.reason)
        if form.is_valid():
            return pages.done(desk, request, article, told(form.save(article, by=user)))
    context = {
        "form": form,
        "rows": form.rows(),
        "may_answer": bool(verdict),
        "reason": verdict.reason,
        "title": _("Places in the text"),
    }
    return pages.story_page(desk, request, article, "places", context)


def told(changed: int) -> str:
    return ngettext("%(number)s place was decided.", "%(number)s places were decided.", changed) % {
        "number": changed
    }
