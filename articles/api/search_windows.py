"""Where a search goes on: through the window that was ranked when it began, then to the next older one.

The cursor holds the ids that are left of the window: were it ranked anew for each page, a story published
meanwhile would push others over the edge of a page.
"""

from dataclasses import dataclass, replace
from typing import Any

from articles import search, search_results
from articles.api.newest_first import place, position
from articles.models import Article
from articles.models.article_queryset import ArticleQuerySet
from articles.places.asking import Asked
from newsportal.lib.rest import cursors

KIND = "search"


@dataclass(frozen=True)
class Window:
    """Ids still to be shown; `oldest` is where the next window begins, if there may be one."""

    ids: list[int]
    sought: Asked
    oldest: list[Any] | None
    # Whether a place that nobody wrote of was looked for as a mere word.
    is_literal: bool = False

    def beyond(self, shown: int) -> str | None:
        """The cursor after so many of them."""
        rest = self.ids[shown:]
        if not rest and self.oldest is None:
            return None
        return cursors.write(KIND, [rest, self.oldest, self.is_literal])


def first(stories: ArticleQuerySet, typed: str) -> Window:
    matches = search_results.best_matches(stories, typed)
    return _window(matches, is_literal=matches.typed != typed)


def after(stories: ArticleQuerySet, typed: str, cursor: str) -> Window:
    """Raises UnknownCursor."""
    rest, oldest, is_literal = cursors.read(KIND, cursor)
    if is_literal:
        typed = search.understood(typed).literal
    if rest:
        return Window(rest, search.understood(typed), oldest, is_literal)
    moment, pk = place(oldest)
    matches = search_results.best_matches(stories, typed, Article(pk=pk, published_at=moment))
    return replace(_window(matches), is_literal=is_literal)


def _window(matches: search_results.Matches, *, is_literal: bool = False) -> Window:
    oldest = None
    if len(matches.ids) == search_results.WINDOW:
        row = Article.objects.filter(pk__in=matches.ids).order_by("published_at", "pk").only("published_at")
        oldest = position(row[0])
    return Window(matches.ids, matches.sought, oldest, is_literal)
