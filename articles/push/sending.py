"""One message to one browser: sealed with its own keys, through the push service of its maker."""

import json
import logging
import time
from enum import Enum, auto
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from articles.models import Article, PushSubscription
from newsportal.lib.http import FetchError, post
from newsportal.lib.meta import absolute

log = logging.getLogger(__name__)
# News of yesterday wakes nobody up.
LIVES_FOR = 6 * 3600
SIGNED_FOR = 12 * 3600
DEADLINE = 8.0
MAX_LEAD = 300
GONE = frozenset({404, 410})
# Tests have a push service of their own.
LOCAL_HOSTS: frozenset[str] = frozenset()


class Outcome(Enum):
    SENT = auto()
    # The browser takes no more messages: it has unsubscribed, or is no more.
    GONE = auto()
    FAILED = auto()


def message(article: Article) -> bytes:
    """What the service worker of an app shows; far below the 4 KB that push services take."""
    told = {
        "id": article.pk,
        "language": article.language,
        "title": article.card_title,
        "lead": article.lead[:MAX_LEAD],
        "url": absolute(article.url),
    }
    return json.dumps(told, ensure_ascii=False).encode()


def send(subscription: PushSubscription, body: bytes, *, topic: str) -> Outcome:
    """Asks no database: many are sent side by side. `topic` replaces a message that was not delivered yet."""
    try:
        sealed = _sealed(subscription, body)
    except ValueError:
        # Keys of no curve: nothing could ever be read with them.
        return Outcome.GONE
    headers = {
        "Content-Type": "application/octet-stream",
        "Content-Encoding": "aes128gcm",
        "TTL": str(LIVES_FOR),
        "Topic": topic,
        **_signature(subscription.endpoint),
    }
    try:
        post(
            subscription.endpoint,
            body=sealed,
            headers=headers,
            user_agent=settings.USER_AGENT,
            local_hosts=LOCAL_HOSTS,
            deadline=DEADLINE,
        )
    except FetchError as error:
        if error.status in GONE:
            return Outcome.GONE
        # Only the service: the rest of the address is the reader's.
        log.warning("push by %s failed: %s", urlsplit(subscription.endpoint).hostname, error.failure)
        return Outcome.FAILED
    return Outcome.SENT


def _sealed(subscription: PushSubscription, body: bytes) -> bytes:
    """RFC 8291. Raises ValueError."""
    from pywebpush import WebPusher, WebPushException

    keys = {"p256dh": subscription.p256dh, "auth": subscription.auth}
    try:
        pusher = WebPusher({"endpoint": subscription.endpoint, "keys": keys})
        sealed: bytes = pusher.encode(body, content_encoding="aes128gcm")["body"]
    except WebPushException as error:
        raise ValueError(str(error)) from None
    return sealed


def _signature(endpoint: str) -> dict[str, str]:
    """RFC 8292: who sends, for the push service."""
    from py_vapid import Vapid

    parts = urlsplit(endpoint)
    claims = {
        "aud": f"{parts.scheme}://{parts.netloc}",
        "sub": f"mailto:{settings.CONTACT_EMAIL}",
        # A day is the most that services take, by clocks of their own.
        "exp": int(time.time()) + SIGNED_FOR,
    }
    signed: dict[str, Any] = Vapid.from_string(settings.VAPID_PRIVATE_KEY).sign(claims)
    return {name: str(value) for name, value in signed.items()}
