"""The one way out: what comes back when all is well, and where it will not go."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from gzip import compress
from typing import Any

import pytest

from newsportal.lib.http import Answer, Failure, FetchError, fetch
from tests.misbehaving import MisbehavingServer, good, misbehaving_server, packed, redirect, status

AGENT = "newsportal/1.0 (+https://news.example; desk@news.example)"


@pytest.fixture
def server() -> Iterator[MisbehavingServer]:
    with misbehaving_server() as server:
        yield server


def ask(server: MisbehavingServer, path: str = "/data", **options: Any) -> Answer:
    return fetch(server.url + path, base=server.url, user_agent=AGENT, deadline=3.0, **options)


def failure(server: MisbehavingServer, path: str = "/data", **options: Any) -> FetchError:
    with pytest.raises(FetchError) as caught:
        ask(server, path, **options)
    return caught.value


def test_a_good_answer_comes_whole_with_what_it_says_of_itself(server: MisbehavingServer) -> None:
    server.play(
        "/data",
        good(
            "<курс/>".encode(),
            ETag='"7"',
            Last_Modified="Wed, 25 Nov 2026 09:00:00 GMT",
            Expires="Wed, 25 Nov 2026 10:00:00 GMT",
        ),
    )
    before = datetime.now(UTC)
    answer = ask(server, accept=["text/xml"])
    assert answer.body.decode() == "<курс/>"
    assert (answer.status, answer.not_modified) == (200, False)
    assert answer.content_type == "text/xml; charset=utf-8"
    assert (answer.etag, answer.last_modified) == ('"7"', "Wed, 25 Nov 2026 09:00:00 GMT")
    assert answer.expires == datetime(2026, 11, 25, 10, tzinfo=UTC)
    assert before <= answer.fetched_at <= datetime.now(UTC)


def test_a_request_says_who_asks_and_for_what(server: MisbehavingServer) -> None:
    server.play("/data", good(b"{}", "application/json"))
    ask(server, accept=["application/json"], params={"fdate": "25.11.2026"})
    [request] = server.requests
    assert request.headers["user-agent"] == AGENT
    assert request.headers["accept"] == "application/json"
    assert request.query == {"fdate": "25.11.2026"}
    assert "cookie" not in request.headers


def test_what_is_not_modified_is_not_sent_again(server: MisbehavingServer) -> None:
    server.play("/data", status(304, Expires="Wed, 25 Nov 2026 10:30:00 GMT"))
    answer = ask(server, etag='"7"', last_modified="Wed, 25 Nov 2026 09:00:00 GMT", accept=["text/xml"])
    assert (answer.not_modified, answer.body) == (True, b"")
    assert answer.expires == datetime(2026, 11, 25, 10, 30, tzinfo=UTC)
    assert server.requests[0].headers["if-none-match"] == '"7"'
    assert server.requests[0].headers["if-modified-since"] == "Wed, 25 Nov 2026 09:00:00 GMT"


def test_not_modified_unasked_is_no_answer(server: MisbehavingServer) -> None:
    server.play("/data", status(304))
    assert failure(server).failure == Failure.STATUS


def test_a_packed_answer_is_unpacked(server: MisbehavingServer) -> None:
    server.play("/data", packed(compress(b"<rates/>")))
    assert ask(server).body == b"<rates/>"


def test_an_empty_answer_is_an_answer(server: MisbehavingServer) -> None:
    server.play("/data", packed(b""))
    assert ask(server).body == b""


def test_an_answer_may_be_as_large_as_is_allowed_and_no_larger(server: MisbehavingServer) -> None:
    server.play("/data", good(b"x" * 1000))
    assert len(ask(server, max_bytes=1000).body) == 1000
    assert failure(server, max_bytes=999).failure == Failure.TOO_LARGE


def test_media_types_are_compared_without_their_parameters(server: MisbehavingServer) -> None:
    server.play("/data", good(b"<a/>", "Text/XML;charset=UTF-8"))
    assert ask(server, accept=["application/xml", "text/xml"]).body == b"<a/>"


def test_an_address_that_will_go_still_answers(server: MisbehavingServer) -> None:
    """203 of MET Norway: deprecated, and the data are good."""
    server.play("/data", good(b"{}", "application/json", code=203))
    assert ask(server).status == 203


@pytest.mark.parametrize(
    "sent", ["0", "never", "Wed, 99 Nov 2026 10:00:00 GMT", "Wed, 25 Nov 99999 10:00:00 GMT"]
)
def test_a_senseless_expiry_is_none(server: MisbehavingServer, sent: str) -> None:
    server.play("/data", good(b"{}", Expires=sent))
    assert ask(server).expires is None


def test_a_mark_that_cannot_be_sent_back_is_none(server: MisbehavingServer) -> None:
    server.play("/data", good(b"{}", ETag='"' + "7" * 300 + '"', Last_Modified="é"))
    assert (ask(server).etag, ask(server).last_modified) == ("", "")


@pytest.mark.parametrize(
    ("sent", "seconds"),
    [("120", 120), ("0", 0), ("999999999", 86_400), ("-5", None), ("1e9", None), ("soon", None), ("٣", None)],
)
def test_retry_after_in_seconds(server: MisbehavingServer, sent: str, seconds: float | None) -> None:
    server.play(
        "/data",
        lambda client: client.sendall(
            f"HTTP/1.1 429 No\r\nRetry-After: {sent}\r\nContent-Length: 0\r\n\r\n".encode()
        ),
    )
    caught = failure(server)
    assert (caught.failure, caught.retry_after) == (Failure.TOO_MANY_REQUESTS, seconds)


def test_retry_after_as_a_date(server: MisbehavingServer) -> None:
    moment = datetime.now(UTC) + timedelta(minutes=5)
    server.play("/data", status(503, Retry_After=format_datetime(moment, usegmt=True)))
    caught = failure(server)
    assert caught.failure == Failure.UNAVAILABLE
    assert caught.retry_after == pytest.approx(300, abs=5)


def test_a_second_attempt_heals_what_passes(server: MisbehavingServer) -> None:
    server.play("/data", status(500), good(b"<rates/>"))
    assert ask(server).body == b"<rates/>"
    assert len(server.requests) == 2


def test_a_short_wait_that_is_asked_for_is_waited(server: MisbehavingServer) -> None:
    server.play("/data", status(503, Retry_After="1"), good(b"<rates/>"))
    assert ask(server).body == b"<rates/>"


@pytest.mark.parametrize("code", [400, 401, 403, 404, 410, 429])
def test_what_will_not_pass_is_not_asked_twice(server: MisbehavingServer, code: int) -> None:
    server.play("/data", status(code))
    failure(server)
    assert len(server.requests) == 1


def test_attempts_are_counted(server: MisbehavingServer) -> None:
    server.play("/data", status(500))
    failure(server, attempts=3)
    assert len(server.requests) == 3


def test_a_redirect_on_the_host_is_followed(server: MisbehavingServer) -> None:
    server.play("/data", redirect("/new"))
    server.play("/new", redirect(server.url + "/newer"))
    server.play("/newer", good(b"<rates/>"))
    assert ask(server).body == b"<rates/>"


@pytest.mark.parametrize(
    "target",
    [
        "http://elsewhere.example/data",
        "//elsewhere.example/data",
        "https://127.0.0.1/data",
        "http://127.0.0.1:1/data",
        "http://user:secret@127.0.0.1:{port}/data",
        "file:///etc/passwd",
        "http://[::1/",
        "http://127.0.0.1:99999999/",
    ],
)
def test_no_redirect_leads_off_the_host(server: MisbehavingServer, target: str) -> None:
    server.play("/data", redirect(target.replace("{port}", str(server.port))))
    assert failure(server).failure == Failure.REDIRECTED
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    "url",
    [
        "http://elsewhere.example/data",
        "https://127.0.0.1:{port}/data",
        "http://127.0.0.1/data",
        "http://127.0.0.1:{port}@elsewhere.example/data",
        "http://somebody@127.0.0.1:{port}/data",
        "ftp://127.0.0.1:{port}/data",
        "/data",
        "",
        "http://127.0.0.1:{port}/\0",
        "http://[::1/",
    ],
)
def test_nothing_but_the_base_is_asked(server: MisbehavingServer, url: str) -> None:
    with pytest.raises(FetchError) as caught:
        fetch(url.replace("{port}", str(server.port)), base=server.url, user_agent=AGENT)
    assert caught.value.failure == Failure.FORBIDDEN_ADDRESS
    assert server.requests == []


def test_proxies_of_the_environment_are_not_used(
    server: MisbehavingServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    server.play("/data", good(b"<rates/>"))
    assert ask(server).body == b"<rates/>"


def test_a_key_in_the_query_is_never_told(
    server: MisbehavingServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    server.play("*", redirect("/again?apikey=s3cret"))
    caught = failure(server, params={"apikey": "s3cret"})
    assert "s3cret" not in f"{caught!r} {caught.detail}"
    assert [record.getMessage() for record in caplog.records if "s3cret" in record.getMessage()] == []
