"""Search of stories."""

from typing import Any

from articles import search as searching
from articles import search_results
from articles.api import cards, found, search_windows
from articles.models import Article
from articles.models.article_queryset import ArticleQuerySet
from articles.search_marks import highlighted
from newsportal.lib.rest import cursors
from newsportal.lib.rest.reading import ReadView
from newsportal.lib.rest.shapes import Links


class Search(ReadView):
    """Stories by words and places, in any form, with typos forgiven.

    Follow `links.next` as it is: the order of what was found holds while news flows in.
    """

    operation = "search_list"
    group = "articles"
    query = found.SearchQuery
    answer = found.SearchResults
    fresh_seconds = 30
    shows = ("articles", "articles_place")
    # What the names of places mean may change without a story.
    is_dated = False

    def read(self, asked: dict[str, Any], **path: Any) -> found.SearchResults:
        typed, limit, place = asked["q"], asked["limit"], asked.get("place")
        visible = Article.objects.published()
        if language := asked.get("language"):
            visible = visible.in_language(language)
        stories = searching.naming(visible, place) if place else visible
        if (cursor := asked.get("cursor")) is None:
            window = search_windows.first(stories, typed)
            if not window.ids and not place:
                return self._alike(visible, typed, limit)
        else:
            window = search_windows.after(stories, typed, cursor)
        results = highlighted(window.ids[:limit], window.sought, cards.with_cards)
        following = window.beyond(limit)
        return found.SearchResults(
            items=[found.found_story(item) for item in results],
            is_similar=False,
            places=found.understood(window.sought),
            words=window.sought.words,
            links=Links(next=None if following is None else cursors.next_url(self.request, following)),
        )

    def _alike(self, stories: ArticleQuerySet, typed: str, limit: int) -> found.SearchResults:
        """Headlines that look like a misspelled query; the list ends with them."""
        alike = cards.in_order(row.pk for row in search_results.similar(stories, typed, limit))
        return found.SearchResults(
            items=[found.plain(item) for item in alike],
            is_similar=bool(alike),
            places=[],
            words=typed,
            links=Links(next=None),
        )
