"""Fifty megabytes sent to the production server, at every address that takes a body: refused, and not kept."""

import json
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

import pytest

from articles import ingest
from tests.newsportal.page_cache.running_site import RunningSite
from tests.newsportal.running_demo import MANAGE

MEGABYTE = 1024 * 1024
SIZE = 50 * MEGABYTE
AT_ONCE = 4
MORE_MEMORY = 100 * MEGABYTE
"""What all processes of the server may take on; four bodies in memory would be twice that."""
BLOCK = b"a" * 65_536
BOUNDARY = "xxboundaryxx"
MAKE_KEY = """
from articles import api_keys
from articles.models import KeyScope, User
from articles.roles import Role
from django.contrib.auth.models import Group
user = User.objects.create(username="large", is_staff=True)
user.groups.add(Group.objects.get(name=Role.CHIEF_EDITOR))
print("KEY", api_keys.make(owner=user, name="x", scopes=list(KeyScope), by=user)[1])
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSite]:
    running = RunningSite(tmp_path_factory.mktemp("large"), stories=1)
    yield running
    running.stop()


@pytest.fixture(scope="module")
def key(site: RunningSite) -> str:
    command = [sys.executable, str(MANAGE), "shell", "--no-imports", "-c", MAKE_KEY]
    told = subprocess.run(command, env=site.environment, check=True, capture_output=True, text=True).stdout
    return told.partition("KEY ")[2].strip()


def _json(size: int) -> Iterator[bytes]:
    yield b'{"text":"'
    for _number in range(size // len(BLOCK)):
        yield BLOCK
    yield b'"}'


def _field(size: int, *, is_file: bool) -> Iterator[bytes]:
    file = '; filename="x.jpg"' if is_file else ""
    name = "photos" if is_file else "text"
    yield f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"{file}\r\n\r\n'.encode()
    for _number in range(size // len(BLOCK)):
        yield BLOCK
    yield f"\r\n--{BOUNDARY}--\r\n".encode()


FORM = f"multipart/form-data; boundary={BOUNDARY}"
KINDS: dict[str, tuple[str, Callable[[], Iterator[bytes]]]] = {
    "JSON": ("application/json", lambda: _json(SIZE)),
    "a file": (FORM, lambda: _field(SIZE, is_file=True)),
    "a field": (FORM, lambda: _field(SIZE, is_file=False)),
    "something": ("application/octet-stream", lambda: _json(SIZE)),
}
DESK, PUSH = "/api/v1/desk/stories/", "/api/v1/push/subscriptions/"
UUID = "00000000-0000-4000-8000-000000000000"
J, F = "JSON", "a form"
# What each takes: of the wrong kind it is 415, unread.
ADDRESSES = {
    ("POST", DESK): {J},
    ("PATCH", f"{DESK}17/"): {J},
    **{("POST", f"{DESK}17/{step}/"): {J} for step in ("submit", "return", "ready", "reopen", "publish")},
    ("POST", "/api/v1/desk/photos/"): {F},
    ("POST", "/api/v1/tips/"): {J, F},
    ("POST", "/api/v1/views/"): {J},
    ("POST", PUSH): {J},
}
# These look at no body.
UNREAD = {
    ("DELETE", f"{PUSH}{UUID}/"): 404,
    ("POST", "/api/v1/articles/"): 405,
    ("PUT", "/api/v1/schema/"): 405,
}


def expected(method: str, path: str, kind: str) -> int:
    if (method, path) in UNREAD:
        return UNREAD[method, path]
    takes = ADDRESSES[method, path]
    if kind == "JSON":
        return 413 if J in takes else 415
    if kind == "something" or F not in takes:
        return 415
    # Five photos may be sent at once, none of them so large; the library takes one.
    return 400 if (path, kind) == ("/api/v1/tips/", "a file") else 413


def send(site: RunningSite, key: str, method: str, path: str, kind: str, *, chunked: bool = False) -> Any:
    """The status and the problem. Who is refused early need not take the rest."""
    media, make = KINDS[kind]
    length = "Transfer-Encoding: chunked" if chunked else f"Content-Length: {sum(map(len, make()))}"
    head = [
        f"{method} {path} HTTP/1.1",
        f"Host: 127.0.0.1:{site.port}",
        f"Authorization: Bearer {key}",
        f"Content-Type: {media}",
        'If-Match: "1.1.none"',
        "Connection: close",
        length,
    ]
    with socket.create_connection(("127.0.0.1", site.port), timeout=60) as line:
        with suppress(BrokenPipeError, ConnectionResetError):
            line.sendall("\r\n".join([*head, "", ""]).encode())
            for block in make():
                line.sendall(b"%x\r\n%b\r\n" % (len(block), block) if chunked else block)
            if chunked:
                line.sendall(b"0\r\n\r\n")
        answer = b""
        with suppress(ConnectionResetError):
            while part := line.recv(65_536):
                answer += part
    status, _rest = answer.split(b" ", 2)[1:]
    return int(status), json.loads(answer.partition(b"\r\n\r\n")[2])


class Memory:
    """The most that the processes of the server have had since it was made, in bytes over what they had then."""

    def __init__(self, site: RunningSite) -> None:
        self._processes = [site.server, *site.server.children(recursive=True)]
        self._at_first = self._now()
        self.most = 0
        self._is_over = threading.Event()
        self._watch = threading.Thread(target=self._look, daemon=True)
        self._watch.start()

    def _now(self) -> int:
        return sum(process.memory_info().rss for process in self._processes)

    def _look(self) -> None:
        while not self._is_over.wait(0.02):
            self.most = max(self.most, self._now() - self._at_first)

    def end(self) -> int:
        self._is_over.set()
        self._watch.join()
        return self.most


def test_everywhere_they_are_refused_and_not_kept_in_memory(
    site: RunningSite, key: str, is_long: bool, record_property: Callable[[str, object], None]
) -> None:
    """In a short run each address gets one kind, and each kind comes to some."""
    kinds = list(KINDS)
    everything = [
        (method, path, kind)
        for number, (method, path) in enumerate([*ADDRESSES, *UNREAD])
        for kind in (kinds if is_long else [kinds[number % len(kinds)]])
    ]
    memory = Memory(site)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = list(pool.map(lambda asked: send(site, key, *asked), everything))
    most = memory.end()
    record_property("megabytes that the server took on", round(most / MEGABYTE))
    found = {asked: status for asked, (status, _problem) in zip(everything, answers, strict=True)}
    assert found == {asked: expected(*asked) for asked in everything}
    assert all(problem["detail"] for _status, problem in answers)
    assert most < MORE_MEMORY
    assert site.sql("SELECT count(*) FROM articles_tip") == [(0,)]


def test_without_a_length_they_are_nothing(site: RunningSite, key: str) -> None:
    """Of a body in chunks nobody says how long it is: it is not read, whatever it is."""
    memory = Memory(site)
    for kind in KINDS:
        status, problem = send(site, key, "POST", "/api/v1/tips/", kind, chunked=True)
        assert 400 <= status < 500, (kind, problem)
    assert memory.end() < MORE_MEMORY


def test_the_limit_of_a_photo_is_that_of_its_file() -> None:
    assert ingest.MAX_BYTES < SIZE
