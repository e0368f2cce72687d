"""What a reader of a story goes on to, in one query."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django.db.models import Exists, OuterRef, QuerySet

from articles.models import Article, Rubric, RubricTree
from newsportal.lib.prepared import Asked, Prepared

RELATED = 4


@dataclass
class Neighbours:
    """«Следующая» and «Читайте также»."""

    following: Article | None
    related: list[Article]


def neighbours(article: Article, tree: RubricTree, trail: list[Rubric], now: datetime) -> Neighbours:
    """Of a story that `with_relations` selected.

    Next is the next older story of the same rubric, then of the rubrics above it, then of the site.
    """
    scopes = [tree.subtree_ids(rubric) for rubric in reversed(trail)]
    found = _candidates(len(scopes))(
        now=now,
        language=article.language,
        published_at=article.published_at,
        pk=article.pk,
        rubric=article.rubric_id,
        topics=[row["id"] for row in article.topic_rows],  # type: ignore[attr-defined]
        **{f"scope {number}": ids for number, ids in enumerate(scopes)},
    )
    following = _next(article, found, scopes)
    related = sorted(
        (card for card in found if card != following),
        key=lambda card: (not card.shares_topic, card.rubric_id != article.rubric_id),  # type: ignore[attr-defined]
    )
    return Neighbours(following, related[:RELATED])


@cache
def _candidates(scopes: int) -> Prepared[Article]:
    """For a story so deep in the tree of rubrics."""

    def write() -> QuerySet[Article]:
        now, pk = Asked("now"), Asked("pk")
        visible = Article.objects.published(now).in_language(Asked("language")).newest_first()
        older = visible.before(Article(pk=pk, published_at=Asked("published_at")))
        others = visible.exclude(pk=pk)
        same_topics = Article.topics.through.objects.filter(
            article=OuterRef("pk"), topic__any=Asked("topics")
        )
        candidates = [
            older.filter(rubric__any=Asked(f"scope {number}")).values("pk")[:1] for number in range(scopes)
        ]
        candidates.append(older.values("pk")[:1])
        candidates.append(others.filter(Exists(same_topics)).values("pk")[:RELATED])
        candidates.append(others.filter(rubric=Asked("rubric")).values("pk")[: RELATED + 1])
        return (
            Article.objects.published(now)
            .filter(pk__in=candidates[0].union(*candidates[1:]))
            .for_cards()
            .annotate(shares_topic=Exists(same_topics))
            .newest_first()
        )

    return Prepared(write)


def _next(article: Article, found: list[Article], scopes: list[list[int]]) -> Article | None:
    """The newest of those older than the story, in the narrowest scope that has one."""
    place = (article.published_at, article.pk)
    older = [card for card in found if (card.published_at, card.pk) < place]
    for ids in scopes:
        for card in older:
            if card.rubric_id in ids:
                return card
    return older[0] if older else None
