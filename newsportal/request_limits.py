"""How often one client may ask the API, counted by all web processes together.

An address is generous: a mobile operator puts thousands of phones behind one.
"""

import hashlib
import time
from dataclasses import dataclass
from ipaddress import IPv6Address, IPv6Network, ip_address
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

if TYPE_CHECKING:
    from rest_framework.views import APIView

WINDOW = 60
"""Seconds in which requests are counted."""

COUNT = """
INSERT INTO newsportal_request_count AS kept (who, times, until)
VALUES (%s, 1, to_timestamp(%s))
ON CONFLICT (who) DO UPDATE SET times = CASE WHEN kept.until = excluded.until THEN kept.times + 1 ELSE 1 END,
    until = excluded.until
RETURNING times
"""


@dataclass(frozen=True)
class Standing:
    """Where a client stands within its limit; `reset` is in seconds."""

    limit: int
    remaining: int
    reset: int

    def headers(self) -> dict[str, str]:
        return {
            "RateLimit-Limit": str(self.limit),
            "RateLimit-Remaining": str(max(0, self.remaining)),
            "RateLimit-Reset": str(self.reset),
        }


def count(who: str, limit: int) -> Standing:
    """Counts one request. A client that was refused is counted on, and no further than a number holds."""
    now = time.time()
    until = (int(now) // WINDOW + 1) * WINDOW
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [who, until])
        times = cursor.fetchone()[0]
    return Standing(limit, limit - times, max(1, round(until - now)))


class RequestLimit(BaseThrottle):
    """Per key where one is shown, per address otherwise."""

    standing: Standing

    def allow_request(self, request: Request, view: "APIView") -> bool:
        if request.auth is not None:
            who, limit = f"key:{request.auth.pk}", settings.API_REQUESTS_OF_KEY
        else:
            # What is kept for a minute does not tell whose it is.
            address = hashlib.sha256(f"{settings.SECRET_KEY}|{_household(request)}".encode())
            who, limit = f"address:{address.hexdigest()}", settings.API_REQUESTS_OF_ADDRESS
        self.standing = count(who, limit)
        request._standing = self.standing  # type: ignore[attr-defined]
        return self.standing.remaining >= 0

    def wait(self) -> float:
        return float(self.standing.reset)


def _household(request: Request) -> str:
    """An IPv4 address, or the /64 of an IPv6 one: whoever has one of those has all of them."""
    address = ip_address(str(request.META["REMOTE_ADDR"]))
    return str(IPv6Network((address, 64), strict=False)) if isinstance(address, IPv6Address) else str(address)


def forget_old() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM newsportal_request_count WHERE until < now() - interval '5 minutes'")
