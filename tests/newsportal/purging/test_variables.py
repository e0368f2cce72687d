"""Whoever gives a wrong variable is told which."""

import pytest
from environs import EnvError

from newsportal.purging.variables import purge_url

NOTHING = {"url": "", "zone": "", "token": ""}


def test_without_any_nobody_is_told() -> None:
    assert purge_url("", **NOTHING) == ""


def test_services_have_addresses_of_their_own() -> None:
    named = NOTHING | {"zone": "z", "token": "t"}
    assert purge_url("cloudflare", **named) == "https://api.cloudflare.com"
    assert purge_url("fastly", **named) == "https://api.fastly.com"
    assert purge_url("varnish", **NOTHING | {"url": "http://127.0.0.1:6081/"}) == "http://127.0.0.1:6081"


@pytest.mark.parametrize(
    ("kind", "given", "named"),
    [
        ("akamai", {}, "PURGE"),
        ("varnish", {}, "PURGE_URL"),
        ("varnish", {"url": "127.0.0.1:6081"}, "PURGE_URL"),
        ("varnish", {"url": "http://a/b"}, "PURGE_URL"),
        ("cloudflare", {"token": "t"}, "PURGE_ZONE"),
        ("fastly", {"zone": "z"}, "PURGE_TOKEN"),
        ("fastly", {"zone": "a/../b", "token": "t"}, "PURGE_ZONE"),
        ("fastly", {"zone": "z", "token": "t\r\nX: y"}, "PURGE_TOKEN"),
        ("", {"url": "http://127.0.0.1"}, "PURGE_URL"),
    ],
)
def test_what_is_wrong_is_named(kind: str, given: dict[str, str], named: str) -> None:
    with pytest.raises(EnvError, match=f'"{named}"'):
        purge_url(kind, **NOTHING | given)
