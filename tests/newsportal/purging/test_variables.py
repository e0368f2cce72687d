"""Whoever gives a wrong variable is told which."""

import pytest
from environs import Env, EnvError

from newsportal.purging import variables

NAMES = ("PURGE", "PURGE_URL", "PURGE_ZONE", "PURGE_TOKEN")


def read(monkeypatch: pytest.MonkeyPatch, **given: str) -> dict[str, str]:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    return variables.read(Env())


def test_without_any_nobody_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read(monkeypatch) == dict.fromkeys(NAMES, "")


def test_services_have_addresses_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    cloudflare = read(monkeypatch, PURGE="cloudflare", PURGE_ZONE="z", PURGE_TOKEN="t")
    assert cloudflare["PURGE_URL"] == "https://api.cloudflare.com"
    fastly = read(monkeypatch, PURGE="fastly", PURGE_ZONE="z", PURGE_TOKEN="t")
    assert fastly["PURGE_URL"] == "https://api.fastly.com"
    varnish = read(monkeypatch, PURGE="varnish", PURGE_URL="http://127.0.0.1:6081/")
    assert varnish["PURGE_URL"] == "http://127.0.0.1:6081"


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"PURGE": "akamai"}, "PURGE"),
        ({"PURGE": "varnish"}, "PURGE_URL"),
        ({"PURGE": "varnish", "PURGE_URL": "127.0.0.1:6081"}, "PURGE_URL"),
        ({"PURGE": "varnish", "PURGE_URL": "http://a/b"}, "PURGE_URL"),
        ({"PURGE": "cloudflare", "PURGE_TOKEN": "t"}, "PURGE_ZONE"),
        ({"PURGE": "fastly", "PURGE_ZONE": "z"}, "PURGE_TOKEN"),
        ({"PURGE": "fastly", "PURGE_ZONE": "a/../b", "PURGE_TOKEN": "t"}, "PURGE_ZONE"),
        ({"PURGE": "fastly", "PURGE_ZONE": "z", "PURGE_TOKEN": "t\r\nX: y"}, "PURGE_TOKEN"),
        ({"PURGE_URL": "http://127.0.0.1"}, "PURGE_URL"),
    ],
)
def test_what_is_wrong_is_named(monkeypatch: pytest.MonkeyPatch, given: dict[str, str], named: str) -> None:
    with pytest.raises(EnvError, match=f'"{named}"'):
        read(monkeypatch, **given)
