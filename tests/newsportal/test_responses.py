"""What every answer carries: language, security headers, no cookie; and what hostile requests get."""

import itertools
from collections.abc import Sequence
from urllib.parse import quote

import pytest
from django.db import OperationalError
from django.test import Client

from tests import newsroom

pytestmark = pytest.mark.django_db

PAGES = [
    "/",
    "/news/",
    "/search/?q=река",
    "/contacts/",
    "/imprint/",
    "/ispravleniya/",
    "/weather/",
    "/rates/",
]
PAGES += ["/topics/water/", "/authors/desk/", "/contacts/tip/"]


@pytest.fixture(autouse=True)
def site(db: None) -> None:
    newsroom.outlet()
    section = newsroom.rubric("news")
    newsroom.story(
        "Река встала", section=section, topics=(newsroom.topic("water"),), authors=(newsroom.author("desk"),)
    )
    newsroom.story("Өзен қатты", section=section, language="kk", topics=())


@pytest.mark.parametrize("path", PAGES)
def test_pages_stand_in_both_languages(path: str, client: Client) -> None:
    for prefix, language in (("", "ru"), ("/kk", "kk")):
        answer = client.get(prefix + path)
        assert answer.status_code == 200
        assert answer.headers["Content-Language"] == language
        assert f'<html lang="{language}"' in answer.content.decode()


@pytest.mark.parametrize("path", PAGES)
def test_security_headers(path: str, client: Client) -> None:
    headers = client.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "geolocation=()" in headers["Permissions-Policy"]


def test_the_sign_in_has_the_same_policy(client: Client) -> None:
    answer = client.get("/accounts/login/")
    assert answer.status_code == 200
    assert "unsafe" not in answer.headers["Content-Security-Policy"]


STAFF_ADDRESSES = [
    "/admin", "/admin/", "/admin/login/", "/admin/jsi18n/", "/admin/no/such/", "/accounts/", "/accounts/login/",
    "/accounts/login/passkey/", "/accounts/2fa/", "/accounts/password/reset/", "/accounts/signed-in/", "/accounts/no-such/",
]  # fmt: skip


@pytest.mark.parametrize("path", STAFF_ADDRESSES)
def test_nothing_of_the_staff_is_kept_by_anyone(path: str, client: Client) -> None:
    """Signed out here; the pages behind the sign-in are walked in `tests/newsportal/sign_in/test_no_store.py`."""
    rule = client.get(path).headers["Cache-Control"]
    assert "no-store" in rule or path == "/admin"
    assert "public" not in rule or path == "/admin"


def test_search_engines_stay_out_of_the_staff(client: Client) -> None:
    rules = client.get("/robots.txt").content.decode()
    assert "Disallow: /admin/" in rules
    assert "Disallow: /accounts/" in rules
    assert "noarchive" in client.get("/accounts/login/").content.decode().lower()


@pytest.mark.parametrize("path", [path for path in PAGES if path != "/contacts/tip/"])
def test_a_reader_who_only_reads_gets_no_cookie(path: str, client: Client) -> None:
    answer = client.get(path)
    assert not answer.cookies
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert "Accept-Language" not in answer.headers.get("Vary", "")


def test_the_tip_form_alone_sets_a_cookie(client: Client) -> None:
    assert list(client.get("/contacts/tip/").cookies) == ["csrftoken"]


def test_an_unchanged_page_is_not_sent_twice(client: Client) -> None:
    first = client.get("/news/")
    again = client.get("/news/", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    # A cache puts the headers of this answer in the place of those it has.
    assert "Content-Security-Policy" not in again.headers
    assert "X-Frame-Options" not in again.headers


@pytest.mark.parametrize("encoding", ["br", "gzip", "zstd"])
def test_pages_are_compressed(encoding: str, client: Client) -> None:
    answer = client.get("/", headers={"Accept-Encoding": encoding})
    assert answer.headers["Content-Encoding"] == encoding


def test_forwarded_headers_of_strangers_are_ignored(client: Client, settings: object) -> None:
    answer = client.get("/", headers={"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https"})
    assert answer.status_code == 200
    assert "evil.example" not in answer.content.decode()


VALUES = [
    "",
    "0",
    "-1",
    "1",
    "9" * 30,
    "1e9",
    "٣",
    "%00",
    "%0d%0aX: y",
    "<script>",
    "'; --",
    "a" * 5000,
    "%ff%fe",
    "None",
]
PARAMETERS = ["before", "q", "from", "page", "utm_source", "next", "popup", "language"]
LISTS = [
    "/",
    "/news/",
    "/topics/water/",
    "/authors/desk/",
    "/search/",
    "/ispravleniya/",
    "/rss.xml",
    "/weather/",
    "/rates/",
    "/accounts/login/",
    "/admin/login/",
]


def asked_of(number: int, parameters: Sequence[str], *, all_of_them: bool) -> list[tuple[str, str]]:
    """Parameters with values, for page `number` of many: a short run shares them among the pages by turns.

    Each page is still asked for each parameter and with each value, and each pair meets a quarter of the pages.
    """
    return [
        (name, value)
        for (row, name), (column, value) in itertools.product(enumerate(parameters), enumerate(VALUES))
        if all_of_them or (number + row + column) % 4 == 0
    ]


@pytest.mark.parametrize("path", LISTS)
def test_no_query_string_breaks_a_page(path: str, client: Client, is_long: bool) -> None:
    for name, value in asked_of(LISTS.index(path), PARAMETERS, all_of_them=is_long):
        answer = client.get(f"{path}?{name}={value}")
        assert answer.status_code < 500, (path, name, value[:40])


ADDRESSES = [
    "/archive/2026/02/31/", "/archive/9999/12/31/", "/archive/0001/01/01/", "/archive/2026/13/01/", "/archive/abcd/01/01/",
    "/archive/0000/00/00/", "/sitemap-9999-12.xml", "/sitemap-0000-00.xml", "/sitemap-2026-13.xml",
    f"/news/{'9' * 30}-x/", f"/{'9' * 18}.html", "/news/0-x/", "/news/1-/", "/news//", "/%00", "/news/%00/", "/%ff/",
    "/topics/%00/", f"/topics/{'x' * 500}/", "/topics/нет/", "/authors/../", f"/media/photos/{'k' * 300}/400.jpg",
    "/media/photos/key/99999999999999999999.jpg", "/media/photos/../../etc/passwd", "/media/originals/key",
    "/weather/нет/", f"/weather/{'w' * 300}/", "/rates/%00/", f"/{'a/' * 600}", "/kk", "/kk/kk/", "/.git/config", "/wp-login.php",
    "/accounts/5/", "/kk/accounts/login/", "/accounts/2fa/5.html", f"/accounts/{'x' * 900}/", "/accounts/2fa/passkeys/%00/", "/accounts/signup/",
]  # fmt: skip


@pytest.mark.parametrize("address", ADDRESSES, ids=lambda address: quote(address)[:40])
def test_no_address_breaks_the_site(address: str, client: Client) -> None:
    answer = client.get(address)
    assert answer.status_code in {301, 302, 400, 404, 410}


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch", "options", "head"])
def test_no_method_breaks_a_page(method: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    for path in (
        "/",
        "/news/",
        "/beacon/",
        "/contacts/tip/",
        "/rss.xml",
        "/accounts/login/",
        "/accounts/logout/",
        "/admin/login/",
    ):
        assert getattr(strict, method)(path).status_code < 500


@pytest.mark.parametrize("body", [b"", b"x", b"9" * 30, b"\x00", b"1" * 65, "٣".encode(), b"-1", b"0"])
def test_a_strange_beacon_is_refused(body: bytes, client: Client) -> None:
    assert client.post("/beacon/", body, content_type="text/plain").status_code in {400, 413}


def test_error_pages_wear_the_face_of_the_site(client: Client) -> None:
    for prefix in ("", "/kk"):
        answer = client.get(f"{prefix}/no-such-page/")
        assert answer.status_code == 404
        assert "site.css" in answer.content.decode() or "site." in answer.content.decode()
        assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("charset", ["latin-1", "utf-7", "idna", "base64", "unicode_escape", "no-such"])
def test_no_charset_of_a_client_breaks_a_page(charset: str) -> None:
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.cookies["csrftoken"] = "a" * 32
    for kind in ("text/plain", "application/x-www-form-urlencoded"):
        typed = f"{kind}; charset={charset}"
        assert client.generic("GET", "/search/?q=%D0%B0", b"", content_type=typed).status_code == 200
        answer = client.generic("POST", "/contacts/tip/", b"text=%D0%B0", content_type=typed)
        assert answer.status_code in {400, 403}


def test_no_cookie_breaks_the_admin() -> None:
    client = Client(raise_request_exception=False)
    for value in ('"\\000aaaaaaaaaaaa"', '"\\012"', "\x01", "x" * 4000, "kk"):
        for path in ("/admin/", "/admin/login/", "/accounts/login/", "/accounts/sessions/"):
            for name in ("sessionid", "csrftoken", "language"):
                answer = client.get(path, headers={"Cookie": f"{name}={value}"})
                assert answer.status_code in {200, 302}


def test_endless_input_is_refused_before_it_is_read(client: Client) -> None:
    answer = client.post(
        "/contacts/tip/", b"x", content_type="text/plain", headers={"Content-Length": str(10**12)}
    )
    assert answer.status_code == 413


def test_caches_are_told_what_to_keep(client: Client) -> None:
    assert client.get("/news/").headers["Cache-Control"] == "no-cache"
    assert "Accept-Encoding" in client.get("/news/").headers["Vary"]
    assert client.get("/1.html").headers["Cache-Control"] in {"public, max-age=3600", "no-store"}
    assert client.get("/nothing/").headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["/", "/news/", "/no-such-page/", "/kk/"])
def test_without_its_database_the_site_says_soon(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object, **kwargs: object) -> None:
        raise OperationalError("connection refused")

    monkeypatch.setattr("django.db.backends.utils.CursorWrapper.execute", refuse)
    answer = Client(raise_request_exception=False).get(path)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
