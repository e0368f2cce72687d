"""The saved versions of a story, to look at and to open in the form again."""

from typing import Any

from django.contrib.admin import ModelAdmin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from articles import content as contents
from articles.admin.article import pages
from articles.content import Content
from articles.content_in_words import Names, fields_of, label
from articles.models import Article, Photo
from articles.pictures import credit
from newsportal.lib import html
from newsportal.lib.text import small_number

SHOWN_AT_ONCE = 50


def urls(desk: "ModelAdmin[Any]") -> list[URLPattern]:
    return pages.urls(
        desk, {"revisions": ("revisions/", revisions), "revision": ("revisions/<int:number>/", revision)}
    )


def revisions(desk: "ModelAdmin[Any]", request: HttpRequest, article_id: int) -> HttpResponse:
    """Newest first; on by `?before=<number>`."""
    article = pages.story(request, article_id)
    rows = article.revisions.select_related("saved_by").defer("content").order_by("-number")
    if before := small_number(request.GET.get("before"), at_most=10**9):
        rows = rows.filter(number__lt=before)
    shown = list(rows[: SHOWN_AT_ONCE + 1])
    context = {
        "revisions": shown[:SHOWN_AT_ONCE],
        # Where the published version stands among them; 0 when there is none.
        "live_number": _live_number(article),
        "older_than": shown[SHOWN_AT_ONCE - 1].number if len(shown) > SHOWN_AT_ONCE else None,
        "title": _("Versions"),
    }
    return pages.story_page(desk, request, article, "revisions", context)


def revision(desk: "ModelAdmin[Any]", request: HttpRequest, article_id: int, number: int) -> HttpResponse:
    article = pages.story(request, article_id)
    shown = get_object_or_404(article.revisions.select_related("saved_by"), number=number)
    context = {
        "revision": shown,
        "facts": facts(contents.of_revision(shown)),
        "body": body_for_staff(shown.content["body"]),
        "is_live": shown.pk == article.live_revision_id and article.publication == "published",
        "title": _("Version %(number)s") % {"number": shown.number},
    }
    return pages.story_page(desk, request, article, "revision", context)


def _live_number(article: Article) -> int:
    if article.live_revision_id is None:
        return 0
    return article.revisions.values_list("number", flat=True).get(pk=article.live_revision_id)


def facts(content: Content) -> list[tuple[str, str]]:
    """Label and value of everything but the text, in words."""
    names = Names.of(content)
    values = {name: content.get(name) for name in fields_of(content) if name != "body"}
    told = [
        (label(name), ", ".join(names.in_words(name, value)))
        for name, value in values.items()
        if not isinstance(value, bool)
    ]
    marks = ", ".join(label(name) for name, value in values.items() if value is True)
    return [*told, (_("Marks"), marks)]


def body_for_staff(body: str) -> SafeString:
    """The text with its photos from the private preview: readers' addresses know nothing of drafts."""
    photos = {photo.key: photo for photo in Photo.objects.filter(key__in=html.photo_keys(body))}

    def shown(key: str, alt: str) -> html.Shown | None:
        if key not in photos:
            return None
        url = reverse("admin:articles_photo_preview", args=[photos[key].pk])
        return html.Shown(
            format_html('<img class="thumbnail" src="{}" alt="{}">', url, alt), credit(photos[key])
        )

    # The body of a revision went through the sanitiser when it was saved.
    return mark_safe(html.for_page(html.sanitise(body), shown))
