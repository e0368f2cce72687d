"""Stories that have changed for readers between two moments: by somebody's hand, or by the clock."""

from datetime import timedelta
from typing import Any

from django.db import connection, models
from django.db.models import Q
from django.db.models.functions import Greatest
from django.utils import timezone

from articles.models import Article, Photo
from articles.models.article_queryset import ArticleQuerySet
from newsportal.changes.moments import Moment, changed_after, changed_between, not_over
from newsportal.models import Change

BOTH = ("ru", "kk")
# As the triggers do after a change of very many.
END = "SELECT newsportal_record_changes('articles', ARRAY[0]::bigint[], ARRAY['']::text[])"
SKEW = timedelta(seconds=10)
"""Clocks of web processes may differ; what is given twice does no harm."""


def visible(since: Moment, until: Moment, language: str, after: int) -> ArticleQuerySet:
    """Changed stories that readers see now, by their ids."""
    changed = _one_by_one(changed_between(since, until)).values("number")
    ids = changed.union(*(stories.values("pk") for stories in _by_clock(since, until)), all=True)
    stories = Article.objects.published(until.at).filter(pk__in=ids, pk__gt=after)
    return (stories.filter(language=language) if language else stories).order_by("pk")


def gone(since: Moment, until: Moment, language: str, after: int, limit: int) -> dict[int, str]:
    """{id: why} of stories that readers saw and see no more, at most `limit`, by their ids.

    A story that nobody saw is not among them, whatever was done to it; nor one that was gone at `since`.
    """
    now = until.at
    there = Article.objects.published(now)
    if language:
        there = there.filter(language=language)
    was_seen = Q()
    for name in [language] if language else BOTH:
        column = f"seen_{name}"
        by_hand = not_over(column, since) & Q(**{f"{column}__lt": until.first_unknown})
        by_clock = Q(
            **{f"{column}__isnull": False},
            ended_at__gt=since.at - SKEW,
            ended_at__lte=until.at + SKEW,
        )
        was_seen |= by_hand | by_clock
    # However late the newest change is: `seen_*` stays as it was with it, so that the next time, when the
    # story went before `since`, nobody would tell of it any more.
    seen = _one_by_one(changed_after(since)).filter(was_seen)
    left = (
        seen.filter(number__gt=after)
        .exclude(number__in=there.filter(pk__in=seen.values("number")).values("pk"))
        .order_by("number")
        .values_list("number", flat=True)[:limit]
    )
    # Whoever read the list since then may have what began and ended in between.
    expired = (
        Article.objects.filter(publication=Article.Publication.PUBLISHED, pk__gt=after)
        .filter(expires_at__gt=since.at - SKEW, expires_at__lte=now)
        .filter(expires_at__gt=Greatest("published_at", "embargo_until"))
        .order_by("pk")
        .values_list("pk", flat=True)[:limit]
    )
    ids = sorted({*left, *expired})[:limit]
    states = Article.objects.filter(pk__in=ids).values(
        "pk", "language", "publication", "published_at", "embargo_until", "expires_at"
    )
    known: dict[int, Any] = {row["pk"]: row for row in states}
    return {pk: _reason(known.get(pk), language, until) for pk in ids}


def end_cursors() -> None:
    """Every copy begins anew; web processes forget the pages that they keep."""
    with connection.cursor() as cursor:
        cursor.execute(END)


def is_too_much(since: Moment, until: Moment) -> bool:
    """Whether so many stories have changed at once that they were not written down one by one."""
    changed = changed_between(since, until)
    return changed.filter(resource=Change.Resource.ARTICLES, number=Change.EVERYTHING).exists()


def _one_by_one(changed: "models.QuerySet[Change]") -> "models.QuerySet[Change]":
    """Those of stories that were written down."""
    return changed.filter(resource=Change.Resource.ARTICLES).exclude(number=Change.EVERYTHING)


def _by_clock(since: Moment, until: Moment) -> list[ArticleQuerySet]:
    """Stories with a boundary of time in between: what nobody's hand did."""
    between = (since.at - SKEW, until.at)
    stories = Article.objects.filter(publication=Article.Publication.PUBLISHED)
    days = [timezone.localtime(moment).date() for moment in between]
    found = [
        stories.filter(language__in=BOTH, published_at__range=between),
        stories.filter(embargo_until__range=between),
        stories.filter(corrections__published_at__range=between),
    ]
    if days[0] != days[1]:
        # Rights in a photo end with a day: it goes from the card, or from the text.
        ended = Photo.objects.filter(rights_until__gte=days[0], rights_until__lt=days[1]).values("pk")
        found += [stories.filter(lead_photo__in=ended), stories.filter(photos__in=ended)]
    return found


def _reason(state: dict[str, Any] | None, language: str, now: Moment) -> str:
    if state is None:
        return "deleted"
    if state["publication"] == Article.Publication.WITHDRAWN:
        return "withdrawn"
    if state["publication"] == Article.Publication.NONE or state["published_at"] > now.at:
        return "unpublished"
    if state["expires_at"] is not None and state["expires_at"] <= now.at:
        return "expired"
    if state["embargo_until"] is not None and state["embargo_until"] > now.at:
        return "embargoed"
    return "language_changed" if language and state["language"] != language else "unpublished"
