"""Clients that are slow, large, many, or lie about themselves."""

import http.client
import re
import socket
import ssl
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from newsportal.hostile_input import MAX_BODY
from tests.deploy.running_nginx import HOST, RunningNginx
from tests.newsportal.page_cache.running_site import RunningSite

pytestmark = pytest.mark.enable_socket


def connected(nginx: RunningNginx) -> ssl.SSLSocket:
    plain = socket.create_connection(("127.0.0.1", nginx.https), timeout=40)
    return nginx.context().wrap_socket(plain, server_hostname=HOST)


def is_dropped(client: ssl.SSLSocket) -> bool:
    """Without a word, by an end or a reset."""
    try:
        return client.recv(4096) == b""
    except ConnectionResetError:
        return True


def test_who_sends_a_head_byte_by_byte_is_dropped(nginx: RunningNginx) -> None:
    begun = time.monotonic()
    with connected(nginx) as client:
        client.sendall(f"GET / HTTP/1.1\r\nHost: {HOST}\r\n".encode())
        with pytest.raises(OSError):
            while time.monotonic() - begun < 30:
                client.sendall(b"X-a: b\r\n")
                time.sleep(0.5)
    assert time.monotonic() - begun < 13


def test_who_stops_within_a_body_is_dropped(nginx: RunningNginx) -> None:
    begun = time.monotonic()
    with connected(nginx) as client:
        client.sendall(f"POST / HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: 1000\r\n\r\nabc".encode())
        assert is_dropped(client)
    assert time.monotonic() - begun < 18


def test_a_body_that_is_too_large_is_refused_before_it_is_sent(nginx: RunningNginx) -> None:
    for path, kind in {"/contacts/tip/": "text/plain", "/api/v1/tips/": "application/problem+json"}.items():
        with connected(nginx) as client:
            head = f"POST {path} HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: {MAX_BODY + 1}\r\n\r\n"
            client.sendall(head.encode())
            answer = client.recv(65_536).decode()
        assert answer.startswith("HTTP/1.1 413 "), answer
        assert f"Content-Type: {kind}" in answer


def test_what_a_client_says_of_itself_changes_nothing(nginx: RunningNginx, site: RunningSite) -> None:
    address = site.story_addresses(3)[2]
    poison = {
        "X-Forwarded-For": "203.0.113.9, 127.0.0.1",
        "X-Forwarded-Proto": "http",
        "X-Forwarded-Host": "evil.example",
        "X-Forwarded-Port": "1",
        "Forwarded": "for=203.0.113.9;host=evil.example;proto=http",
        "X-Real-IP": "203.0.113.9",
    }
    asked = nginx.get(address, headers=poison)
    # Believed, «http» would lead to https for ever.
    assert asked.status == 200
    assert "evil.example" not in asked.text
    assert nginx.get(address).text == asked.text
    limited = [
        nginx.get(
            "/api/v1/articles/",
            headers=poison | {"X-Forwarded-For": f"203.0.113.{number}", "Authorization": "Bearer none"},
        )
        for number in (1, 2)
    ]
    left = [int(answer.header("ratelimit-remaining")) for answer in limited]
    # One address, whatever it calls itself.
    assert left[1] == left[0] - 1


def test_another_host_is_not_answered(nginx: RunningNginx) -> None:
    assert nginx.get("/", host="evil.example").status == 0
    assert nginx.get("/", host="evil.example", tls=False).status == 0
    # The name of the certificate, and another in the request.
    with connected(nginx) as client:
        client.sendall(b"GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n")
        assert is_dropped(client)


def test_http_leads_to_https(nginx: RunningNginx) -> None:
    led = nginx.get("/news/?a=b", tls=False)
    assert (led.status, led.header("location")) == (308, f"https://{HOST}/news/?a=b")
    assert led.all("strict-transport-security") == []


def test_hsts_is_said_once_and_alike(nginx: RunningNginx) -> None:
    said = {
        path: nginx.get(path).all("strict-transport-security")
        for path in ("/", "/api/v1/articles/", "/nothing-here/", "/static/site.0123456789ab.css")
    }
    assert set(map(tuple, said.values())) == {("max-age=31536000; includeSubDomains; preload",)}, said


def test_one_address_does_not_take_all_of_the_portal(nginx: RunningNginx) -> None:
    """Of another address than this machine's own, which is not counted."""

    def ask(path: str, times: int) -> list[tuple[int, str | None]]:
        connection = http.client.HTTPSConnection(
            HOST, nginx.https, context=nginx.context(), source_address=("127.0.0.2", 0)
        )
        connection.sock = nginx.context().wrap_socket(
            socket.create_connection(("127.0.0.1", nginx.https), 40, ("127.0.0.2", 0)), server_hostname=HOST
        )
        answers = []
        for _time in range(times):
            connection.request("GET", path)
            answer = connection.getresponse()
            answer.read()
            answers.append((answer.status, answer.headers["Retry-After"]))
        connection.close()
        return answers

    with ThreadPoolExecutor(8) as threads:
        asked = [
            found for answers in threads.map(lambda _: ask("/healthz", 100), range(8)) for found in answers
        ]
    assert {(200, None), (429, "5")} == set(asked)
    # Static files are not counted.
    assert set(ask("/static/site.0123456789ab.css", 300)) == {(200, None)}


def test_static_files_are_given_from_the_disk_compressed(nginx: RunningNginx) -> None:
    path = "/static/site.0123456789ab.css"
    for packing, body in {"br": b"of brotli", "gzip": b"of gzip", "identity": b"body{}"}.items():
        got = nginx.get(path, headers={"Accept-Encoding": packing})
        assert (got.status, got.body) == (200, body)
        assert re.fullmatch(r"text/css(; charset=utf-8)?", got.header("content-type"))
        assert got.header("cache-control") == "public, max-age=31536000, immutable"
        assert got.header("x-content-type-options") == "nosniff"
    assert nginx.get(path).header("vary") == "Accept-Encoding"
    assert nginx.get("/static/../../etc/passwd").status in {400, 404}
    assert nginx.get("/static/").status in {403, 404}
    assert nginx.get(path, method="POST").status in {403, 405}
    assert nginx.get("/static/missing.css").status == 404
    assert "immutable" not in nginx.get("/static/missing.css").header("cache-control")


def test_what_people_have_sent_runs_no_scripts(nginx: RunningNginx) -> None:
    got = nginx.get("/media/photos/none/320.jpg")
    assert got.status == 404
    assert got.all("content-security-policy") == ["default-src 'none'; sandbox"]
    assert got.all("x-content-type-options") == ["nosniff"]
    for path in ("/media/originals/x.jpg", "/media/incoming/x.jpg", "/media/tips/x.jpg"):
        assert nginx.get(path).status == 404


def test_insides_are_for_this_machine(nginx: RunningNginx) -> None:
    assert nginx.get("/readyz").status == 403
    assert nginx.get("/healthz/sources").status == 403
    assert nginx.get("/healthz/pages").status == 403
