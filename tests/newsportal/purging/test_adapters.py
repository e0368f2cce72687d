"""What each cache is told, word for word."""

import json
from typing import Any

import pytest

from newsportal.lib.http import Failure, FetchError
from newsportal.purging.adapters import Cloudflare, Purger, Varnish, configured
from tests.misbehaving import MisbehavingServer, hang, redirect, reset, slow_body, status

pytestmark = pytest.mark.enable_socket
TAGS = [f"articles_article:{number}" for number in range(300)]


def named(name: str, settings: Any) -> Purger:
    settings.PURGE = name
    purger = configured()
    assert purger is not None
    return purger


def test_nobody_is_told_where_nobody_is_named(settings: Any) -> None:
    settings.PURGE = ""
    assert configured() is None


def test_varnish(service: MisbehavingServer, settings: Any) -> None:
    named("varnish", settings).purge(TAGS)
    assert [request.method for request in service.requests] == ["PURGE"] * 3
    told = " ".join(request.headers["xkey-purge"] for request in service.requests)
    assert told.split() == TAGS
    assert all(len(request.headers["xkey-purge"]) < 8000 for request in service.requests)
    named("varnish", settings).purge_everything()
    assert service.requests[-1].headers["xkey-purge"] == "page"


def test_cloudflare(service: MisbehavingServer, settings: Any) -> None:
    named("cloudflare", settings).purge(TAGS)
    assert {(request.method, request.path) for request in service.requests} == {
        ("POST", "/client/v4/zones/zone/purge_cache")
    }
    bodies = [json.loads(request.body)["tags"] for request in service.requests]
    assert [len(body) for body in bodies] == [30] * 10
    assert [tag for body in bodies for tag in body] == TAGS
    assert service.requests[0].headers["authorization"] == "Bearer token"
    named("cloudflare", settings).purge_everything()
    assert json.loads(service.requests[-1].body) == {"purge_everything": True}


def test_fastly(service: MisbehavingServer, settings: Any) -> None:
    named("fastly", settings).purge(TAGS)
    bodies = [json.loads(request.body)["surrogate_keys"] for request in service.requests]
    assert [len(body) for body in bodies] == [256, 44]
    assert {request.path for request in service.requests} == {"/service/zone/purge"}
    assert service.requests[0].headers["fastly-key"] == "token"
    named("fastly", settings).purge_everything()
    assert service.requests[-1].path == "/service/zone/purge_all"


@pytest.mark.parametrize(
    ("behaviour", "failure"),
    [
        (status(403), Failure.STATUS),
        (status(404), Failure.NOT_FOUND),
        (status(429), Failure.TOO_MANY_REQUESTS),
        (status(500), Failure.STATUS),
        (status(503), Failure.UNAVAILABLE),
        (redirect("http://elsewhere.example/"), Failure.REDIRECTED),
        (reset, Failure.RESET),
        (hang, Failure.TIMEOUT),
    ],
)
@pytest.mark.parametrize("kind", [Varnish, Cloudflare])
def test_a_service_that_fails_is_no_success(
    service: MisbehavingServer, kind: type[Purger], behaviour: Any, failure: Failure
) -> None:
    service.play("*", behaviour)
    with pytest.raises(FetchError) as raised:
        kind(service.url, "zone", "token").purge(["articles"])
    assert raised.value.failure == failure


def test_a_body_without_end_holds_nobody_up(service: MisbehavingServer) -> None:
    service.play("*", slow_body(b"{}"))
    Varnish(service.url).purge(["articles"])
    assert service.is_let_go()
