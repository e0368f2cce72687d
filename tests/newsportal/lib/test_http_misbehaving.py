"""The one way out against servers that misbehave: each call ends in time, in little memory, with one exception."""

import gzip
import ssl
import threading
import time
import tracemalloc
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.utils import timezone

from newsportal.lib.http import Failure, FetchError, fetch
from tests import misbehaving
from tests.misbehaving import MisbehavingServer, misbehaving_server, refusing_address, silent_address

DEADLINE = 0.7
# For a busy machine.
GRACE = 0.5
BODY = "<rates><item>Қазақстан</item></rates>".encode()
EVERY_PATH = misbehaving.on_every_path(BODY, misbehaving.XML)

EXPECTED = {
    "reset": Failure.RESET,
    "closed": Failure.RESET,
    "hang": Failure.TIMEOUT,
    "slow headers": Failure.TIMEOUT,
    "slow body": Failure.TIMEOUT,
    "endless informing": Failure.TIMEOUT,
    "endless headers": Failure.BROKEN,
    "500": Failure.STATUS,
    "503 with Retry-After": Failure.UNAVAILABLE,
    "429": Failure.TOO_MANY_REQUESTS,
    "404": Failure.NOT_FOUND,
    "redirect to another host": Failure.REDIRECTED,
    "redirect loop": Failure.REDIRECTED,
    "wrong type": Failure.WRONG_TYPE,
    "HTML with 200": Failure.WRONG_TYPE,
    "brackets in brackets": Failure.WRONG_TYPE,
    "truncated": Failure.BROKEN,
    "100 MB": Failure.TOO_LARGE,
    "100 MB, announced": Failure.TOO_LARGE,
    "gzip bomb": Failure.TOO_LARGE,
    "gzip of nothing": Failure.TOO_LARGE,
    "garbage for a head": Failure.BROKEN,
}
# Good answers as far as HTTP goes: whoever reads them must notice.
FOR_THE_READER = {
    "HTML that says it is data",
    "silently truncated",
    "empty",
    "entity bomb",
    "outside entity",
    "wrong encoding",
    "random bytes",
}


@pytest.fixture
def server() -> Iterator[MisbehavingServer]:
    with misbehaving_server() as server:
        yield server


def ask(url: str, base: str = "") -> FetchError:
    """The one exception, in time."""
    began = time.monotonic()
    with pytest.raises(FetchError) as caught:
        fetch(url, base=base or url, user_agent="test", accept=["text/xml"], deadline=DEADLINE)
    assert time.monotonic() - began < DEADLINE + GRACE
    return caught.value


def play(server: MisbehavingServer, name: str) -> FetchError:
    server.play("*", EVERY_PATH[name])
    return ask(server.url)


def test_every_misbehaviour_is_expected() -> None:
    assert EXPECTED.keys() | FOR_THE_READER == EVERY_PATH.keys()
    assert len(EVERY_PATH) >= 18


@pytest.mark.parametrize("name", EXPECTED)
def test_it_ends_in_time_with_its_reason_and_lets_go(server: MisbehavingServer, name: str) -> None:
    before = set(threading.enumerate())
    caught = play(server, name)
    assert caught.failure == EXPECTED[name], caught.detail
    assert len(caught.detail) <= 200
    assert server.is_let_go()
    ours = {thread for thread in set(threading.enumerate()) - before if "_serve" not in thread.name}
    assert ours == set()


@pytest.mark.parametrize("name", sorted(FOR_THE_READER))
def test_what_only_a_reader_can_notice_is_passed_on_as_it_came(server: MisbehavingServer, name: str) -> None:
    server.play("*", EVERY_PATH[name])
    answer = fetch(server.url, base=server.url, user_agent="test", accept=["text/xml"], deadline=DEADLINE)
    assert len(answer.body) < 10_000


@pytest.mark.parametrize(
    "name", ["100 MB", "100 MB, announced", "gzip bomb", "gzip of nothing", "endless headers"]
)
def test_however_much_is_sent_little_is_kept(server: MisbehavingServer, name: str) -> None:
    server.play("*", EVERY_PATH[name])
    tracemalloc.start()
    try:
        ask(server.url)
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 8_000_000


def test_refused() -> None:
    with refusing_address() as address:
        assert ask(address).failure == Failure.REFUSED


def test_a_handshake_that_is_never_answered() -> None:
    with silent_address() as address:
        assert ask(address).failure == Failure.TIMEOUT


def test_a_certificate_that_nobody_vouches_for(tmp_path: Path) -> None:
    with misbehaving_server(own_certificate(tmp_path)) as server:
        server.play("*", misbehaving.good(BODY))
        assert ask(server.url).failure == Failure.TLS
        assert server.requests == []


def test_plain_http_where_https_is_expected(server: MisbehavingServer) -> None:
    assert ask(server.url.replace("http:", "https:")).failure in {Failure.TLS, Failure.TIMEOUT, Failure.RESET}


def test_rubbish_after_the_end_of_a_packed_answer_is_not_kept(server: MisbehavingServer) -> None:
    server.play("*", misbehaving.packed(gzip.compress(BODY) + b"x" * 2_000_000))
    assert ask(server.url).failure == Failure.TOO_LARGE


@pytest.mark.parametrize(
    ("body", "encoding"),
    [
        (gzip.compress(BODY)[:-9], "gzip"),
        (b"not packed at all", "gzip"),
        (gzip.compress(gzip.compress(BODY)), "gzip, gzip"),
        (BODY, "br"),
    ],
    # A packed body holds the time at which it was packed, and no two workers would name it alike.
    ids=["cut short", "not packed", "packed twice", "another packing"],
)
def test_badly_packed(server: MisbehavingServer, body: bytes, encoding: str) -> None:
    server.play("*", misbehaving.packed(body, encoding=encoding))
    assert ask(server.url).failure == Failure.BROKEN


def own_certificate(directory: Path) -> ssl.SSLContext:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = timezone.now()
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    path = directory / "own.pem"
    path.write_bytes(
        certificate.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return context
