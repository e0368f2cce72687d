"""Lists go on by `?before=<id>`: no page numbers, no COUNT; the thousandth page is as quick as the first."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404, HttpRequest

from articles.models import Article
from articles.models.article_queryset import ArticleQuerySet

PAGE_SIZE = 20


@dataclass
class Page:
    """Cards of one page; `older_url` continues the list, None at its end."""

    articles: list[Article]
    older_url: str | None


def anchor_of(request: HttpRequest, name: str = "before") -> Article | None:
    """The story after which the list goes on. One that has been withdrawn since still marks its place.

    Raises Http404 for anything that never was an address of ours.
    """
    value = request.GET.get(name)
    if value is None:
        return None
    if not (value.isascii() and value.isdigit() and len(value) <= 18):
        raise Http404("before: not an id")
    stories = Article.objects.filter(pk=int(value)).only("published_at")
    anchor = stories.published().first() or stories.withdrawn().first()
    if anchor is None:
        raise Http404("before: no such story")
    return anchor


def page_of(request: HttpRequest, stories: ArticleQuerySet, size: int = PAGE_SIZE) -> Page:
    """The page that the request asks for, newest first."""
    anchor = anchor_of(request)
    if anchor is not None:
        stories = stories.before(anchor)
    cards = list(stories.newest_first().for_cards()[: size + 1])
    older_url = None
    if len(cards) > size:
        cards.pop()
        older_url = f"{request.path}?{urlencode({'before': cards[-1].pk})}"
    return Page(cards, older_url)
