"""The signature of Standard Webhooks, version 1: https://www.standardwebhooks.com."""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from articles.models import Webhook

PREFIX = "whsec_"
SECRET_BYTES = 32
# For how long the former secret signs along.
OVERLAP = timedelta(hours=24)


def new_secret() -> str:
    return PREFIX + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


def renew(hook: Webhook, now: datetime) -> None:
    """A new secret; the former one signs along for a day."""
    hook.former_secret, hook.former_until = hook.secret, now + OVERLAP
    hook.secret = new_secret()
    hook.save(update_fields=["secret", "former_secret", "former_until"])


def secrets_of(hook: Webhook, now: datetime) -> list[str]:
    """The newest first."""
    is_known_still = hook.former_until is not None and hook.former_until > now
    return [hook.secret, hook.former_secret] if is_known_still else [hook.secret]


def headers(event_id: str, moment: datetime, body: bytes, keys: Iterable[str]) -> dict[str, str]:
    """What goes with the body. The time is that of the attempt: receivers refuse what is old."""
    timestamp = str(int(moment.timestamp()))
    return {
        "Webhook-Id": event_id,
        "Webhook-Timestamp": timestamp,
        "Webhook-Signature": " ".join(_signature(event_id, timestamp, body, key) for key in keys),
    }


def _signature(event_id: str, timestamp: str, body: bytes, key: str) -> str:
    signed = b".".join([event_id.encode(), timestamp.encode(), body])
    digest = hmac.new(base64.b64decode(key.removeprefix(PREFIX)), signed, hashlib.sha256).digest()
    return "v1," + base64.b64encode(digest).decode()
