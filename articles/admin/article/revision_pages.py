"""The saved versions of a story, to look at and to open in the form again."""

from typing import Any

from django.contrib.admin import ModelAdmin
from django.db.models import Field
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from articles import content as contents
from articles.admin.article import pages
from articles.content import PLAIN_FIELDS, Content
from articles.models import Article, Author, Photo, Rubric, Source, Topic
from articles.pictures import credit
from newsportal.lib import html
from newsportal.lib.text import small_number

SHOWN_AT_ONCE = 50
ROW_FIELDS = (*PLAIN_FIELDS, "rubric", "topics", "lead_photo")


def urls(desk: "ModelAdmin[Any]") -> list[URLPattern]:
    return pages.urls(
        desk,
        {
            "revisions": ("revisions/", revisions),
            "revision": ("revisions/<int:number>/", revision),
        },
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


def facts(content: Content) -> list[tuple[str, str]]:
    """Label and value of everything but the text, in words."""
    fields = {name: str(_column(name).verbose_name) for name in ROW_FIELDS}
    authors = Author.objects.in_bulk(content["authors"])
    sources = Source.objects.in_bulk([item["source"] for item in content["sources"]])
    marks = [fields[name] for name in ("is_partner", "is_unverified") if content[name]]
    age = content["age_mark"]
    return [
        (fields["headline"], content["headline"]),
        (fields["short_title"], content["short_title"]),
        (fields["seo_title"], content["seo_title"]),
        (fields["lead"], content["lead"]),
        (fields["rubric"], _names(Rubric, [content["rubric"]])),
        (fields["topics"], _names(Topic, content["topics"])),
        (
            str(Author._meta.verbose_name_plural),
            ", ".join(str(authors.get(pk, "—")) for pk in content["authors"]),
        ),
        (
            str(Source._meta.verbose_name_plural),
            ", ".join(f"{sources.get(item['source'], '—')} {item['url']}" for item in content["sources"]),
        ),
        (fields["lead_photo"], _names(Photo, [content["lead_photo"]] if content["lead_photo"] else [])),
        (fields["slug"], content["slug"]),
        (fields["age_mark"], "" if age is None else f"{age}+"),
        (_("Marks"), ", ".join(marks)),
    ]


def field_label(name: str) -> str:
    """The label under which `facts` tells a field of the content."""
    match name:
        case "authors":
            return str(Author._meta.verbose_name_plural)
        case "sources":
            return str(Source._meta.verbose_name_plural)
        case "is_partner" | "is_unverified":
            return _("Marks")
    return str(_column(name).verbose_name)


def _column(name: str) -> "Field[Any, Any]":
    field = Article._meta.get_field(name)
    assert isinstance(field, Field)  # noqa: S101 - every name of ROW_FIELDS is a column or a relation of ours
    return field


def _names(model: Any, ids: list[int]) -> str:
    return ", ".join(str(row) for row in model.objects.filter(pk__in=ids))


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
