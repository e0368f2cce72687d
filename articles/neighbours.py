"""What a reader of a story goes on to, in one query."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.utils import timezone

from articles.models import Article, Rubric, RubricTree
from newsportal.lib.kept import WhileHeard
from newsportal.lib.prepared import Asked, Prepared

RELATED = 4
# The story itself is among the newest, and so may the following one be.
NEWEST = RELATED + 2

# Of each rubric and each topic, in each language: the same beside all of its stories.
_newest = WhileHeard[list[Article]]()
forget_newest = _newest.forget
type Key = tuple[str, int, str]


@dataclass
class Neighbours:
    """«Следующая» and «Читайте также»."""

    following: Article | None
    related: list[Article]


def neighbours(article: Article, tree: RubricTree, trail: list[Rubric]) -> Neighbours:
    """Of a story that `with_relations` selected; what shares a topic comes before what shares the rubric."""
    topics: list[int] = [row["id"] for row in article.topic_rows]  # type: ignore[attr-defined]
    of_topics: list[Key] = [("topic", topic, article.language) for topic in topics]
    of_rubric: list[Key] = [("rubric", rubric.pk, article.language) for rubric in trail[-1:]]
    older, newest = _read(article, tree, trail, (*of_topics, *of_rubric))
    shared = _newest_first(story for key in of_topics for story in newest[key])
    beside = [story for key in of_rubric for story in newest[key]]
    following = older[0] if older else None
    related = [s for s in _each_once((*shared, *beside, *older)) if s not in (article, following)]
    return Neighbours(following, related[:RELATED])


def following(article: Article, tree: RubricTree, trail: list[Rubric]) -> Article | None:
    """The next older story of the same rubric, else of the rubrics above it, else of the site."""
    older, _newest = _read(article, tree, trail, ())
    return older[0] if older else None


def _read(
    article: Article, tree: RubricTree, trail: list[Rubric], keys: tuple[Key, ...]
) -> tuple[list[Article], dict[Key, list[Article]]]:
    """The next older story of each scope, the nearest first; the newest of each key, kept or read along."""
    since = _newest.times_forgotten
    kept = {key: _newest.get(key) for key in keys}
    missing = [key for key, stories in kept.items() if stories is None]
    topics = [pk for kind, pk, _language in missing if kind == "topic"]
    rubrics = [pk for kind, pk, _language in missing if kind == "rubric"]
    scopes = [tree.subtree_ids(rubric) for rubric in reversed(trail)]
    found = _prepared(len(scopes), len(topics), len(rubrics))(
        # A moment after that: what is kept has nothing in it that the clock ended before.
        now=timezone.now(),
        language=article.language,
        published_at=article.published_at,
        pk=article.pk,
        topics=topics,
        **{f"scope {number}": ids for number, ids in enumerate(scopes)},
        **{f"topic {number}": topic for number, topic in enumerate(topics)},
        **{f"rubric {number}": rubric for number, rubric in enumerate(rubrics)},
    )
    for key in missing:
        kept[key] = stories = [story for story in found if _is_of(key, story)][:NEWEST]
        _newest.put(key, stories, since=since)
    place = (article.published_at, article.pk)
    older = [story for story in found if (story.published_at, story.pk) < place]
    in_scopes = (next((story for story in older if story.rubric_id in ids), None) for ids in scopes)
    newest = {key: stories or [] for key, stories in kept.items()}
    return _each_once(story for story in (*in_scopes, *older) if story is not None), newest


def _is_of(key: Key, story: Article) -> bool:
    kind, pk, _language = key
    return pk in story.shared if kind == "topic" else pk == story.rubric_id  # type: ignore[attr-defined]


@cache
def _prepared(scopes: int, topics: int, rubrics: int) -> Prepared[Article]:
    """For a story so deep in the tree, with so many topics of which the newest are not in memory."""

    def write() -> QuerySet[Article]:
        now = Asked("now")
        anchor = Article(pk=Asked("pk"), published_at=Asked("published_at"))
        visible = Article.objects.published(now).in_language(Asked("language")).newest_first()
        older = visible.before(anchor)
        of_topics = Article.topics.through.objects.filter(article=OuterRef("pk"), topic__any=Asked("topics"))
        parts = [
            *(older.filter(rubric__any=Asked(f"scope {number}"))[:1] for number in range(scopes)),
            older[:1],
            *(visible.filter(topics=Asked(f"topic {number}"))[:NEWEST] for number in range(topics)),
            *(visible.filter(rubric=Asked(f"rubric {number}"))[:NEWEST] for number in range(rubrics)),
        ]
        first, *others = [part.values("pk") for part in parts]
        found = Article.objects.published(now).filter(pk__in=first.union(*others) if others else first)
        return found.newest_first().for_titles().annotate(shared=ArraySubquery(of_topics.values("topic_id")))

    return Prepared(write)


def _newest_first(stories: Iterable[Article]) -> list[Article]:
    return sorted(stories, key=lambda story: (story.published_at, story.pk), reverse=True)


def _each_once(stories: Iterable[Article]) -> list[Article]:
    return list({story.pk: story for story in stories}.values())
