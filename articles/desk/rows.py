"""Stories as the desk names them: what a line of a block shows, and nothing larger."""

from typing import Any

from django.db.models import FETCH_PEERS, Q, QuerySet

from articles.models import Article, User
from articles.models.article_queryset import ArticleQuerySet
from articles.policy import rubric_paths_of

Work = Article.Work
IN_WORK = (Work.DRAFT, Work.IN_REVIEW, Work.RETURNED, Work.READY)
# Who signs a text in work stands inside its newest version, where no index reaches: of so many it is read.
LOOKED_THROUGH = 300

COLUMNS = (
    "headline",
    "working_headline",
    "language",
    "slug",
    "work_state",
    "publication",
    "published_at",
    "embargo_until",
    "expires_at",
    "created_by",
    "rubric__menu_name_ru",
    "rubric__menu_name_kk",
    "rubric__path",
    "rubric__correspondents_publish",
    "working_revision__number",
    "working_revision__saved_at",
    "working_revision__saved_by__username",
    "working_revision__saved_by__first_name",
    "working_revision__saved_by__last_name",
)


def rows() -> ArticleQuerySet:
    """The policy may want more of a story than its line shows: it is fetched for all lines at once."""
    return (
        Article.objects.select_related("rubric", "working_revision__saved_by")
        .only(*COLUMNS)
        .fetch_mode(FETCH_PEERS)
    )


def in_work() -> ArticleQuerySet:
    return Article.objects.filter(work_state__in=IN_WORK)


def signed_in_work(user: User) -> "QuerySet[Article, Any]":
    """Stories in work whose newest version the user signs: their numbers, of the newest LOOKED_THROUGH."""
    author = getattr(user, "author", None)
    if author is None:
        return Article.objects.none().values("pk")
    newest = in_work().order_by("-pk").values("pk")[:LOOKED_THROUGH]
    signed = Q(working_revision__content__authors__contains=[author.pk])
    return Article.objects.filter(signed, pk__in=newest).order_by().values("pk")


def in_rubrics_of(user: User) -> Q:
    """Within the rubrics of the user, or below one of them."""
    within = Q(pk=None)
    for path in rubric_paths_of(user):
        within |= Q(rubric__path=path) | Q(rubric__path__startswith=path + "/")
    return within
