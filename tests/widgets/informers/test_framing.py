"""The informers may be framed while nothing else may."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.exceptions import NoReverseMatch

FRAMED = {"/embed/rates/", "/embed/weather/"}
FRAMED |= {f"/embed/monotowns/{kind}/" for kind in ("table", "map", "town")}
WITH_PARTS = [
    "/rates/usd/", "/rates/usd/2026-11-23/", "/rates/usd.svg", "/rates/usd/2026-11-23.svg", "/rates/usd.csv",
    "/weather/ridder/", "/weather/ridder/2026-11-23/", "/weather/ridder.svg", "/weather/ridder.json",
    "/embed/oembed/?url=http://127.0.0.1:8000/rates/", "/embed/?kind=weather", "/embed/monotowns/?kind=map", "/embed/rates/x/", "/embed/rates",
    "/embed/rates/?currencies=%00", "/no-such-page/", "/media/photos/k/400.jpg", "/admin/login/?next=/embed/rates/",
]  # fmt: skip


def names(patterns: list[URLPattern | URLResolver], space: str = "") -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from names(pattern.url_patterns, inner)
        elif pattern.name:
            yield space + pattern.name


def addresses() -> Iterator[str]:
    """Every address of the site that needs no part of its own, in both languages."""
    for name in sorted(set(names(get_resolver().url_patterns))):
        try:
            path = reverse(name)
        except NoReverseMatch:
            continue
        yield path
        if not path.startswith(("/admin/", "/accounts/")):
            yield f"/kk{path}"


@pytest.mark.parametrize(
    "address", ["/embed/rates/", "/embed/weather/?cities=ridder", "/kk/embed/rates/?theme=dark"]
)
def test_informers_may_be_framed_by_anybody(observed: None, client: Client, address: str) -> None:
    headers = client.get(address).headers
    assert "frame-ancestors *" in headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in headers


def test_no_other_address_may_be_framed(observed: None, client: Client) -> None:
    walked = [address for address in [*addresses(), *WITH_PARTS] if address.removeprefix("/kk") not in FRAMED]
    assert len(walked) > 60
    for address in walked:
        response = client.get(address)
        assert response.status_code < 500, address
        policy = response.headers.get("Content-Security-Policy", "")
        # Answers of the middleware itself have no policy, and the header.
        assert "frame-ancestors *" not in policy, address
        assert "frame-ancestors 'none'" in policy or response.status_code in {301, 302, 400}, (
            address,
            policy,
        )
        assert response.headers.get("X-Frame-Options", "DENY") == "DENY", address
