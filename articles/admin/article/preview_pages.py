"""The story as it would be published, beside its form and at two widths; and how it looks elsewhere."""

from functools import partial
from typing import Any

from django.conf import settings
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.csp import CSP
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csp import csp_override

from articles import content as contents
from articles import policy
from articles.admin.article import pages
from articles.admin.article.typed import content_of_fields, empty_content
from articles.content import Content
from articles.elsewhere import looks_of
from articles.models import Article, Revision
from articles.policy import Action
from articles.preview_page import render_preview
from articles.working_copy import open_working_copy
from newsportal.lib.text import small_number

# Pages with a frame in them, and the one thing that may stand in it.
holds_frames = csp_override(settings.SECURE_CSP | {"frame-src": [CSP.SELF]})
in_our_frames = csp_override(settings.SECURE_CSP | {"frame-ancestors": [CSP.SELF]})


def urls(desk: "ModelAdmin[Any]") -> list[URLPattern]:
    new = desk.admin_site.admin_view(partial(typed_new, desk))
    return [
        path("preview/typed/", new, name="articles_article_preview_new"),
        *pages.urls(
            desk,
            {
                "preview": ("preview/", preview),
                "preview_document": ("preview/document/", document),
                "preview_looks": ("preview/looks/", looks),
                "preview_typed": ("preview/typed/", typed),
            },
        ),
    ]


@holds_frames
def preview(desk: "ModelAdmin[Any]", request: HttpRequest, article_id: int) -> HttpResponse:
    """Phone and desktop side by side; `?revision=` names a version, else it is the newest."""
    article = pages.story(request, article_id, Action.PREVIEW)
    revision = _opened(request, article)
    context = {
        "revision": revision,
        "may_share": policy.may(pages.member(request), Action.SHARE_PREVIEW, article),
        "query": f"?revision={revision.number}" if revision else "",
        "title": _("Preview"),
    }
    return pages.story_page(desk, request, article, "preview", context)


@xframe_options_sameorigin
@in_our_frames
def document(desk: "ModelAdmin[Any]", request: HttpRequest, article_id: int) -> HttpResponse:
    """What the frames show."""
    article = pages.story(request, article_id, Action.PREVIEW)
    revision = _opened(request, article)
    return _render(request, _content(article, revision), article, _watermark(article, revision))


@xframe_options_sameorigin
@in_our_frames
def looks(desk: "ModelAdmin[Any]", request: HttpRequest, article_id: int) -> HttpResponse:
    """How it looks in lists, feeds, messengers and search results."""
    article = pages.story(request, article_id, Action.PREVIEW)
    content = _content(article, _opened(request, article))
    return render_preview(
        request, "articles/story_looks.html", content, article, address=photo_address, more=looks_of
    )


@xframe_options_sameorigin
@in_our_frames
def typed(desk: "ModelAdmin[Any]", request: HttpRequest, article_id: int) -> HttpResponse:
    """What stands in the form at this moment; before anything was sent, the version that the form opened."""
    article = pages.story(request, article_id, Action.PREVIEW)
    opened = _content(article, _opened(request, article))
    return _render(request, _typed(request, opened), article, _("What is being typed, not saved yet"))


@xframe_options_sameorigin
@in_our_frames
def typed_new(desk: "ModelAdmin[Any]", request: HttpRequest) -> HttpResponse:
    """The same for a story that has not been saved at all."""
    if not (verdict := policy.may(pages.member(request), Action.CREATE)):
        raise PermissionDenied(verdict.reason)
    language = "kk" if request.POST.get("language") == "kk" else "ru"
    story = Article(language=language)
    # No rubric is chosen yet: its page has no trail.
    content = _typed(request, empty_content(rubric=0))
    return _render(request, content, story, _("What is being typed, not saved yet"))


def photo_address(key: str, width: int, extension: str) -> str:
    return reverse("admin:articles_photo_rendition", args=[key, width, extension])


def _typed(request: HttpRequest, base: Content) -> Content:
    return content_of_fields(dict(request.POST.lists()), base) if request.method == "POST" else base


def _render(request: HttpRequest, content: Content, story: Article, watermark: str) -> HttpResponse:
    template = "articles/story_preview.html"
    more = {"watermark": watermark}
    return render_preview(request, template, content, story, address=photo_address, more=lambda page: more)


def _opened(request: HttpRequest, article: Article) -> Revision | None:
    """The version that was asked for: another one in its place would be believed."""
    number = small_number(request.GET.get("revision"), at_most=10**9)
    opened = open_working_copy(article, number).opened
    if number and (opened is None or opened.number != number):
        raise Http404("no such version")
    return opened


def _content(article: Article, revision: Revision | None) -> Content:
    return contents.of_revision(revision) if revision else contents.capture(article)


def _watermark(article: Article, revision: Revision | None) -> str:
    if revision is None:
        return _("Preview")
    if revision.pk == article.live_revision_id and article.publication == Article.Publication.PUBLISHED:
        return _("Preview of version № %(number)s: the published one") % {"number": revision.number}
    return _("Preview of version № %(number)s: readers do not see it") % {"number": revision.number}
