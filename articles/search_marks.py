"""What was found, with the words of the query marked: for a page as HTML, for an app as ranges."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.search import SearchHeadline, SearchQuery
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from articles.models import Article
from articles.models.article_queryset import ArticleQuerySet
from articles.places.asking import Asked
from articles.search import kazakh_query, russian_query

# Private characters that no text holds: a mark begins, a mark ends.
START, STOP = "\ue000", "\ue001"


@dataclass
class Found:
    """A story; its headline and the part of its text that answers the query, with START and STOP in them."""

    article: Article
    headline: str
    text: str

    @property
    def headline_marked(self) -> SafeString:
        return as_html(self.headline)

    @property
    def snippet(self) -> SafeString:
        return as_html(self.text)


def as_html(marked: str) -> SafeString:
    return mark_safe(escape(marked).replace(START, "<mark>").replace(STOP, "</mark>"))


def as_ranges(marked: str) -> tuple[str, list[tuple[int, int]]]:
    """The plain text, and where its marks begin and end, in UTF-16 code units."""
    words: list[str] = []
    ranges: list[tuple[int, int]] = []
    at = 0
    for number, part in enumerate(marked.replace(STOP, START).split(START)):
        length = len(part.encode("utf-16-le")) // 2
        if number % 2 and length:
            ranges.append((at, at + length))
        words.append(part)
        at += length
    return "".join(words), ranges


def highlighted(
    ids: list[int],
    sought: Asked,
    with_rows: Callable[[ArticleQuerySet], ArticleQuerySet] = ArticleQuerySet.for_cards,
) -> list[Found]:
    """The stories of one page in the given order, with the words of the query marked.

    `with_rows` selects what is shown of each.
    """
    russian, kazakh = _marking_query(sought, "ru"), _marking_query(sought, "kk")
    # Stems would mark «семья» for «Семей»: places alone are marked by their exact forms.
    russian_config = "russian" if sought.words else "simple"

    def headline(field: str, query: SearchQuery, config: str, **options: object) -> SearchHeadline:
        return SearchHeadline(field, query, config=config, start_sel=START, stop_sel=STOP, **options)  # type: ignore[arg-type]

    fragments = {"max_words": 32, "min_words": 14, "max_fragments": 1}
    found: dict[int, Found] = {}
    for language, query, config in (("ru", russian, russian_config), ("kk", kazakh, "simple")):
        stories = Article.objects.published().filter(pk__in=ids, language=language)
        rows: Any = with_rows(stories).annotate(
            marked_headline=headline("headline", query, config, highlight_all=True),
            marked_text=headline("body_text", query, config, **fragments),
        )
        for row in rows:
            found[row.pk] = Found(row, row.marked_headline, row.marked_text)
    return [found[pk] for pk in ids if pk in found]


def _marking_query(sought: Asked, language: str) -> SearchQuery:
    """The words, and every form of the places."""
    config = "russian" if language == "ru" and sought.words else "simple"
    forms = [form for named in sought.places for form in named.forms]
    query: Any = SearchQuery(" | ".join(f"'{form}'" for form in forms), search_type="raw", config=config)
    words = kazakh_query(sought.words) if language == "kk" else russian_query(sought.words)
    if words is None or not sought.words:
        return query
    return query | words if forms else words
