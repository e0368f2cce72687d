"""What no client library would send, to the production server: nobody else's page changes by it."""

import socket

import pytest

from tests.newsportal.page_cache.running_site import RunningSite

pytestmark = [pytest.mark.enable_socket, pytest.mark.whole]

EVIL = "evil.example"


def send(site: RunningSite, request: str) -> bytes:
    """All that the server answers until it closes; `{host}` stands for its own name."""
    with socket.create_connection(("127.0.0.1", site.port), timeout=20) as connection:
        connection.sendall(request.format(host=f"127.0.0.1:{site.port}").replace("\n", "\r\n").encode())
        answer = b""
        while received := connection.recv(65536):
            answer += received
    return answer


def status_of(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1])


def page_of(site: RunningSite, address: str) -> tuple[int, dict[str, str], bytes]:
    status, headers, body = site.get(address)
    ours = {name: value for name, value in headers.items() if name not in ("date", "last-modified")}
    return status, ours, body


# What each sends is of one address; `{path}` is that of a story.
REQUESTS = {
    "an address that names another host": f"GET http://{EVIL}{{path}} HTTP/1.1\nHost: {{host}}",
    "an address that names us, and a header that does not": f"GET http://{{host}}{{path}} HTTP/1.1\nHost: {EVIL}",
    "two hosts": f"GET {{path}} HTTP/1.1\nHost: {{host}}\nHost: {EVIL}",
    "two hosts, ours last": f"GET {{path}} HTTP/1.1\nHost: {EVIL}\nHost: {{host}}",
    "a host with a user": f"GET {{path}} HTTP/1.1\nHost: {EVIL}@{{host}}",
    "no host": "GET {path} HTTP/1.0",
    "a body": "GET {path} HTTP/1.1\nHost: {host}\nContent-Length: 4\n\nevil",
    "a body in parts": "GET {path} HTTP/1.1\nHost: {host}\nTransfer-Encoding: chunked\n\n4\nevil\n0\n",
    "two lengths": "GET {path} HTTP/1.1\nHost: {host}\nContent-Length: 0\nContent-Length: 40",
    "a length and parts": (
        "GET {path} HTTP/1.1\nHost: {host}\nContent-Length: 5\nTransfer-Encoding: chunked\n\n0\n"
    ),
    "another method in a header": (
        "GET {path} HTTP/1.1\nHost: {host}\nX-HTTP-Method-Override: DELETE\nX-Method-Override: POST"
    ),
    "another address in a header": (
        "GET {path} HTTP/1.1\nHost: {host}\nX-Original-URL: /admin/\nX-Rewrite-URL: /admin/"
    ),
    "headers of a proxy": (
        f"GET {{path}} HTTP/1.1\nHost: {{host}}\nX-Forwarded-Host: {EVIL}\nX-Forwarded-Proto: https\n"
        f"X_Forwarded_Proto: https\nX-Forwarded-Prefix: /{EVIL}\nForwarded: host={EVIL}"
    ),
    "a body of an odd kind": (
        "GET {path} HTTP/1.1\nHost: {host}\nContent-Type: text/html; charset=utf-7\nContent-Length: 0"
    ),
    "encodings twice": "GET {path} HTTP/1.1\nHost: {host}\nAccept-Encoding: zstd\nAccept-Encoding: evil, gzip",
    "a part of it": "GET {path} HTTP/1.1\nHost: {host}\nRange: bytes=0-9\nIf-Range: *",
    "a page that may not be there": 'GET {path} HTTP/1.1\nHost: {host}\nIf-Match: "evil"\nIf-None-Match: *',
    "an odd date": f"GET {{path}} HTTP/1.1\nHost: {{host}}\nIf-Modified-Since: Fri, 31 Dec {'9' * 5000}",
    "cookies": "GET {path} HTTP/1.1\nHost: {host}\nCookie: csrftoken=evil\nCookie: language=kk; =; ;",
    "a parameter of the path": "GET {path};language=kk HTTP/1.1\nHost: {host}",
    "a fragment": "GET {path}#evil HTTP/1.1\nHost: {host}",
    "letters written as numbers": "GET /%6Eature%2F..%2F HTTP/1.1\nHost: {host}",
    "a way back": "GET /kk/..{path} HTTP/1.1\nHost: {host}",
    "a way back, written as numbers": "GET /%2e%2e{path} HTTP/1.1\nHost: {host}",
    "two slashes": "GET /{path} HTTP/1.1\nHost: {host}",
    "a character that is none": "GET {path}%ff%00 HTTP/1.1\nHost: {host}",
    "letters that are not of ASCII": "GET {path}?q=река HTTP/1.1\nHost: {host}\nCookie: река=1\nX-Name: река",
    "a path in letters that are not of ASCII": "GET /река/ HTTP/1.1\nHost: {host}",
    "a star": "GET * HTTP/1.1\nHost: {host}",
    "a method in small letters": "get {path} HTTP/1.1\nHost: {host}",
    "only the head": "HEAD {path} HTTP/1.1\nHost: {host}",
}


@pytest.mark.parametrize("request_line", REQUESTS.values(), ids=REQUESTS)
def test_it_changes_nothing_for_the_next(site: RunningSite, request_line: str) -> None:
    """It comes first to a page that nobody keeps, several times, so that both processes have had it."""
    path = site.story_addresses(1)[0]
    clean = page_of(site, path)
    number = path.split("/")[-2].split("-")[0]
    forget(site, number)
    head, _blank, body = request_line.partition("\n\n")
    asked = f"{head}\nConnection: close\n\n{body}".replace("{path}", path)
    for _time in range(6):
        answer = send(site, asked)
        assert not answer or status_of(answer) in {200, 301, 304, 400, 404, 405}
    for _time in range(6):
        assert page_of(site, path) == clean


def forget(site: RunningSite, number: str) -> None:
    site.sql("SELECT pg_notify('newsportal_changes', 'articles ' || %s)", number)


def test_an_address_that_names_its_host_is_a_page_of_the_host_in_the_header(site: RunningSite) -> None:
    """Django believes the header alone, and so does the key."""
    path = site.story_addresses(1)[0]
    odd = f"GET http://{EVIL}{path} HTTP/1.1\nHost: {{host}}\nConnection: close\n\n"
    assert site.get(path)[2] == send(site, odd).partition(b"\r\n\r\n")[2]
    strange = f"GET http://{{host}}{path} HTTP/1.1\nHost: {EVIL}\nConnection: close\n\n"
    assert EVIL.encode() not in send(site, strange).partition(b"\r\n\r\n")[2]


def test_a_body_of_a_request_is_not_the_next_request(site: RunningSite) -> None:
    """A kept page is answered without reading it."""
    path = site.story_addresses(1)[0]
    site.fill([path])
    hidden = "GET /evil/ HTTP/1.1\nHost: {host}\n\n"
    length = len(hidden.format(host=f"127.0.0.1:{site.port}").replace("\n", "\r\n"))
    answer = send(
        site,
        f"GET {path} HTTP/1.1\nHost: {{host}}\nContent-Length: {length}\n\n{hidden}"
        f"GET {path} HTTP/1.1\nHost: {{host}}\nConnection: close\n\n",
    )
    assert answer.count(b"HTTP/1.1 404") == 0
    assert answer.count(b"HTTP/1.1 200") in (1, 2)
