"""One attempt to tell a webhook what is due, and what follows from how it went."""

import json
import random
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from articles.models import Webhook, WebhookDelivery, WebhookKind
from articles.webhooks import outbox, signing
from articles.webhooks.payload import payload_of
from newsportal.lib import http

State = WebhookDelivery.State
# Seconds until the next attempt: ten seconds, … a day; then it is given up.
PAUSES = [10, 60, 5 * 60, 30 * 60, 2 * 3600, 8 * 3600, 24 * 3600]
# Up to so much longer, so that a receiver that comes back does not meet everything at once.
JITTER = 0.2
DEADLINE = 10.0
# An attempt that has not ended by then died with its worker.
LEASE = timedelta(minutes=1)
PATIENCE = timedelta(days=5)
GONE = 410
KEPT = timedelta(days=30)


def attempt(delivery_id: int) -> None:
    """Safe for two at once, and after a worker that died: a row is due until it is told."""
    now = timezone.now()
    delivery = _taken(delivery_id, now)
    if delivery is None:
        return
    hook = delivery.webhook
    if not hook.is_active:
        _close(delivery, State.GIVEN_UP, error="disabled")
        return
    told = payload_of(delivery, now)
    if told is None:
        _close(delivery, State.DROPPED)
        return
    body = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
    signed = signing.headers(told["id"], now, body, signing.secrets_of(hook, now))
    delivery.payload = told
    try:
        delivery.last_status = http.post(
            hook.url,
            body=body,
            headers={"Content-Type": "application/json", **signed},
            user_agent=settings.USER_AGENT,
            local_hosts=settings.WEBHOOK_LOCAL_HOSTS,
            deadline=DEADLINE,
        )
    except http.FetchError as error:
        _failed(delivery, error, timezone.now())
    else:
        _succeeded(delivery, timezone.now())


def _taken(delivery_id: int, now: datetime) -> WebhookDelivery | None:
    """The row, if it is due and nobody else has it. It is due again when the lease ends."""
    due = WebhookDelivery.objects.filter(pk=delivery_id, state=State.WAITING, next_attempt_at__lte=now)
    if not due.update(next_attempt_at=now + LEASE, attempts=F("attempts") + 1):
        return None
    return WebhookDelivery.objects.select_related("webhook").get(pk=delivery_id)


@transaction.atomic
def _succeeded(delivery: WebhookDelivery, now: datetime) -> None:
    delivery.delivered_at = now
    _close(delivery, State.DELIVERED)
    Webhook.objects.filter(pk=delivery.webhook_id).update(succeeded_at=now, failures=0, failing_since=None)


@transaction.atomic
def _failed(delivery: WebhookDelivery, error: http.FetchError, now: datetime) -> None:
    delivery.last_status = error.status
    delivery.last_detail = error.detail
    hook = Webhook.objects.filter(pk=delivery.webhook_id)
    hook.update(failures=F("failures") + 1, failing_since=Coalesce("failing_since", Value(now)))
    pause = _pause(delivery, error)
    if error.status == GONE:
        hook.update(is_active=False, disabled=Webhook.Disabled.GONE)
    elif hook.filter(failing_since__lte=now - PATIENCE).update(
        is_active=False, disabled=Webhook.Disabled.FAILING
    ):
        pause = None
    if error.status == GONE or pause is None:
        _close(delivery, State.GIVEN_UP, error=error.failure)
        return
    delivery.next_attempt_at = now + pause
    if _write(delivery, error.failure):
        outbox.queue(delivery)


def _pause(delivery: WebhookDelivery, error: http.FetchError) -> timedelta | None:
    """None: no further attempt. A receiver that asks for more time gets it, up to a day."""
    if delivery.kind == WebhookKind.TEST or delivery.attempts > len(PAUSES):
        # Who sends a test looks at what came of it.
        return None
    usual = PAUSES[delivery.attempts - 1] * (1 + JITTER * random.random())  # noqa: S311
    return timedelta(seconds=max(usual, error.retry_after or 0))


def _close(delivery: WebhookDelivery, state: State, *, error: str = "") -> None:
    delivery.state, delivery.next_attempt_at = state, None
    _write(delivery, error)


def _write(delivery: WebhookDelivery, error: str) -> bool:
    """Unless somebody else has taken the row meanwhile: then it is theirs."""
    delivery.last_error = error
    if not error:
        delivery.last_detail = ""
    names = [
        "state",
        "next_attempt_at",
        "payload",
        "last_status",
        "last_error",
        "last_detail",
        "delivered_at",
    ]
    mine = WebhookDelivery.objects.filter(pk=delivery.pk, state=State.WAITING, attempts=delivery.attempts)
    return bool(mine.update(**{name: getattr(delivery, name) for name in names}))


def queue_overdue() -> None:
    """What lost its job: the worker died, or the queue was emptied."""
    late = timezone.now() - LEASE
    rows = WebhookDelivery.objects.filter(state=State.WAITING, next_attempt_at__lt=late)
    for delivery in rows.only("pk", "next_attempt_at").order_by("next_attempt_at")[:500]:
        outbox.queue(delivery)


def forget_old() -> None:
    rows = WebhookDelivery.objects.filter(created_at__lt=timezone.now() - KEPT)
    rows.exclude(state=State.WAITING).delete()
