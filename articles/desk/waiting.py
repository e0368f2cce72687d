"""What waits at the desk: to be read, to be published, to be given a photo, to be told to readers."""

from datetime import datetime, timedelta

from django.db.models import Case, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from articles import policy
from articles.desk.rows import in_rubrics_of, rows
from articles.models import Article, Correction, Photo, PreviewRemark, StoryEvent, User
from articles.models.article_queryset import ArticleQuerySet
from articles.models.photo_rights import ENDS_SOON
from articles.policy import Action

SHOWN = 10
# Of how many ready stories the policy is asked, until enough are found that this person may publish.
ASKED = 60
ANSWERS_STAY = timedelta(days=7)
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


def guests_answers(user: User, now: datetime) -> list[PreviewRemark]:
    """What guests said in the last days of versions that this person sent them, or of their own stories."""
    sent_or_own = Q(link__created_by=user) | Q(link__article__created_by=user)
    return list(
        PreviewRemark.objects.filter(sent_or_own, at__gt=now - ANSWERS_STAY)
        .select_related("link__article")
        .only("verdict", "name", "text", "at", "link__note", *_story("link__article"))
        .order_by("-pk")[:SHOWN]
    )


def photos_running_out(now: datetime) -> list[Photo]:
    """Photos that disappear from the site soon, because the rights to them end. One more than is shown."""
    today = timezone.localdate(now)
    running_out = Q(rights_until__range=(today, today + ENDS_SOON), withdrawn_at=None)
    return list(Photo.objects.filter(running_out).order_by("rights_until", "pk")[: SHOWN + 1])


def _story(path: str) -> list[str]:
    """What a line needs of a story that stands behind another row."""
    return [f"{path}__{name}" for name in ("headline", "working_headline", "language")]


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
