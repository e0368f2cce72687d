"""A local server that behaves as badly as a source can, down to the bytes on the wire.

`server.play("/rates", slow_body(good))` for one address, `server.play("*", …)` for all others. Nothing is played
for ever: a connection ends when whoever asked lets go of it, so `server.connections` says whether they did.
"""

import gzip
import socket
import ssl
import struct
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

XML = "text/xml; charset=utf-8"
JSON = "application/json"
# How long the slow ones pause between bytes: far less than any time-out of a read.
PAUSE = 0.02
LARGE = 100_000_000
CHUNK = b" " * 65_536

type Behaviour = Callable[[socket.socket], None]


@dataclass(frozen=True)
class Request:
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    method: str = "GET"
    body: bytes = b""


class MisbehavingServer:
    """Listens on a free port of this machine until it is stopped."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self._tls = tls
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port: int = self._listener.getsockname()[1]
        self.url = f"{'https' if tls else 'http'}://127.0.0.1:{self.port}"
        self.requests: list[Request] = []
        self.connections = 0
        self._played: dict[str, Behaviour] = {"*": status(404)}
        self._changed = threading.Condition()
        threading.Thread(target=self._accept, daemon=True).start()

    def play(self, path: str, *behaviours: Behaviour) -> None:
        """In order for one request after the other; the last one stays."""
        waiting = list(behaviours)

        def next_one(client: socket.socket) -> None:
            (waiting.pop(0) if len(waiting) > 1 else waiting[0])(client)

        self._played[path] = next_one

    def stop(self) -> None:
        # Wakes the thread that waits in accept().
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def is_let_go(self, within: float = 1.0) -> bool:
        """Whether every connection has ended."""
        with self._changed:
            return self._changed.wait_for(lambda: self.connections == 0, within)

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _address = self._listener.accept()
                with self._changed:
                    self.connections += 1
                threading.Thread(target=self._serve, args=[client], daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        # Whoever asked may be gone at any moment: that is what is tested.
        try:
            with suppress(OSError), closing(self._secured(client)) as connection:
                request = _read(connection)
                if request:
                    self.requests.append(request)
                    self._played.get(request.path, self._played["*"])(connection)
        finally:
            with self._changed:
                self.connections -= 1
                self._changed.notify_all()

    def _secured(self, client: socket.socket) -> socket.socket:
        if not self._tls:
            return client
        try:
            return self._tls.wrap_socket(client, server_side=True)
        except OSError:
            client.close()
            raise


def _read(client: socket.socket) -> Request | None:
    received = b""
    while b"\r\n\r\n" not in received:
        piece = client.recv(65_536)
        if not piece:
            return None
        received += piece
    told, _, body = received.partition(b"\r\n\r\n")
    first, *lines = told.decode("latin-1").split("\r\n")
    method, address, *_ = first.split(" ")
    target = urlsplit(address)
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    while len(body) < int(headers.get("content-length", 0)):
        piece = client.recv(65_536)
        if not piece:
            return None
        body += piece
    return Request(target.path, dict(parse_qsl(target.query)), headers, method, body)


@contextmanager
def misbehaving_server(tls: ssl.SSLContext | None = None) -> Iterator[MisbehavingServer]:
    server = MisbehavingServer(tls)
    try:
        yield server
    finally:
        server.stop()


@contextmanager
def refusing_address() -> Iterator[str]:
    """A port that is taken, and where nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{taken.getsockname()[1]}"


@contextmanager
def silent_address() -> Iterator[str]:
    """Connections are taken by the system, and nobody ever reads from them."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield f"https://127.0.0.1:{listener.getsockname()[1]}"


# What an answer is made of.


def head(code: int, headers: Mapping[str, str]) -> bytes:
    lines = [f"HTTP/1.1 {code} Whatever", *(f"{name}: {value}" for name, value in headers.items())]
    return ("\r\n".join([*lines, "Connection: close"]) + "\r\n\r\n").encode("latin-1")


def good(body: bytes, content_type: str = XML, code: int = 200, **headers: str) -> Behaviour:
    """As it should be. Underscores of the names of headers become dashes."""
    fields = {"Content-Type": content_type, "Content-Length": str(len(body))}
    fields |= {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda client: client.sendall(head(code, fields) + body)


def raw(answer: bytes) -> Behaviour:
    return lambda client: client.sendall(answer)


# Connections that break.


def reset(client: socket.socket) -> None:
    """RST instead of an answer."""
    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def hang(client: socket.socket) -> None:
    """Nothing, until the other side goes."""
    while client.recv(1024):
        pass


def closed(client: socket.socket) -> None:
    """Read, and gone without a word."""


# Those that never end.


def slow_headers(client: socket.socket) -> None:
    client.sendall(b"HTTP/1.1 200 OK\r\n")
    while True:
        client.sendall(b"X-Patience: 1\r\n")
        time.sleep(PAUSE)


def slow_body(body: bytes, content_type: str = XML) -> Behaviour:
    """Byte for byte, and at the end over again."""

    def play(client: socket.socket) -> None:
        client.sendall(head(200, {"Content-Type": content_type}))
        while True:
            for byte in body:
                client.sendall(bytes([byte]))
                time.sleep(PAUSE)

    return play


def endless_informing(client: socket.socket) -> None:
    """«Wait, there is more to come», as fast as it can be said."""
    while True:
        client.sendall(b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" * 100)


def endless_headers(client: socket.socket) -> None:
    client.sendall(b"HTTP/1.1 200 OK\r\n")
    while True:
        client.sendall(b"X-More: and more\r\n" * 1000)


# Those that say no.


def status(code: int, **headers: str) -> Behaviour:
    return good(b"<html>no</html>", "text/html", code, **headers)


def redirect(to: str) -> Behaviour:
    return status(302, Location=to)


def html(content_type: str = "text/html; charset=utf-8") -> Behaviour:
    """A page of «works in progress» that says 200."""
    return good("<!doctype html><html><body>Ведутся работы</body></html>".encode(), content_type)


# Those that are too large.


def huge(content_type: str = XML, *, says_so: bool = False) -> Behaviour:
    """100 MB of blanks."""

    def play(client: socket.socket) -> None:
        length = {"Content-Length": str(LARGE)} if says_so else {}
        client.sendall(head(200, {"Content-Type": content_type} | length))
        for _piece in range(LARGE // len(CHUNK)):
            client.sendall(CHUNK)

    return play


def packed(body: bytes, content_type: str = XML, encoding: str = "gzip") -> Behaviour:
    return good(body, content_type, Content_Encoding=encoding)


def gzip_bomb(content_type: str = XML) -> Behaviour:
    """100 KB that unpack to 100 MB."""
    return packed(gzip.compress(b"0" * LARGE, 6), content_type)


def gzip_of_nothing(content_type: str = XML) -> Behaviour:
    """Packed blocks, one after the other, that unpack to no byte at all."""
    nothing = b"\x00\x00\x00\xff\xff" * 10_000

    def play(client: socket.socket) -> None:
        client.sendall(head(200, {"Content-Type": content_type, "Content-Encoding": "gzip"}))
        client.sendall(b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03")
        while True:
            client.sendall(nothing)

    return play


# Those that are broken.


def truncated(body: bytes, content_type: str = XML) -> Behaviour:
    """Half of what was promised."""
    fields = {"Content-Type": content_type, "Content-Length": str(len(body))}
    return raw(head(200, fields) + body[: len(body) // 2])


def silently_truncated(body: bytes, content_type: str = XML) -> Behaviour:
    """Half, and nothing was promised: only who reads the answer can notice."""
    return raw(head(200, {"Content-Type": content_type}) + body[: len(body) // 2])


def wrong_encoding(body: bytes, content_type: str = XML) -> Behaviour:
    """Says UTF-8, and is the code page of old Windows."""
    return good(body.decode().encode("cp1251", "replace"), content_type)


def entity_bomb() -> Behaviour:
    """A billion laughs: a kilobyte of XML that would become gigabytes of text."""
    entities = ['<!ENTITY a0 "ha">'] + [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 11)]
    return good(f'<?xml version="1.0"?><!DOCTYPE r [{"".join(entities)}]><r>&a10;</r>'.encode())


def outside_entity() -> Behaviour:
    """XML that wants a file of our machine read."""
    return good(b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY f SYSTEM "file:///etc/passwd">]><r>&f;</r>')


def deep_json(depth: int = 100_000) -> Behaviour:
    """Brackets in brackets, for parsers that call themselves."""
    return good(b"[" * depth + b"]" * depth, JSON)


def on_every_path(body: bytes, content_type: str) -> dict[str, Behaviour]:
    """Every misbehaviour that needs no knowledge of the service, by name; `body` is a good answer of it.

    None of these may change what readers see. A refused connection is `refusing_address`; wrong values and wrong
    dates are bodies of the service's own.
    """
    return {
        "reset": reset,
        "closed": closed,
        "hang": hang,
        "slow headers": slow_headers,
        "slow body": slow_body(body, content_type),
        "endless informing": endless_informing,
        "endless headers": endless_headers,
        "500": status(500),
        "503 with Retry-After": status(503, Retry_After="120"),
        "429": status(429, Retry_After="120"),
        "404": status(404),
        "redirect to another host": redirect("http://elsewhere.example/"),
        "redirect loop": redirect("/again"),
        "wrong type": good(b"\x89PNG\r\n\x1a\n", "image/png"),
        "HTML with 200": html(),
        "HTML that says it is data": html(content_type),
        "truncated": truncated(body, content_type),
        "silently truncated": silently_truncated(body, content_type),
        "empty": good(b"", content_type),
        "entity bomb": entity_bomb(),
        "outside entity": outside_entity(),
        "brackets in brackets": deep_json(),
        "100 MB": huge(content_type),
        "100 MB, announced": huge(content_type, says_so=True),
        "gzip bomb": gzip_bomb(content_type),
        "gzip of nothing": gzip_of_nothing(content_type),
        "wrong encoding": wrong_encoding(body, content_type),
        "random bytes": good(bytes(range(256)) * 20, content_type),
        "garbage for a head": raw(b"\x00\xff\x00\r\n\r\n"),
    }
