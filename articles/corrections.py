"""Telling readers what was wrong: proposed by anybody who writes, published by an editor."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from articles import policy, story_log
from articles.models import Article, Correction, Revision, StoryEvent, User
from articles.policy import Action
from articles.revisions import locked


def action_for(kind: str) -> Action:
    """Taking back a whole story in public is the chief editor's; the rest is an editor's."""
    return Action.RETRACT if kind == Correction.Kind.RETRACTION else Action.CORRECT


@transaction.atomic
def propose(correction: Correction, *, by: User | None) -> None:
    """Keep a correction that readers do not see yet."""
    policy.require(by, Action.PROPOSE_CORRECTION, correction.article)
    correction.published_at, correction.proposed_by = None, by
    correction.save()


@transaction.atomic
def publish(correction: Correction, *, by: User | None, at: datetime | None = None) -> None:
    """Show a correction at the story that is live, without a new version of its text."""
    row = locked(correction.article)
    policy.require(by, action_for(correction.kind), row)
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
    correction = Correction(article=article, kind=kind, text=text, placement=placement, proposed_by=by)
    publish(correction, by=by, at=at)
    return correction


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
        StoryEvent.Kind.CORRECTION,
        by=by,
        revision=row.live_revision,
        note=correction.text,
        details={"correction": correction.pk, "kind": correction.kind},
    )
