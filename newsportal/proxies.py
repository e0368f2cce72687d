"""Who may say X-Forwarded-*: only the proxies that the operator names."""

from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address, ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponse

FORWARDED_HEADERS = (
    "HTTP_FORWARDED",
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_X_FORWARDED_PORT",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_X_REAL_IP",
)


class TrustedProxyMiddleware:
    """Make REMOTE_ADDR the reader's own address, and drop forwarding headers from anyone else.

    Django, DRF and allauth each have a rule of their own for X-Forwarded-For; after this middleware there is
    nothing left for them to disagree about.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        meta = request.META
        if is_trusted(meta.get("REMOTE_ADDR", "")):
            meta["REMOTE_ADDR"] = self._client(meta.get("HTTP_X_FORWARDED_FOR", ""), meta["REMOTE_ADDR"])
            meta.pop("HTTP_X_FORWARDED_FOR", None)
        else:
            for header in FORWARDED_HEADERS:
                meta.pop(header, None)
        return self.get_response(request)

    def _client(self, forwarded_for: str, peer: str) -> str:
        """Walk the chain from the nearest hop back to the first address that is not one of our proxies."""
        client = peer
        for hop in reversed([part.strip() for part in forwarded_for.split(",") if part.strip()]):
            address = _address(hop)
            if address is None:
                break
            client = str(address)
            if not is_trusted(client):
                break
        return client


def is_trusted(text: str) -> bool:
    """Whether the peer of this address is one of the operator's proxies."""
    if not text:
        # A unix socket has no address: its peer is the proxy on this machine, if any is trusted at all.
        return bool(settings.TRUSTED_PROXIES)
    address = _address(text)
    return address is not None and any(address in network for network in settings.TRUSTED_PROXIES)


def _address(text: str) -> IPv4Address | IPv6Address | None:
    """An address as some proxies write it: with a port, in brackets, IPv4 inside IPv6."""
    if text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ip_address(text.partition("]")[0].lstrip("["))
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
