"""Search in Russian by stems, in Kazakh by beginnings, for places by tokens; ё and typos are forgiven."""

import re
from dataclasses import dataclass
from functools import reduce
from operator import and_
from typing import Any

from django.contrib.postgres.search import (
    SearchHeadline,
    SearchQuery,
    SearchRank,
    TrigramWordSimilarity,
)
from django.db import connection, transaction
from django.db.models import F, Func, Q, TextField
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from articles.models import Article
from articles.models.article import ArticleQuerySet
from articles.places.asking import Asked, NamedInQuery, asked
from articles.places.gazetteer import matcher

MAX_QUERY = 200
"""Characters; a longer query is cut, as no reader types one."""

WINDOW = 200
"""Newest matches that are ranked: ranking every match of a common word would take seconds."""

UNREAD = "place?"
"""The token of a story that nobody has read for places yet."""

LIKENESS = 0.4
"""From 0 to 1, of pg_trgm: «бибилотека» is like «библиотека» at 0.45."""

KAZAKH_LETTERS = frozenset("әіңғүұқөһ")
# A final voiceless consonant voices before a suffix: мектеп → мектебі.
VOICED = {"қ": "ғ", "к": "г", "п": "б"}
MIN_PREFIX = 3

# Private characters that no text holds: the highlight is escaped first and marked up after.
START, STOP = "\ue000", "\ue001"


@dataclass
class Found:
    """A story with the words of the query marked."""

    article: Article
    headline_marked: SafeString
    snippet: SafeString


def normalise(text: str) -> str:
    """What was typed, without control characters, folded and cut."""
    printable = "".join(letter if letter.isprintable() else " " for letter in text)
    return " ".join(printable.split())[:MAX_QUERY]


def fold(text: str) -> str:
    """As the SQL function articles_fold."""
    return text.lower().replace("ё", "е")


def is_kazakh(text: str) -> bool:
    return not KAZAKH_LETTERS.isdisjoint(text.lower())


def kazakh_query(text: str) -> SearchQuery | None:
    """Every word as the beginning of a word, with its voiced variant: Kazakh only appends suffixes."""
    words = re.findall(r"\w+", fold(text))
    terms = []
    for word in words:
        variants = {word, word[:-1] + VOICED[word[-1]]} if word[-1] in VOICED else {word}
        mark = ":*" if len(word) >= MIN_PREFIX else ""
        terms.append("(" + " | ".join(f"'{variant}'{mark}" for variant in sorted(variants)) + ")")
    return SearchQuery(" & ".join(terms), search_type="raw", config="simple") if terms else None


def russian_query(text: str) -> SearchQuery:
    return SearchQuery(fold(text), search_type="websearch", config="russian")


class TokenQuery(SearchQuery):
    """Tokens that the index holds as they are, past the parser of words."""

    template = "(%(expressions)s)::tsquery"

    def __init__(self, *tokens: str) -> None:
        super().__init__(" | ".join(f"'{token}'" for token in tokens), search_type="raw")


def understood(text: str) -> Asked:
    """The places that a query names, and its other words."""
    return asked(text, matcher())


def query_of(sought: Asked, language: str) -> SearchQuery | None:
    """For stories of one language; None when it has no word to look for."""
    by_words = kazakh_query if language == "kk" else russian_query
    parts = [_place_query(named, by_words(named.words)) for named in sought.places]
    if sought.words and (words := by_words(sought.words)) is not None:
        parts.append(words)
    return reduce(and_, parts) if parts else None


def _place_query(named: NamedInQuery, words: SearchQuery | None) -> Any:
    """What surely or perhaps means the place; the words in stories that nobody has read for places."""
    tokens = TokenQuery(f"place:{named.place}", f"perhaps:{named.place}")
    return tokens | (TokenQuery(UNREAD) & words) if words is not None else tokens


def matching(stories: ArticleQuerySet, sought: Asked) -> ArticleQuerySet:
    """Stories of either language that match; a word with Kazakh letters is looked for in Kazakh alone."""
    kazakh = query_of(sought, "kk")
    if kazakh is None:
        return stories.none()
    condition = Q(language="kk", search_vector=kazakh)
    if not is_kazakh(sought.words):
        condition |= Q(language="ru", search_vector=query_of(sought, "ru"))
    return stories.filter(condition)


def naming(stories: ArticleQuerySet, *places: str) -> ArticleQuerySet:
    """Stories that surely mean one of the places."""
    return stories.filter(search_vector=TokenQuery(*(f"place:{place}" for place in places)))


def similar(stories: ArticleQuerySet, text: str, limit: int) -> list[Article]:
    """Headlines that look like a misspelled query."""
    folded = fold(text)
    with transaction.atomic(), connection.cursor() as cursor:
        # The operator that uses the index compares with this setting; until the end of the transaction.
        cursor.execute("SELECT set_config('pg_trgm.word_similarity_threshold', %s, true)", [str(LIKENESS)])
        return _alike(stories, folded, limit)


def _alike(stories: ArticleQuerySet, folded: str, limit: int) -> list[Article]:
    return list(
        stories.annotate(folded=Func("headline", function="articles_fold", output_field=TextField()))
        .filter(folded__trigram_word_similar=folded)
        .annotate(likeness=TrigramWordSimilarity(folded, "folded"))
        .for_cards()
        .order_by("-likeness", "-published_at")[:limit]
    )


def ranked(stories: ArticleQuerySet, sought: Asked) -> list[int]:
    """Ids of the newest matches, best first."""
    newest = stories.newest_first().values("pk")[:WINDOW]
    query = query_of(sought, "kk" if is_kazakh(sought.words) else "ru")
    if query is None:
        return list(newest.values_list("pk", flat=True))
    return list(
        Article.objects.filter(pk__in=newest)
        .annotate(rank=SearchRank(F("search_vector"), query))
        .order_by("-rank", "-published_at", "-pk")
        .values_list("pk", flat=True)
    )


def highlighted(ids: list[int], sought: Asked) -> list[Found]:
    """The stories of one page in the given order, with the words of the query marked."""
    russian, kazakh = _marking_query(sought, "ru"), _marking_query(sought, "kk")
    # Stems would mark «семья» for «Семей»: places alone are marked by their exact forms.
    russian_config = "russian" if sought.words else "simple"

    def headline(field: str, query: SearchQuery, config: str, **options: object) -> SearchHeadline:
        return SearchHeadline(field, query, config=config, start_sel=START, stop_sel=STOP, **options)  # type: ignore[arg-type]

    fragments = {"max_words": 32, "min_words": 14, "max_fragments": 1}
    found: dict[int, Found] = {}
    for language, query, config in (("ru", russian, russian_config), ("kk", kazakh, "simple")):
        rows = (
            Article.objects.published()
            .filter(pk__in=ids, language=language)
            .for_cards()
            .annotate(
                marked_headline=headline("headline", query, config, highlight_all=True),
                marked_text=headline("body_text", query, config, **fragments),
            )
        )
        for row in rows:
            found[row.pk] = Found(row, _marked(row.marked_headline), _marked(row.marked_text))  # type: ignore[attr-defined]
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


def _marked(text: str) -> SafeString:
    return mark_safe(escape(text).replace(START, "<mark>").replace(STOP, "</mark>"))
