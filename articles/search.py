"""What a search asks for: Russian by stems, Kazakh by beginnings, places by tokens; ё is forgiven."""

import re
from functools import reduce
from operator import and_
from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.db.models import Q

from articles.models.article_queryset import ArticleQuerySet
from articles.places.asking import Asked, NamedInQuery, asked
from articles.places.gazetteer import matcher

MAX_QUERY = 200
"""Characters; a longer query is cut, as no reader types one."""

UNREAD = "place?"
"""The token of a story that nobody has read for places yet."""

KAZAKH_LETTERS = frozenset("әіңғүұқөһ")
# A final voiceless consonant voices before a suffix: мектеп → мектебі.
VOICED = {"қ": "ғ", "к": "г", "п": "б"}
MIN_PREFIX = 3


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
