"""A change to a live story at a set time: the one thing of publication that needs somebody to do it.

The task queue does it at its second; who opens the story before that and finds it due does it first.
"""

import logging
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from articles import content as contents
from articles import corrections as telling
from articles import policy, story_log
from articles.models import Article, Correction, Revision, StoryEvent, User
from articles.photo_uses import photo_complaints, refuse_unshowable
from articles.policy import Action
from articles.publishing import Change, bring_to_readers, refuse_stale, write
from articles.revisions import locked
from articles.working_copy import missing_relations

log = logging.getLogger(__name__)
Kind = StoryEvent.Kind


@transaction.atomic
def schedule_change(
    article: Article,
    revision: Revision,
    *,
    at: datetime,
    by: User | None,
    change: Change = Change.UPDATE,
    corrections: list[Correction] | None = None,
    details: dict[str, Any] | None = None,
) -> None:
    """Readers go on seeing the live version until `at`. An earlier plan is replaced.

    Raises StaleVersionError, PermissionDenied, and ValidationError in words: for a photo that may not be
    shown then, for a correction that waits no more.
    """
    from articles.tasks import apply_change

    row = locked(article)
    refuse_stale(article, row)
    if by is not None and not (verdict := policy.may_publish(by, row, revision)):
        raise PermissionDenied(verdict.reason)
    refuse_unshowable(contents.of_revision(revision), at)
    told = telling.prepare(corrections or [], row, by=by)
    row.scheduled_revision, row.scheduled_at = revision, at
    write(row, ["scheduled_revision", "scheduled_at"])
    plan = {"change": change.value, "corrections": [item.pk for item in told]}
    story_log.record(
        row,
        Kind.CHANGE_SCHEDULED,
        by=by,
        revision=revision,
        details=(details or {}) | plan | {"at": at.isoformat()},
    )
    # The queue is in the same database: the job appears with the plan, or not at all.
    apply_change.configure(schedule_at=at).defer(article_id=row.pk)
    article.refresh_from_db()


@transaction.atomic
def cancel_change(article: Article, *, by: User | None, note: str = "") -> None:
    """By who may publish, even while the next version is returned: the plan is about another one."""
    row = locked(article)
    policy.require_right(by, Action.PUBLISH, row)
    if row.scheduled_at is not None:
        _drop(row, by=by, note=note)
    article.refresh_from_db()


@transaction.atomic
def apply_if_due(article_id: int, now: datetime | None = None) -> bool:
    """Returns whether a change was due and is live now. Repeatable, and safe for two at once."""
    moment = now or timezone.now()
    due = Article.objects.filter(pk=article_id, scheduled_at__lte=moment).only("pk").first()
    if due is None:
        return False
    row = locked(due)
    if row.scheduled_revision is None or row.scheduled_at is None or row.scheduled_at > moment:
        # Somebody applied it, moved it or called it off first.
        return False
    if missing := missing_relations(row.scheduled_revision.content):
        log.error("story %s: the scheduled change names what was deleted: %s", row.pk, ", ".join(missing))
        _drop(row, by=None, note=", ".join(missing))
        return False
    if complaints := photo_complaints(contents.of_revision(row.scheduled_revision), moment):
        log.error("story %s: the scheduled change shows a photo that may not be shown", row.pk)
        _drop(row, by=None, note="\n".join(complaints))
        return False
    plan = row.events.filter(kind=Kind.CHANGE_SCHEDULED, revision=row.scheduled_revision).first()
    told = plan.details if plan else {}
    bring_to_readers(
        row,
        row.scheduled_revision,
        by=None,
        change=Change(told.get("change", Change.UPDATE)),
        corrections=list(row.corrections.filter(pk__in=told.get("corrections", []), published_at=None)),
        details={"planned_by": plan.by_id, "planned_for": told.get("at")} if plan else {},
    )
    return True


def _drop(row: Article, *, by: User | None, note: str) -> None:
    revision = row.scheduled_revision
    row.scheduled_revision = row.scheduled_at = None
    write(row, ["scheduled_revision", "scheduled_at"])
    story_log.record(row, Kind.CHANGE_CANCELLED, by=by, revision=revision, note=note)
