"""Pages of the admin about one story, beside its form."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from articles import policy
from articles.admin import large_columns
from articles.models import Article, User
from articles.policy import Action

if TYPE_CHECKING:
    from django.contrib.admin import ModelAdmin

type Page = "Callable[..., HttpResponse]"


def urls(desk: "ModelAdmin[Any]", pages: dict[str, tuple[str, Page]]) -> list[URLPattern]:
    """{name of the address: (what stands behind the number of the story, its view)}."""

    def bound(view: Page) -> Any:
        return desk.admin_site.admin_view(lambda request, **found: view(desk, request, **found))

    return [
        path(f"<int:article_id>/{tail}", bound(view), name=f"articles_article_{name}")
        for name, (tail, view) in pages.items()
    ]


def member(request: HttpRequest) -> User:
    """Who is signed in: every page of the admin asks for that first."""
    assert isinstance(request.user, User)  # noqa: S101
    return request.user


def story(request: HttpRequest, article_id: int, *actions: Action) -> Article:
    """The story, for who has the right to one of these things. Raises Http404, PermissionDenied in words."""
    article = get_object_or_404(
        Article.objects.select_related(
            "rubric", "live_revision__saved_by", "working_revision__saved_by", "scheduled_revision"
        ).defer(*large_columns.of_article()),
        pk=article_id,
    )
    rights = [policy.has_right(member(request), action, article) for action in actions or (Action.VIEW,)]
    if not any(rights):
        raise PermissionDenied(rights[0].reason)
    return article


def story_page(
    desk: "ModelAdmin[Any]", request: HttpRequest, article: Article, name: str, context: dict[str, Any]
) -> HttpResponse:
    """The template `name` with what every page of the admin shows."""
    user = member(request)
    around = desk.admin_site.each_context(request) | {
        "opts": desk.opts,
        "original": article,
        "subtitle": article.working_headline or article.headline,
        "may_change": policy.may(user, Action.EDIT, article),
        "may_publish": policy.may(user, Action.PUBLISH, article),
    }
    request.current_app = desk.admin_site.name
    return TemplateResponse(request, f"admin/articles/article/{name}.html", around | context)


def done(desk: "ModelAdmin[Any]", request: HttpRequest, article: Article, sentence: str) -> HttpResponse:
    """Say what was done, and go back to the form of the story."""
    desk.log_change(request, article, sentence)
    messages.success(request, sentence)
    return HttpResponseRedirect(reverse("admin:articles_article_change", args=[article.pk]))
