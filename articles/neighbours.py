"""What a reader of a story goes on to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django.db.models import QuerySet
from django.utils import timezone

from articles.models import Article, Rubric, RubricTree
from newsportal.lib.kept import KeptWhileHeard
from newsportal.lib.prepared import Asked, Prepared

RELATED = 4


@dataclass
class Neighbours:
    """«Следующая» and «Читайте также»."""

    following: Article | None
    related: list[Article]


def neighbours(article: Article, tree: RubricTree, trail: list[Rubric], now: datetime) -> Neighbours:
    """Of a story that `with_relations` selected; what shares a topic comes before what shares the rubric."""
    older = _older(article, tree, trail, now)
    topics: list[int] = [row["id"] for row in article.topic_rows]  # type: ignore[attr-defined]
    of_topics = (story for topic in topics for story in _newest_of_topic(topic, article.language))
    newest = sorted(of_topics, key=lambda story: (story.published_at, story.pk), reverse=True)
    if article.rubric_id is not None:
        newest += _newest_of_rubric(article.rubric_id, article.language)
    following = older[0] if older else None
    related = [story for story in _each_once((*newest, *older)) if story not in (article, following)]
    return Neighbours(following, related[:RELATED])


def following(article: Article, tree: RubricTree, trail: list[Rubric], now: datetime) -> Article | None:
    """The next older story of the same rubric, else of the rubrics above it, else of the site."""
    return next(iter(_older(article, tree, trail, now)), None)


def forget_newest() -> None:
    _newest_of_topic.forget()
    _newest_of_rubric.forget()


def _each_once(stories: Iterable[Article]) -> list[Article]:
    return list({story.pk: story for story in stories}.values())


def _newest(**among: Asked) -> Prepared[Article]:
    """More by one than are shown: the story itself is among them, and so may the following one be."""

    def write() -> QuerySet[Article]:
        visible = Article.objects.published(Asked("now")).in_language(Asked("language"))
        return visible.filter(**among).newest_first().for_titles()[: RELATED + 2]

    return Prepared(write)


_of_topic, _of_rubric = _newest(topics=Asked("topic")), _newest(rubric=Asked("rubric"))
_newest_of_topic = KeptWhileHeard(
    lambda topic, language: _of_topic(topic=topic, language=language, now=timezone.now())
)
_newest_of_rubric = KeptWhileHeard(
    lambda rubric, language: _of_rubric(rubric=rubric, language=language, now=timezone.now())
)


def _older(article: Article, tree: RubricTree, trail: list[Rubric], now: datetime) -> list[Article]:
    """The next older one of each scope, from the rubric to the site; none twice."""
    scopes = [tree.subtree_ids(rubric) for rubric in reversed(trail)]
    found = _older_of(len(scopes))(
        now=now,
        language=article.language,
        published_at=article.published_at,
        pk=article.pk,
        **{f"scope {number}": ids for number, ids in enumerate(scopes)},
    )
    in_scopes = (next((story for story in found if story.rubric_id in ids), None) for ids in scopes)
    return _each_once(story for story in (*in_scopes, *found) if story is not None)


@cache
def _older_of(scopes: int) -> Prepared[Article]:
    """For a story so deep in the tree of rubrics."""

    def write() -> QuerySet[Article]:
        now = Asked("now")
        anchor = Article(pk=Asked("pk"), published_at=Asked("published_at"))
        older = Article.objects.published(now).in_language(Asked("language")).newest_first().before(anchor)
        nearest = [older.filter(rubric__any=Asked(f"scope {number}")) for number in range(scopes)]
        first, *others = [stories.values("pk")[:1] for stories in (*nearest, older)]
        found = Article.objects.published(now).filter(pk__in=first.union(*others) if others else first)
        return found.newest_first().for_titles()

    return Prepared(write)
