"""The log of stories: writing it, and reading from it what readers saw at any moment of the past."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypedDict, cast

from django.utils import timezone
from django.utils.dateparse import parse_datetime

from articles import content as contents
from articles.models import Article, Revision, StoryEvent, User
from articles.publication_state import PublicationState, state_of
from articles.webhooks import outbox

Kind = StoryEvent.Kind
SEEN = PublicationState.PUBLISHED


class Snapshot(TypedDict):
    """The columns that decide on visibility; moments in ISO 8601."""

    publication: str
    published_at: str | None
    embargo_until: str | None
    expires_at: str | None
    withdrawn_at: str | None
    withdrawal_reason: str
    revision: int | None


MOMENTS = ("published_at", "embargo_until", "expires_at", "withdrawn_at")


def snapshot(article: Article) -> Snapshot:
    moments = {name: getattr(article, name) for name in MOMENTS}
    return Snapshot(
        publication=article.publication,
        withdrawal_reason=article.withdrawal_reason,
        revision=article.live_revision_id,
        **{name: moment.isoformat() if moment else None for name, moment in moments.items()},  # type: ignore[typeddict-item]
    )


def record(
    article: Article,
    kind: StoryEvent.Kind,
    *,
    by: User | None,
    revision: Revision | None = None,
    note: str = "",
    details: dict[str, Any] | None = None,
    publication_changed: bool = False,
    at: datetime | None = None,
) -> StoryEvent:
    """One entry, in the transaction of what it tells. With `publication_changed`, visibility as it is now.

    From here, and from nowhere else, webhooks learn of it.
    """
    hooks = outbox.listeners() if publication_changed or kind == Kind.CORRECTION else []
    was_seen = bool(hooks) and _state_at(_newest(article, timezone.now()), timezone.now()) == SEEN
    event = StoryEvent(
        article=article,
        kind=kind,
        by=by,
        revision=revision,
        note=note,
        details=details or {},
        snapshot=snapshot(article) if publication_changed else None,
        text_hash=contents.text_hash(contents.of_revision(revision)) if revision else "",
    )
    if at is not None:
        event.at = at
    event.save(force_insert=True)
    if hooks:
        outbox.tell(article, event, hooks, was_seen=was_seen)
    return event


@dataclass(frozen=True)
class Seen:
    """What stood at the address of a story at a moment; `revision` is what readers read, when they did."""

    moment: datetime
    state: PublicationState
    revision: Revision | None
    withdrawal_reason: str = ""
    # The entry from which this is known; None before the first one.
    event: StoryEvent | None = None


def seen_at(article: Article, moment: datetime) -> Seen:
    """By the last entry before the moment, judged by the rule that decides today."""
    event = _newest(article, moment)
    if event is None:
        return Seen(moment, PublicationState.NONE, None)
    kept = cast("Snapshot", event.snapshot)
    state = _state_at(event, moment)
    return Seen(
        moment=moment,
        state=state,
        revision=article.revisions.filter(pk=kept["revision"] or 0).first() if state == SEEN else None,
        withdrawal_reason=kept["withdrawal_reason"],
        event=event,
    )


def _newest(article: Article, moment: datetime) -> StoryEvent | None:
    """The last entry before the moment that says who could see the story."""
    entries = article.events.filter(snapshot__isnull=False, at__lte=moment)
    return entries.select_related("by").order_by("-at", "-pk").first()


def _state_at(event: StoryEvent | None, moment: datetime) -> PublicationState:
    if event is None:
        return PublicationState.NONE
    kept = cast("Snapshot", event.snapshot)
    then = Article(publication=kept["publication"])
    for name in MOMENTS:
        setattr(then, name, parse_datetime(kept[name] or "") if kept[name] else None)  # type: ignore[literal-required]
    return state_of(then, moment)
