"""The page of a story as it would be published with another content; no cache and no index keeps it."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone, translation

from articles import structured_data
from articles.content import Content
from articles.draft_story import draft_story
from articles.furniture import furniture
from articles.models import Article
from articles.models.photo import PhotoAddress
from articles.story_context import story_context
from articles.story_page import StoryPage


def render_preview(
    request: HttpRequest,
    template: str,
    content: Content,
    story: Article,
    *,
    address: PhotoAddress,
    status: int = 200,
    more: Callable[[StoryPage], dict[str, Any]] | None = None,
) -> HttpResponse:
    """In the language of the story, whoever looks.

    `address` is where its photos are for this person; `more` is what else the template is given.
    """
    with translation.override(story.language):
        around, now = furniture(request), timezone.now()
        draft = draft_story(content, story, around.tree, now)
        context = story_context(draft, around, address)
        page: StoryPage = context["page"]
        context["meta"] = structured_data.draft_meta(page, around.outlet)
        response = render(request, template, context | (more(page) if more else {}), status=status)
    response.headers["Content-Language"] = story.language
    keep_nowhere(response)
    return response


def keep_nowhere(response: HttpResponseBase) -> None:
    """For no cache and no search engine, and no other site learns the address."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Referrer-Policy"] = "no-referrer"
