"""What changes what readers see: publishing, calling off, withdrawing. Each is one transaction.

Every function takes the story's row lock, looks at the row as it is then, asks the policy, writes the row and
the log. `by=None` is the program itself: an import, the demonstration, a set time that has come.
"""

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import content as contents
from articles import corrections as telling
from articles import pinning, policy, story_log
from articles.models import Article, Correction, Revision, StoryEvent, User
from articles.photo_uses import refuse_unshowable
from articles.places import mentions
from articles.policy import Action
from articles.publication_state import PublicationState, state_of
from articles.revisions import StaleVersionError, locked, name_by_draft
from articles.working_copy import missing_relations

Kind = StoryEvent.Kind
# States in which a story has had its moment: a new version is a change.
HAD_ITS_MOMENT = frozenset({PublicationState.PUBLISHED, PublicationState.EMBARGO, PublicationState.EXPIRED})
COLUMNS = [
    "publication",
    "published_at",
    "updated_at",
    "withdrawn_at",
    "withdrawal_reason",
    "live_revision",
    "scheduled_revision",
    "scheduled_at",
    "work_state",
]


class Change(models.TextChoices):
    """What a new version of a story that readers have seen is to them."""

    # Mended silently, and counted in the log.
    TYPO = "typo", _("a typing error is mended: readers are not told")
    UPDATE = "update", _("there is news: readers see “updated” with the time")
    CORRECTION = "correction", _("a mistake is mended: readers see “updated” and a correction")


@transaction.atomic
def publish(
    article: Article,
    revision: Revision,
    *,
    by: User | None = None,
    at: datetime | None = None,
    change: Change = Change.TYPO,
    corrections: list[Correction] | None = None,
    details: dict[str, Any] | None = None,
) -> None:
    """Make a revision what readers see: at once, or from `at` on when that lies ahead.

    The date of the first publication stays; `updated_at` moves only when the substance changed. `corrections`
    are proposals, or new ones, that readers get with it; `details` go into the log.
    Raises StaleVersionError, PermissionDenied, ValidationError in words.
    """
    row = locked(article)
    refuse_stale(article, row)
    if by is not None and not (verdict := policy.may_publish(by, row, revision)):
        raise PermissionDenied(verdict.reason)
    told = telling.prepare(corrections or [], row, by=by)
    bring_to_readers(row, revision, by=by, at=at, change=change, corrections=told, details=details)
    article.refresh_from_db()


def bring_to_readers(
    row: Article,
    revision: Revision,
    *,
    by: User | None,
    at: datetime | None = None,
    change: Change = Change.TYPO,
    corrections: list[Correction] | None = None,
    details: dict[str, Any] | None = None,
) -> None:
    """The publication itself, of a row that the caller holds and has asked the policy about.

    Raises ValidationError, in words, for a photo that readers may not see.
    """
    now = timezone.now()
    before = state_of(row, now)
    is_change = before in HAD_ITS_MOMENT
    former = row.live_revision
    content = contents.of_revision(revision)
    refuse_unshowable(content, max(at or now, now))
    columns = contents.apply_columns(row, content) + mentions.bring_to_readers(row, content)
    had_date = row.publication != Article.Publication.NONE
    row.published_at = at or (row.published_at if had_date and row.published_at else now)
    row.publication = Article.Publication.PUBLISHED
    row.withdrawn_at, row.withdrawal_reason = None, ""
    row.live_revision = revision
    row.scheduled_revision = row.scheduled_at = None
    if row.working_revision_id == revision.pk:
        row.work_state = Article.Work.DONE
    if is_change and change != Change.TYPO:
        row.updated_at = now
    write(row, [*columns, *COLUMNS])
    contents.apply_relations(row, content)
    story_log.record(
        row,
        Kind.CHANGED if is_change else Kind.PUBLISHED,
        by=by,
        revision=revision,
        details=(details or {}) | ({"change": change.value} if is_change else {}),
        publication_changed=True,
    )
    for correction in corrections or []:
        telling.bring_to_readers(correction, row, by=by, former=former)


@transaction.atomic
def unschedule(article: Article, *, by: User | None) -> None:
    """Call off a first publication that has not come yet."""
    row = locked(article)
    refuse_stale(article, row)
    policy.require(by, Action.UNSCHEDULE, row)
    row.publication, row.published_at, row.live_revision = Article.Publication.NONE, None, None
    if row.work_state == Article.Work.DONE:
        row.work_state = Article.Work.READY
    draft = contents.of_revision(row.working_revision) if row.working_revision else None
    columns = name_by_draft(row, draft) if draft and not missing_relations(draft) else []
    write(row, [*columns, *COLUMNS])
    mentions.take_from_readers(row)
    story_log.record(row, Kind.UNSCHEDULED, by=by, revision=row.working_revision, publication_changed=True)
    article.refresh_from_db()


@transaction.atomic
def withdraw(article: Article, *, reason: str, by: User | None = None, internal_note: str = "") -> None:
    """Take the story from readers; its address answers 410 with the reason. The note is for the log alone."""
    row = locked(article)
    refuse_stale(article, row)
    policy.require(by, Action.WITHDRAW, row)
    live = row.live_revision
    row.publication = Article.Publication.WITHDRAWN
    row.withdrawn_at, row.withdrawal_reason = timezone.now(), reason
    row.scheduled_revision = row.scheduled_at = None
    write(row, COLUMNS)
    details = {"internal_note": internal_note} if internal_note else {}
    story_log.record(
        row, Kind.WITHDRAWN, by=by, revision=live, note=reason, details=details, publication_changed=True
    )
    pinning.end_all(row, by=by)
    article.refresh_from_db()


def refuse_stale(article: Article, row: Article) -> None:
    """What the caller looked at is what there is. Raises StaleVersionError."""
    if row.version != article.version:
        raise StaleVersionError(f"story {row.pk}: version {article.version}, in the database {row.version}")


def write(row: Article, columns: list[str]) -> None:
    """Save these columns; every change of what readers see is one more version of the row."""
    row.version = F("version") + 1
    row.save(update_fields=[*columns, "version"])
