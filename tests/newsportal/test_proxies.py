"""Who may say X-Forwarded-*, in all the ways proxies write addresses."""

from ipaddress import ip_network
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from newsportal.proxies import TrustedProxyMiddleware


def seen(peer: str, **headers: str) -> HttpRequest:
    """The request as the rest of the site sees it."""
    request = RequestFactory().get("/", REMOTE_ADDR=peer, headers=headers)
    TrustedProxyMiddleware(lambda request: HttpResponse())(request)
    return request


@pytest.fixture(autouse=True)
def trusted(settings: Any) -> None:
    settings.TRUSTED_PROXIES = [ip_network("127.0.0.1"), ip_network("10.0.0.0/8"), ip_network("::1")]


@pytest.mark.parametrize(
    ("chain", "client"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("203.0.113.7, 10.0.0.2", "203.0.113.7"),
        ("6.6.6.6, 203.0.113.7", "203.0.113.7"),
        ("203.0.113.7:5678", "203.0.113.7"),
        ("[2001:db8::1]:443", "2001:db8::1"),
        ("garbage", "127.0.0.1"),
        ("", "127.0.0.1"),
    ],
)
def test_the_nearest_stranger_is_the_reader(chain: str, client: str) -> None:
    assert seen("127.0.0.1", **{"X-Forwarded-For": chain}).META["REMOTE_ADDR"] == client


def test_ipv4_inside_ipv6_is_the_same_proxy() -> None:
    assert seen("::ffff:127.0.0.1", **{"X-Forwarded-For": "203.0.113.7"}).META["REMOTE_ADDR"] == "203.0.113.7"


def test_a_stranger_is_not_believed() -> None:
    request = seen(
        "203.0.113.9",
        **{"X-Forwarded-For": "10.0.0.1", "X-Forwarded-Proto": "https", "X-Forwarded-Host": "e"},
    )
    assert request.META["REMOTE_ADDR"] == "203.0.113.9"
    assert not request.is_secure()
    assert "HTTP_X_FORWARDED_HOST" not in request.META


def test_a_proxy_says_whether_the_reader_came_by_https() -> None:
    assert seen("127.0.0.1", **{"X-Forwarded-Proto": "https"}).is_secure()
    assert not seen("127.0.0.1", **{"X-Forwarded-Proto": "http"}).is_secure()
