"""Telling readers what was wrong: proposed by anybody who writes, published by an editor.

A proposal has no time. A published correction has one and is never changed again: what is to be said better
is said by another.
"""

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import policy, story_log
from articles.models import Article, Correction, Revision, StoryEvent, User
from articles.policy import Action
from articles.revisions import locked

Kind = StoryEvent.Kind


def action_for(kind: str) -> Action:
    """Taking back a whole story in public is the chief editor's; the rest is an editor's."""
    return Action.RETRACT if kind == Correction.Kind.RETRACTION else Action.CORRECT


def waiting(article: Article) -> list[Correction]:
    """Its proposals, oldest first."""
    rows = Correction.objects.filter(article=article, published_at=None)
    return list(rows.select_related("proposed_by").order_by("pk"))


def planned(article: Article) -> set[int]:
    """Proposals that come with the change which is scheduled: they rest until it comes or is called off."""
    if article.scheduled_at is None:
        return set()
    plan = article.events.filter(kind=Kind.CHANGE_SCHEDULED, revision=article.scheduled_revision_id).first()
    return set(plan.details.get("corrections", [])) if plan else set()


def may_write(user: User, correction: Correction) -> bool:
    """Proposals are mended by who may publish them, and by who made them."""
    if policy.has_right(user, action_for(correction.kind), correction.article):
        return True
    is_own = correction.proposed_by_id == user.pk
    return is_own and bool(policy.has_right(user, Action.PROPOSE_CORRECTION, correction.article))


def _require_may_write(by: User | None, correction: Correction) -> None:
    if by is not None and not may_write(by, correction):
        policy.require_right(by, action_for(correction.kind), correction.article)


@transaction.atomic
def propose(correction: Correction, *, by: User | None) -> None:
    """Keep a correction that readers do not see yet, or mend one that waits.

    Raises ValidationError in words, PermissionDenied.
    """
    row = locked(correction.article)
    policy.require(by, Action.PROPOSE_CORRECTION, row)
    if correction._state.adding:
        _refuse_twin(correction, row)
        correction.proposed_by = by
    else:
        _require_may_write(by, _waiting_alone(correction, row))
    correction.published_at = None
    correction.save()
    story_log.record(row, Kind.CORRECTION_PROPOSED, by=by, note=correction.text, details=_details(correction))


@transaction.atomic
def decline(correction: Correction, *, by: User | None, reason: str) -> None:
    """A proposal that readers never saw goes; the log keeps what it said, and why."""
    if not reason.strip():
        raise ValidationError(_("Say why: who proposed it will read it in the log."))
    row = locked(correction.article)
    kept = _waiting_alone(correction, row)
    _require_may_write(by, kept)
    details = _details(kept) | {"text": kept.text, "proposed_by": kept.proposed_by_id}
    kept.delete()
    story_log.record(row, Kind.CORRECTION_DECLINED, by=by, note=reason.strip(), details=details)


@transaction.atomic
def publish(correction: Correction, *, by: User | None, at: datetime | None = None) -> None:
    """Show a correction at the story that is live, without a new version of its text."""
    row = locked(correction.article)
    policy.require(by, action_for(correction.kind), row)
    if correction._state.adding:
        _refuse_twin(correction, row)
        correction.proposed_by = by
    else:
        policy.require(by, action_for(_waiting_alone(correction, row).kind), row)
    bring_to_readers(correction, row, by=by, former=row.live_revision, at=at)


def correct(
    article: Article,
    *,
    kind: str,
    text: str,
    placement: str = "bottom",
    at: datetime | None = None,
    by: User | None = None,
) -> Correction:
    """Propose and publish in one."""
    correction = Correction(article=article, kind=kind, text=text, placement=placement)
    publish(correction, by=by, at=at)
    return correction


def prepare(corrections: Iterable[Correction], row: Article, *, by: User | None) -> list[Correction]:
    """Those that come with a version, of a row that the caller holds; new ones are kept as proposals.

    The moment is the publication's business, so only the rights are asked here.
    """
    chosen = list(corrections)
    for correction in chosen:
        policy.require_right(by, action_for(correction.kind), row)
    _refuse_unless_waiting([item for item in chosen if not item._state.adding], row)
    for correction in chosen:
        if correction._state.adding:
            correction.article, correction.proposed_by, correction.published_at = row, by, None
            correction.save()
    return chosen


def bring_to_readers(
    correction: Correction,
    row: Article,
    *,
    by: User | None,
    former: Revision | None,
    at: datetime | None = None,
) -> None:
    """The publication itself, of a story whose row the caller holds and has asked the policy about."""
    correction.published_at = at or timezone.now()
    correction.published_by = by
    correction.from_revision, correction.to_revision = former, row.live_revision
    correction.save()
    story_log.record(
        row,
        Kind.CORRECTION,
        by=by,
        revision=row.live_revision,
        note=correction.text,
        details=_details(correction),
    )


def _came_second() -> ValidationError:
    return ValidationError(
        _("Somebody published or declined this correction meanwhile. Open the page again.")
    )


def _refuse_twin(correction: Correction, row: Article) -> None:
    """Pressed twice, a form would tell readers the same thing twice, and that is not taken back."""
    if row.corrections.filter(kind=correction.kind, text=correction.text).exists():
        raise _came_second()


def _refuse_unless_waiting(corrections: Iterable[Correction], row: Article) -> None:
    """Nobody published or declined them since they were looked at."""
    wanted = {correction.pk for correction in corrections}
    if wanted - set(row.corrections.filter(published_at=None).values_list("pk", flat=True)):
        raise _came_second()


def _waiting_alone(correction: Correction, row: Article) -> Correction:
    """The proposal as it is in the database; one that a scheduled change counts on is left to it."""
    _refuse_unless_waiting([correction], row)
    if correction.pk in planned(row):
        raise ValidationError(
            _("This correction comes with the change that is scheduled. Call the change off first.")
        )
    return Correction.objects.get(pk=correction.pk)


def _details(correction: Correction) -> dict[str, object]:
    return {"correction": correction.pk, "kind": correction.kind}
