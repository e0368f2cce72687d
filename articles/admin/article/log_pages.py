"""What was done with a story, and what readers saw of it at any moment."""

from typing import Any

from django import forms
from django.contrib.admin import ModelAdmin
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import content as contents
from articles.admin.article import pages
from articles.admin.article.publishing_forms import MomentField
from articles.admin.article.revision_pages import body_for_staff, facts
from articles.story_log import seen_at
from newsportal.lib.text import small_number

SHOWN_AT_ONCE = 100


class MomentForm(forms.Form):
    at = MomentField(label=gettext_lazy("moment"), help_text=gettext_lazy("Time of Kazakhstan, UTC+5."))


def urls(desk: "ModelAdmin[Any]") -> list[URLPattern]:
    return pages.urls(desk, {"log": ("log/", log), "seen": ("seen/", seen)})


def log(desk: "ModelAdmin[Any]", request: HttpRequest, article_id: int) -> HttpResponse:
    """Newest first; on by `?before=<id of an entry>`."""
    article = pages.story(request, article_id)
    rows = article.events.select_related("by", "revision").defer("revision__content").order_by("-pk")
    if before := small_number(request.GET.get("before"), at_most=10**9):
        rows = rows.filter(pk__lt=before)
    shown = list(rows[: SHOWN_AT_ONCE + 1])
    context = {
        "events": shown[:SHOWN_AT_ONCE],
        "older_than": shown[SHOWN_AT_ONCE - 1].pk if len(shown) > SHOWN_AT_ONCE else None,
        "moment": MomentForm(),
        "title": _("Log"),
    }
    return pages.story_page(desk, request, article, "log", context)


def seen(desk: "ModelAdmin[Any]", request: HttpRequest, article_id: int) -> HttpResponse:
    """The page that answers: what did readers see on 3 March at 14:05?"""
    article = pages.story(request, article_id)
    form = MomentForm(request.GET or None)
    context: dict[str, Any] = {"moment": form, "title": _("What readers saw")}
    if form.is_valid():
        found = seen_at(article, form.cleaned_data["at"])
        context["seen"] = found
        if found.revision is not None:
            content = contents.of_revision(found.revision)
            context |= {
                "facts": facts(content),
                "body": body_for_staff(content["body"]),
                "corrections": article.corrections.filter(published_at__lte=found.moment),
            }
    return pages.story_page(desk, request, article, "seen", context)
