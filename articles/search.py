"""Search in Russian by stems, in Kazakh by beginnings, for places by tokens; ё and typos are forgiven."""

import re
from dataclasses import dataclass
from functools import reduce
from operator import and_
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchRank, TrigramWordSimilarity
from django.db.models import F, Func, Q, TextField

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

LOOKED_THROUGH = 3000
"""Newest headlines that are compared with a misspelled query: of a million every letter finds too many."""

LIKENESS = 0.4
"""From 0 to 1, of pg_trgm: «бибилотека» is like «библиотека» at 0.45."""

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


def similar(stories: ArticleQuerySet, text: str, limit: int) -> list[Article]:
    """Headlines that look like a misspelled query, among the newest."""
    folded = Func("headline", function="articles_fold", output_field=TextField())
    newest = (
        stories.newest_first()
        .annotate(likeness=TrigramWordSimilarity(fold(text), folded))
        .values_list("likeness", "published_at", "pk")[:LOOKED_THROUGH]
    )
    # Sorted here: asked for the best, the planner would compare every headline there is.
    best = sorted((row for row in newest if row[0] >= LIKENESS), reverse=True)[:limit]
    place = {pk: number for number, (_likeness, _at, pk) in enumerate(best)}
    return sorted(Article.objects.filter(pk__in=place).for_cards(), key=lambda story: place[story.pk])


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


@dataclass(frozen=True)
class Matches:
    """Ids of one window, best first. `typed` is what the query became, for the windows after it."""

    ids: list[int]
    sought: Asked
    typed: str


def best_matches(stories: ArticleQuerySet, typed: str, before: Article | None = None) -> Matches:
    """The newest window of what matches, or the one of what is older than a story."""
    sought = understood(typed)
    older = stories if before is None else stories.before(before)
    ids = ranked(matching(older, sought) if typed else older, sought)
    if ids or not sought.places or before is not None:
        return Matches(ids, sought, typed)
    # Nobody wrote of the place: the word itself may stand somewhere all the same.
    words = sought.as_words()
    return Matches(ranked(matching(stories, words), words), words, sought.literal)
