"""What a reader of a story goes on to: no query, where the newest of its rubric and topics are in memory."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.utils import timezone

from articles.models import Article, Rubric, RubricTree, Tagging
from articles.models.article_queryset import ArticleQuerySet
from articles.next_story import each_once, firsts, further, next_inside
from newsportal.lib.kept import WhileHeard
from newsportal.lib.kept_markup import tell_once

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
    newest = _newest_of((*of_topics, *of_rubric))
    older = next_inside(article, tree, trail)
    shared = _newest_first(story for key in of_topics for story in newest[key])
    beside = [story for key in of_rubric for story in newest[key]]
    # What is in another rubric is rarely needed.
    is_enough = bool(older) and len(each_once((article, *shared, *beside, *older))) > RELATED + 1
    if not is_enough:
        older = [*older, *further(article, tree, trail)]
    following = older[0] if older else None
    related = [s for s in each_once((*shared, *beside, *older)) if s not in (article, following)]
    return Neighbours(following, related[:RELATED])


def _newest_of(keys: tuple[Key, ...]) -> dict[Key, list[Article]]:
    """Of each key, kept or read."""
    since = _newest.times_forgotten
    kept = {key: _newest.get(key) for key in keys}
    missing = [key for key, stories in kept.items() if stories is None]
    for key, stories in _read_newest(missing).items() if missing else ():
        kept[key] = stories
        _newest.put(key, stories, since=since)
    return {key: stories or [] for key, stories in kept.items()}


def _read_newest(keys: list[Key]) -> dict[Key, list[Article]]:
    # A moment after the keys were found missing: what is kept has nothing that the clock ended before.
    now = timezone.now()
    visible = Article.objects.published(now)
    each = (_listed(visible.in_language(language), kind, pk, now) for kind, pk, language in keys)
    topics = [pk for kind, pk, _language in keys if kind == "topic"]
    of_topics = Tagging.objects.filter(article=OuterRef("pk"), topic__in=topics)
    shared = ArraySubquery(of_topics.values("topic_id"))
    found = list(
        visible.filter(pk__in=firsts(each, NEWEST)).newest_first().for_titles().annotate(shared=shared)
    )
    for story in found:
        tell_once(story)
    return {key: [story for story in found if _is_of(key, story)][:NEWEST] for key in keys}


def _listed(stories: ArticleQuerySet, kind: str, pk: int, now: datetime) -> ArticleQuerySet:
    found = stories.of("tagging", now, topic=pk) if kind == "topic" else stories.filter(rubric=pk)
    return found.newest_first()


def _is_of(key: Key, story: Article) -> bool:
    kind, pk, _language = key
    return pk in story.shared if kind == "topic" else pk == story.rubric_id  # type: ignore[attr-defined]


def _newest_first(stories: Iterable[Article]) -> list[Article]:
    return sorted(stories, key=lambda story: (story.published_at, story.pk), reverse=True)
