"""Names and addresses: what is checked is what is connected to, and nobody waits for a resolver."""

import socket
import threading
import time
from collections.abc import Iterator
from ipaddress import ip_address
from typing import Any

import pytest

from newsportal.lib.connections import is_public, may_be_asked
from newsportal.lib.http import Failure, FetchError, fetch
from tests.misbehaving import MisbehavingServer, good, misbehaving_server


@pytest.fixture
def server() -> Iterator[MisbehavingServer]:
    with misbehaving_server() as server:
        server.play("*", good(b"<rates/>"))
        yield server


class Names:
    """Stands for the system's resolver: each question takes the next answer, and is counted."""

    def __init__(self, *answers: list[str]) -> None:
        self.answers = list(answers)
        self.asked: list[str] = []

    def __call__(self, host: str, port: int, *_args: Any, **_options: Any) -> list[Any]:
        if host[0].isdigit() or ":" in host:
            family = socket.AF_INET6 if ":" in host else socket.AF_INET
            return [(family, socket.SOCK_STREAM, 6, "", (host, port))]
        self.asked.append(host)
        found = self.answers.pop(0)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, port)) for each in found]


def ask(host: str, server: MisbehavingServer, deadline: float = 1.0) -> bytes:
    base = f"http://{host}:{server.port}"
    return fetch(f"{base}/data", base=base, user_agent="test", deadline=deadline, attempts=1).body


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "::1",
        "fe80::1",
        "fd00::1",
    ],
)
def test_a_public_name_that_leads_inside_is_refused(
    server: MisbehavingServer, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", Names([address]))
    with pytest.raises(FetchError) as caught:
        ask("bank.example", server)
    assert caught.value.failure == Failure.FORBIDDEN_ADDRESS
    assert server.requests == []


def test_a_name_is_asked_once_and_its_address_kept(
    server: MisbehavingServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = Names(["127.0.0.1"], ["127.0.0.2"])
    monkeypatch.setattr(socket, "getaddrinfo", names)
    assert ask("mirror.internal", server) == b"<rates/>"
    assert names.asked == ["mirror.internal"]
    assert server.requests[0].headers["host"] == f"mirror.internal:{server.port}"


def test_a_dead_address_leaves_time_for_the_next(
    server: MisbehavingServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", Names(["::1", "127.0.0.1"]))
    assert ask("mirror.internal", server) == b"<rates/>"


def test_nobody_waits_for_a_resolver(server: MisbehavingServer, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = threading.Event()

    def slow(*_args: Any, **_options: Any) -> list[Any]:
        gone.wait(5)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", slow)
    began = time.monotonic()
    with pytest.raises(FetchError) as caught:
        ask("bank.example", server, deadline=0.4)
    assert caught.value.failure == Failure.TIMEOUT
    assert time.monotonic() - began < 0.8
    gone.set()


@pytest.mark.parametrize("host", ["no-such-name.invalid", "a..b", "x" * 70 + ".example"])
def test_no_such_name(server: MisbehavingServer, monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    def unknown(*_args: Any, **_options: Any) -> list[Any]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    if host.endswith(".invalid"):
        monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(FetchError) as caught:
        ask(host, server)
    assert caught.value.failure in {Failure.NAME, Failure.FORBIDDEN_ADDRESS}


@pytest.mark.parametrize(
    ("host", "address", "may"),
    [
        ("nationalbank.kz", "195.12.113.10", True),
        ("nationalbank.kz", "10.0.0.5", False),
        ("10.0.0.5", "10.0.0.5", True),
        ("169.254.169.254", "169.254.169.254", True),
        ("mirror.internal", "10.0.0.5", True),
        ("mirror", "172.17.0.2", True),
        ("localhost", "127.0.0.1", True),
        ("localhost", "::1", True),
        ("mirror.internal", "169.254.169.254", False),
        ("mirror.internal", "224.0.0.1", False),
        ("localhost.example.com", "127.0.0.1", False),
    ],
)
def test_inside_is_asked_where_the_operator_names_it(host: str, address: str, may: bool) -> None:
    assert may_be_asked(host, ip_address(address)) is may


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("2a00:1450:4001::1", True),
        ("::ffff:10.0.0.1", False),
        ("::ffff:8.8.8.8", True),
        ("64:ff9b::a00:1", False),
        ("64:ff9b::808:808", True),
        ("2002:a00:1::1", False),
        ("2001:0:a00:1::1", False),
        ("255.255.255.255", False),
        ("224.0.0.1", False),
        ("192.0.2.1", False),
    ],
)
def test_ipv4_inside_ipv6_is_seen(address: str, public: bool) -> None:
    assert is_public(ip_address(address)) is public
