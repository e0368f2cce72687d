"""Telling another site: what goes out, where it will not go, and that it ends in time whatever comes back."""

import socket
import time
from collections.abc import Iterator
from typing import Any

import pytest

from newsportal.lib.http import Failure, FetchError, post
from tests import misbehaving
from tests.misbehaving import MisbehavingServer, good, misbehaving_server, redirect, status

AGENT = "newsportal/1.0 (+https://news.example)"
DEADLINE = 0.7
# For a busy machine.
GRACE = 0.6


@pytest.fixture
def server() -> Iterator[MisbehavingServer]:
    with misbehaving_server() as server:
        yield server


def tell(url: str, *, local_hosts: tuple[str, ...] = ("127.0.0.1",), **options: Any) -> int:
    given: dict[str, Any] = {"body": b'{"a":1}', "headers": {"X-Number": "7"}, "deadline": DEADLINE} | options
    return post(url, user_agent=AGENT, local_hosts=local_hosts, **given)


def failure(url: str, **options: Any) -> FetchError:
    began = time.monotonic()
    with pytest.raises(FetchError) as caught:
        tell(url, **options)
    assert time.monotonic() - began < DEADLINE + GRACE
    return caught.value


def test_the_body_goes_out_as_it_is_and_says_who_sends(server: MisbehavingServer) -> None:
    server.play("/hook", good(b"", code=204))
    assert tell(server.url + "/hook?key=1", headers={"Content-Type": "application/json"}) == 204
    [request] = server.requests
    assert (request.method, request.body) == ("POST", b'{"a":1}')
    assert request.headers["user-agent"] == AGENT
    assert request.headers["content-type"] == "application/json"
    assert request.query == {"key": "1"}


def test_it_is_sent_once(server: MisbehavingServer) -> None:
    server.play("/hook", status(500))
    assert failure(server.url + "/hook").status == 500
    assert len(server.requests) == 1


@pytest.mark.parametrize("code", [301, 302, 303, 307, 308])
def test_no_redirect_is_followed(server: MisbehavingServer, code: int) -> None:
    server.play("/hook", status(code, Location="/elsewhere"))
    caught = failure(server.url + "/hook")
    assert (caught.failure, caught.status) == (Failure.REDIRECTED, code)
    assert [request.path for request in server.requests] == ["/hook"]


def test_how_long_to_wait_is_passed_on(server: MisbehavingServer) -> None:
    server.play("/hook", status(429, Retry_After="999999"))
    caught = failure(server.url + "/hook")
    assert (caught.status, caught.retry_after) == (429, 86_400)


@pytest.mark.parametrize(
    "name",
    ["reset", "closed", "hang", "slow headers", "endless informing", "endless headers", "garbage for a head"],
)
def test_it_ends_in_time_and_lets_go(server: MisbehavingServer, name: str) -> None:
    server.play("*", misbehaving.on_every_path(b"x", misbehaving.JSON)[name])
    failure(server.url)
    assert server.is_let_go()


@pytest.mark.parametrize("name", ["100 MB", "100 MB, announced", "gzip bomb", "slow body"])
def test_nothing_of_what_is_answered_is_read(server: MisbehavingServer, name: str) -> None:
    """A receiver has taken it when it says so; what else it says is no business of ours."""
    server.play("*", misbehaving.on_every_path(b"x", misbehaving.JSON)[name])
    began = time.monotonic()
    assert tell(server.url) == 200
    assert time.monotonic() - began < DEADLINE
    assert server.is_let_go()


@pytest.mark.parametrize(
    "url",
    [
        "https://127.0.0.1:{port}/",
        "https://[::1]:{port}/",
        "https://localhost:{port}/",
        "https://2130706433:{port}/",
        "https://127.1:{port}/",
        "https://[::ffff:127.0.0.1]:{port}/",
        "https://169.254.169.254/latest/meta-data/",
        "https://10.0.0.1/",
        "https://[fd00::1]/",
    ],
)
def test_a_private_address_is_refused_however_it_is_written(server: MisbehavingServer, url: str) -> None:
    caught = failure(url.format(port=server.port), local_hosts=())
    assert caught.failure in {Failure.FORBIDDEN_ADDRESS, Failure.NAME}
    assert server.requests == []
    assert server.connections == 0


def test_a_public_name_that_leads_home_is_refused(
    server: MisbehavingServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def led_home(*_asked: object, **_options: object) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", server.port))]

    monkeypatch.setattr(socket, "getaddrinfo", led_home)
    caught = failure(f"https://hooks.example:{server.port}/", local_hosts=())
    assert caught.failure == Failure.FORBIDDEN_ADDRESS
    assert server.connections == 0


def test_where_clouds_keep_their_keys_nobody_may_lead() -> None:
    caught = failure("http://169.254.169.254/", local_hosts=("169.254.169.254",))
    assert caught.failure == Failure.FORBIDDEN_ADDRESS


@pytest.mark.parametrize(
    "url",
    [
        "http://hooks.example/",
        "ftp://127.0.0.1/",
        "https://user:secret@hooks.example/",
        "https://",
        "hooks.example",
        "https://[::1/",
    ],
)
def test_what_is_no_https_address_is_refused(url: str) -> None:
    caught = failure(url)
    assert caught.failure == Failure.FORBIDDEN_ADDRESS
    assert "secret" not in caught.detail


def test_a_redirect_of_a_good_answer_is_none(server: MisbehavingServer) -> None:
    server.play("/hook", redirect(server.url + "/hook"))
    assert failure(server.url + "/hook").failure == Failure.REDIRECTED
