"""«Следующая»: the next older story of the rubric, else of the rubrics above it, else of the site."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Concat, JSONObject
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from articles.models import Article, Rubric, RubricTree
from articles.models.article_queryset import TITLE_COLUMNS, ArticleQuerySet
from newsportal.lib.asked import Asked, Moment
from newsportal.lib.prepared import Prepared

# Its rubric is in memory. In the order of the table, as `from_db` wants them.
COLUMNS = [
    field.attname
    for field in Article._meta.concrete_fields
    if field.attname in ("id", "rubric_id", *TITLE_COLUMNS)
]


def with_next(stories: ArticleQuerySet, now: Moment) -> QuerySet[Article]:
    """With the next older story of their rubric and of each below it: most pages need no other query."""
    here = Article(pk=OuterRef(OuterRef("pk")), published_at=OuterRef(OuterRef("published_at")))
    visible = Article.objects.published(now).filter(language=OuterRef(OuterRef("language")))
    older = visible.filter(rubric=OuterRef("pk")).before(here).newest_first()
    row = JSONObject(**{name: name for name in COLUMNS})
    below = Q(path__startswith=Concat(OuterRef("rubric__path"), Value("/")))
    inside = Rubric.objects.filter(Q(pk=OuterRef("rubric")) | below)
    return stories.annotate(next_rows=ArraySubquery(inside.values(row=Subquery(older.values(row=row)[:1]))))


def following(article: Article, tree: RubricTree, trail: list[Rubric]) -> Article | None:
    """Of a story that readers have, or that is shown as if they had it."""
    older = next_inside(article, tree, trail) or further(article, tree, trail)
    return next(iter(older), None)


def next_inside(article: Article, tree: RubricTree, trail: list[Rubric]) -> list[Article]:
    """The next older story of the rubric, or none."""
    if not trail:
        return []
    rows: list[dict[str, Any] | None] | None = getattr(article, "next_rows", None)
    # A rubric may be newer than the tree.
    if rows is not None and all(row is None or row["rubric_id"] in tree.by_id for row in rows):
        older = [_of_row(row, tree) for row in rows if row is not None]
        return sorted(older, key=lambda story: (story.published_at, story.pk))[-1:]
    inside = tree.subtree_ids(trail[-1])
    found = _prepared(len(inside))(
        now=timezone.now(),
        language=article.language,
        published_at=article.published_at,
        pk=article.pk,
        **{f"rubric {number}": rubric for number, rubric in enumerate(inside)},
    )
    return found[:1]


def _of_row(row: dict[str, Any], tree: RubricTree) -> Article:
    """As `for_titles` reads it: what the row lacks is not asked for later."""
    typed = row | {"published_at": parse_datetime(row["published_at"])}
    values = [typed[name] for name in COLUMNS]
    story = Article.from_db("default", COLUMNS, values, fetch_mode=models.FETCH_RAISE)
    story.rubric = tree.by_id[row["rubric_id"]]
    return story


@cache
def _prepared(rubrics: int) -> Prepared[Article]:
    """The next older story of each of so many rubrics."""

    def write() -> QuerySet[Article]:
        visible = Article.objects.published(Asked("now"))
        anchor = Article(pk=Asked("pk"), published_at=Asked("published_at"))
        older = visible.in_language(Asked("language")).newest_first().before(anchor)
        # Rubric by rubric: an index has just its stories by date, whatever plan is made.
        each = (older.filter(rubric=Asked(f"rubric {number}")) for number in range(rubrics))
        return visible.filter(pk__in=firsts(each)).newest_first().for_titles()

    return Prepared(write)


def further(article: Article, tree: RubricTree, trail: list[Rubric]) -> list[Article]:
    """The next older story of each rubric above, the nearest first, and that of the site."""
    scopes = [tree.subtree_ids(rubric) for rubric in reversed(trail)]
    visible = Article.objects.published()
    older = visible.in_language(article.language).newest_first().before(article)
    # Rubric by rubric, as above: where one has none, its index says so at once.
    each = (older.filter(rubric=rubric) for ids in scopes[-1:] for rubric in ids)
    nearest = list(visible.filter(pk__in=firsts([older, *each])).newest_first().for_titles())
    in_scopes = (next((story for story in nearest if story.rubric_id in ids), None) for ids in scopes)
    return each_once(story for story in (*in_scopes, *nearest[:1]) if story is not None)


def firsts(each: Iterable[ArticleQuerySet], count: int = 1) -> QuerySet[Article, Any]:
    """Ids of the first of each queryset."""
    first, *others = [stories.values("pk")[:count] for stories in each]
    return first.union(*others) if others else first


def each_once(stories: Iterable[Article]) -> list[Article]:
    return list({story.pk: story for story in stories}.values())
