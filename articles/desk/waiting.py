"""What waits at the desk: to be read, to be published, to be given a photo, to be told to readers."""

from django.db.models import Case, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from articles import policy
from articles.desk.rows import in_rubrics_of, rows
from articles.models import Article, Correction, StoryEvent, User
from articles.models.article import ArticleQuerySet
from articles.policy import Action

SHOWN = 10
# Of how many ready stories the policy is asked, until enough are found that this person may publish.
ASKED = 60
Kind = StoryEvent.Kind


def in_review(user: User) -> list[Article]:
    """To be read: those of the user's own rubrics first, the last sent first. One more than is shown."""
    return list(_queue(user, Article.Work.IN_REVIEW, Kind.SUBMITTED)[: SHOWN + 1])


def ready(user: User) -> list[Article]:
    """What this person may publish now, as the policy says. One more than is shown."""
    asked = _queue(user, Article.Work.READY, Kind.READY)[:ASKED]
    return [story for story in asked if policy.may(user, Action.PUBLISH, story)][: SHOWN + 1]


def without_photo() -> list[Article]:
    """Texts that will be published soon and have no lead photo. One more than is shown."""
    soon = Q(work_state__in=[Article.Work.IN_REVIEW, Article.Work.READY])
    return list(rows().filter(soon, working_revision__content__lead_photo=None).order_by("-pk")[: SHOWN + 1])


def proposed_corrections() -> list[Correction]:
    """What somebody wants to be told to readers, and nobody has decided on."""
    return list(
        Correction.objects.filter(published_at=None)
        .select_related("article", "proposed_by")
        .only(
            "kind",
            "text",
            "article__headline",
            "proposed_by__username",
            "proposed_by__first_name",
            "proposed_by__last_name",
        )
        .order_by("-pk")[:SHOWN]
    )


def _queue(user: User, state: Article.Work, step: StoryEvent.Kind) -> ArticleQuerySet:
    """With `since`, when the story came to where it is now, and `is_of_own_rubric`."""
    came = StoryEvent.objects.filter(article=OuterRef("pk"), kind=step).order_by("-at", "-pk")
    return (
        rows()
        .filter(work_state=state)
        .annotate(
            is_of_own_rubric=Case(When(in_rubrics_of(user), then=Value(True)), default=Value(False)),
            since=Coalesce(Subquery(came.values("at")[:1]), F("working_revision__saved_at"), F("created_at")),
        )
        .order_by("-is_of_own_rubric", "-since")
    )
