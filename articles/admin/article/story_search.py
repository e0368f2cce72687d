"""Stories to which a text may link, found by words of the headline or by number. In JSON, for the editor."""

from typing import Any

from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.admin.article.changelist import find
from articles.models import Article
from articles.publication_state import state_of
from newsportal.lib.dates import day_and_time
from newsportal.lib.text import legal

SHOWN = 12
MAX_LENGTH = 200
COLUMNS = (
    "headline",
    "working_headline",
    "slug",
    "language",
    "publication",
    "published_at",
    "embargo_until",
    "expires_at",
    "rubric__path",
)


def urls(desk: "ModelAdmin[Any]") -> list[URLPattern]:
    view = desk.admin_site.admin_view(lambda request: stories(desk, request))
    return [path("find/", require_safe(view), name="articles_article_find")]


def stories(desk: "ModelAdmin[Any]", request: HttpRequest) -> JsonResponse:
    """`?q=` words or a number; without them the newest stories."""
    if not desk.has_view_permission(request):
        raise PermissionDenied
    words = legal(request.GET.get("q", ""))[:MAX_LENGTH]
    now = timezone.now()
    found = find(Article.objects.select_related("rubric").only(*COLUMNS), words).order_by("-pk")[:SHOWN]
    return JsonResponse(
        {
            "stories": [
                {
                    "id": story.pk,
                    "url": story.url,
                    "headline": story.working_headline or story.headline,
                    "language": story.language,
                    "state": str(state_of(story, now).label),
                    "when": day_and_time(story.published_at) if story.published_at else "",
                }
                for story in found
            ]
        }
    )
