"""What a search finds, in windows that are ranked; where it finds nothing, what looks like it.

How it stays quick whatever the words: docs/decisions/search-in-sql.md.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.contrib.postgres.search import SearchRank, TrigramWordSimilarity
from django.db.models import F, Func, Subquery, TextField

from articles.models import Article
from articles.models.article_queryset import ArticleQuerySet
from articles.places.asking import Asked
from articles.search import fold, is_kazakh, matching, query_of, understood

WINDOW = 200
"""Newest matches that are ranked: ranking every match of a common word would take seconds."""

LOOKED_THROUGH = 3000
"""Newest stories that are looked through one by one, where an index would find too many."""

FURTHER = 5
"""So many times more, for a word of which there seem to be enough among them."""

LIKENESS = 0.4
"""From 0 to 1, of pg_trgm: «бибилотека» is like «библиотека» at 0.45."""


@dataclass(frozen=True)
class Matches:
    """`ids` of one window, best first. `typed` is what the query became, for the windows after it."""

    ids: list[int]
    sought: Asked
    typed: str


def best_matches(stories: ArticleQuerySet, typed: str, before: Article | None = None) -> Matches:
    """The newest window of what matches, or the one of what is older than a story."""
    sought = understood(typed)
    if not typed:
        return Matches(_ranked(stories, sought, before), sought, typed)
    ids = _ranked(matching(stories, sought), sought, before)
    if ids or not sought.places or before is not None:
        return Matches(ids, sought, typed)
    # Nobody wrote of the place: the word itself may stand somewhere all the same.
    words = sought.as_words()
    return Matches(_ranked(matching(stories, words), words), words, sought.literal)


def _ranked(matches: ArticleQuerySet, sought: Asked, before: Article | None = None) -> list[int]:
    """Ids of the newest window of the matches, the best first.

    A common word is met soon on the way back through time, a rare one is in few stories. The planner cannot
    know which is which of a word that its statistics do not have: one that nobody ever wrote it would look
    for in story after story, down to the first.
    """
    older = matches if before is None else matches.before(before)
    soon = _best_first(_among_newest(older, LOOKED_THROUGH, before), sought)
    if len(soon) < WINDOW <= len(soon) * FURTHER:
        # In a story of fifty or so, which are very many: some more steps back are less than all of them.
        soon = _best_first(_among_newest(older, LOOKED_THROUGH * FURTHER, before), sought)
    if len(soon) == WINDOW:
        return soon
    # By an expression, which no index of dates has in order: all matches by the index of words, then sorted.
    return _best_first(older.order_by((F("published_at") + timedelta(0)).desc(), "-pk"), sought)


def _among_newest(matches: ArticleQuerySet, count: int, before: Article | None) -> ArticleQuerySet:
    """Those of the newest stories, so many of all that are published; none where there are not so many."""
    published = Article.objects.filter(publication=Article.Publication.PUBLISHED)
    older = published if before is None else published.before(before)
    last = older.newest_first().values("published_at")[count : count + 1]
    return matches.filter(published_at__gte=Subquery(last)).newest_first()


def _best_first(matches: ArticleQuerySet, sought: Asked) -> list[int]:
    """Ids of the first window of the matches."""
    window = matches.values("pk")[:WINDOW]
    query = query_of(sought, "kk" if is_kazakh(sought.words) else "ru")
    if query is None:
        return list(window.values_list("pk", flat=True))
    return list(
        Article.objects.filter(pk__in=window)
        .annotate(rank=SearchRank(F("search_vector"), query))
        .order_by("-rank", "-published_at", "-pk")
        .values_list("pk", flat=True)
    )


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
