"""Until when readers see nothing of a story, and from when they see it no more."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import policy, story_log
from articles.models import Article, StoryEvent, User
from articles.policy import Action
from articles.publication_state import PublicationState, state_of
from articles.publishing import refuse_stale, write
from articles.revisions import locked

Kind = StoryEvent.Kind


def embargo_action(row: Article, until: datetime | None, now: datetime) -> Action:
    """Which right it takes: letting readers in earlier, or taking a story from them, is more than setting."""
    current = row.embargo_until
    if current is not None and current > now and (until is None or until < current):
        return Action.LIFT_EMBARGO
    return Action.LIFT_EMBARGO if state_of(row, now) == PublicationState.PUBLISHED else Action.SET_EMBARGO


@transaction.atomic
def set_embargo(article: Article, until: datetime | None, *, by: User | None, reason: str = "") -> None:
    """Set, move or lift the embargo. Raises ValidationError in words, PermissionDenied, StaleVersionError."""
    now = timezone.now()
    row = locked(article)
    refuse_stale(article, row)
    action = embargo_action(row, until, now)
    policy.require(by, action, row)
    if until is not None and until <= now:
        raise ValidationError(_("This time has passed. To lift the embargo leave the time empty."))
    is_lifted = action == Action.LIFT_EMBARGO and state_of(row, now) != PublicationState.PUBLISHED
    if is_lifted and not reason.strip():
        raise ValidationError(_("Say why readers may see it earlier: the log keeps the reason."))
    row.embargo_until = until
    write(row, ["embargo_until"])
    story_log.record(
        row,
        Kind.EMBARGO_LIFTED if is_lifted else Kind.EMBARGO,
        by=by,
        note=reason.strip(),
        details={"until": until.isoformat() if until else None},
        publication_changed=True,
    )
    article.refresh_from_db()


@transaction.atomic
def set_expiry(article: Article, at: datetime | None, *, by: User | None) -> None:
    """From `at` on readers see the story no more; None lets it stand."""
    row = locked(article)
    refuse_stale(article, row)
    policy.require(by, Action.SET_EXPIRY, row)
    if at is not None and (at <= timezone.now() or (row.published_at and at <= row.published_at)):
        raise ValidationError(_("The term must end later than now, and later than the publication."))
    row.expires_at = at
    write(row, ["expires_at"])
    story_log.record(
        row,
        Kind.EXPIRY,
        by=by,
        details={"at": at.isoformat() if at else None},
        publication_changed=True,
    )
    article.refresh_from_db()
