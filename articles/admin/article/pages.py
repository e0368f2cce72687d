"""Pages of the admin about one story, beside its form."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from articles.models import Article

if TYPE_CHECKING:
    from django.contrib.admin import ModelAdmin


def story_page(
    desk: "ModelAdmin[Any]", request: HttpRequest, article: Article, name: str, context: dict[str, Any]
) -> HttpResponse:
    """The template `name` with what every page of the admin shows."""
    around = desk.admin_site.each_context(request) | {
        "opts": desk.opts,
        "original": article,
        "subtitle": article.headline,
        "may_change": desk.has_change_permission(request, article),
        "may_publish": request.user.has_perm("articles.publish_article"),
    }
    request.current_app = desk.admin_site.name
    return TemplateResponse(request, f"admin/articles/article/{name}.html", around | context)
