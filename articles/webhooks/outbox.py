"""From the log of stories to what webhooks are to be told, in the transaction that changes the story.

A row for each webhook and a job of the queue, which is in the same database: both appear with the change, or
neither. What readers are to see later is written down for later, and judged again when its moment comes.
"""

import uuid
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from procrastinate.exceptions import AlreadyEnqueued

from articles.models import Article, Correction, StoryEvent, Webhook, WebhookDelivery, WebhookKind
from articles.publication_state import PublicationState, state_of

# Of the queue: a receiver that is slow holds up nothing that the newsroom waits for.
PRIORITY = -5
BY_THE_CLOCK = [WebhookKind.PUBLISHED, WebhookKind.WITHDRAWN]


def listeners() -> list[Webhook]:
    return list(Webhook.objects.filter(is_active=True).only("pk", "events"))


def tell(row: Article, event: StoryEvent, hooks: list[Webhook], *, was_seen: bool) -> None:
    """What this entry of the log means to others; `was_seen` is of before it. The caller holds the row."""
    now = timezone.now()
    is_seen = state_of(row, now) == PublicationState.PUBLISHED
    if event.kind == StoryEvent.Kind.CORRECTION and is_seen:
        write_down(hooks, row, WebhookKind.CORRECTED, max(now, _moment_of_correction(event) or now))
    if event.snapshot is None:
        return
    if is_seen and not was_seen:
        write_down(hooks, row, WebhookKind.PUBLISHED, now)
    elif was_seen and not is_seen:
        write_down(hooks, row, WebhookKind.WITHDRAWN, now)
    elif is_seen and event.kind == StoryEvent.Kind.CHANGED:
        write_down(hooks, row, WebhookKind.UPDATED, now)
    plan(hooks, [row], now)


def plan(hooks: list[Webhook], rows: Iterable[Article], now: datetime) -> None:
    """Write down what the clock will do to these stories, in the place of what was written down before."""
    for row in rows:
        WebhookDelivery.objects.filter(
            webhook__in=hooks,
            article=row,
            kind__in=BY_THE_CLOCK,
            state=WebhookDelivery.State.WAITING,
            attempts=0,
            occurred_at__gt=now,
        ).delete()
        for kind, moment in ahead(row, now):
            write_down(hooks, row, kind, moment)


@transaction.atomic
def plan_everything(hook: Webhook) -> None:
    """For a webhook that is new or was switched on: stories whose moment lies ahead."""
    now = timezone.now()
    later = Q(published_at__gt=now) | Q(embargo_until__gt=now) | Q(expires_at__gt=now)
    rows = Article.objects.filter(later, publication=Article.Publication.PUBLISHED).order_by("pk")
    rows = rows.only("publication", "published_at", "embargo_until", "expires_at")
    # Held, as whoever changes a story holds it.
    plan([hook], rows.select_for_update(), now)


def ahead(row: Article, now: datetime) -> Iterator[tuple[WebhookKind, datetime]]:
    """When readers will begin to see it, and when they will see it no more."""
    if row.publication != Article.Publication.PUBLISHED or row.published_at is None:
        return
    start, end = max(row.published_at, row.embargo_until or row.published_at), row.expires_at
    if end is not None and end <= start:
        return
    if start > now:
        yield WebhookKind.PUBLISHED, start
    if end is not None and end > now:
        yield WebhookKind.WITHDRAWN, end


def write_down(hooks: Iterable[Webhook], row: Article | None, kind: WebhookKind, moment: datetime) -> None:
    """One event, for each webhook that wants its kind."""
    event_id = uuid.uuid4()
    for hook in hooks:
        if kind == WebhookKind.TEST or kind in hook.events:
            delivery = WebhookDelivery.objects.create(
                webhook=hook,
                event_id=event_id,
                kind=kind,
                article=row,
                occurred_at=moment,
                next_attempt_at=moment,
            )
            queue(delivery)


def queue(delivery: WebhookDelivery) -> None:
    """A job for its next attempt, once."""
    from articles.tasks import deliver_webhook

    moment = delivery.next_attempt_at
    assert moment is not None  # noqa: S101 - who waits has one
    job = deliver_webhook.configure(
        schedule_at=moment,
        # Of this moment: one that is sent again does not wait for the job of its next attempt.
        queueing_lock=f"articles.deliver_webhook:{delivery.pk}:{moment.timestamp()}",
        priority=PRIORITY,
    )
    with suppress(AlreadyEnqueued), transaction.atomic():
        job.defer(delivery_id=delivery.pk)


@transaction.atomic
def send_again(delivery: WebhookDelivery) -> None:
    """The same event from its beginning: receivers know it by its number."""
    delivery.state, delivery.attempts = WebhookDelivery.State.WAITING, 0
    delivery.delivered_at, delivery.next_attempt_at = None, timezone.now()
    delivery.save(update_fields=["state", "attempts", "delivered_at", "next_attempt_at"])
    queue(delivery)


def _moment_of_correction(event: StoryEvent) -> datetime | None:
    correction = Correction.objects.filter(pk=event.details.get("correction")).only("published_at").first()
    return correction.published_at if correction else None
