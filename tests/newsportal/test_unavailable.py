"""The page while the database is away: what was sent is given back, to who sent it and nobody else."""

import html
import re
from typing import Any

import pytest
from django.test import RequestFactory

from newsportal import unavailable
from newsportal.page_cache.answers import refuse
from tests.newsportal.page_cache.web import Got, ask

TOKEN = "t" * 32
BROWSER = {"HTTP_ACCEPT": "text/html,*/*;q=0.8", "HTTP_COOKIE": f"csrftoken={TOKEN}"}
LONG = 'Мост через реку <b>закрыт</b> & "объезд" по улице Абая.\n\nСо вчерашнего дня.'


def post(fields: list[tuple[str, str]], path: str = "/contacts/tip/", **headers: str) -> Got:
    request = RequestFactory().post(path, {"csrfmiddlewaretoken": TOKEN, **dict(fields)})
    body = request.read()
    kind = request.META["CONTENT_TYPE"]
    return ask(refuse, path, method="POST", body=body, **{"CONTENT_TYPE": kind, **BROWSER, **headers})


def sent_again(page: str) -> dict[str, str]:
    """What a browser would send by the button of the page."""
    found = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', page)
    found += re.findall(r'<textarea [^>]*name="([^"]*)"[^>]*>\n(.*?)</textarea>', page, re.DOTALL)
    return {html.unescape(name): html.unescape(value) for name, value in found}


def test_a_reader_reads_that_it_comes_back() -> None:
    got = ask(refuse, "/weather/?day=1", HTTP_ACCEPT="text/html")
    assert (got.status, got.headers["retry-after"]) == (503, "30")
    assert got.headers["x-robots-tag"] == "noindex"
    assert got.headers["cache-control"] == "no-store"
    assert "noindex" in got.text
    assert 'href="/weather/?day=1"' in got.text
    assert "<form" not in got.text
    assert "://" not in got.text
    assert len(got.body) < 3000


@pytest.mark.parametrize(
    ("path", "cookie", "language"),
    [("/", "", "ru"), ("/kk/weather/", "", "kk"), ("/admin/", "", "ru"), ("/admin/", "language=kk", "kk"),
     ("/", "language=kk", "ru"), ("/admin/", "language=evil", "ru")],
)  # fmt: skip
def test_it_speaks_the_language_of_the_address(path: str, cookie: str, language: str) -> None:
    assert f'<html lang="{language}">' in ask(refuse, path, HTTP_COOKIE=cookie).text


def test_it_has_the_policy_of_all_pages() -> None:
    headers = ask(refuse, "/").headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "form-action 'self'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"


@pytest.mark.parametrize(
    "path", ["/contacts/tip/", "/kk/contacts/tip/", "/admin/articles/article/7/change/?a=1&b=2"]
)
def test_a_form_is_given_back_as_it_was_sent(path: str) -> None:
    fields = {"text": LONG, "name": "Айгүл «А»", "empty": "", "keep_name_secret": "on", "_save": "1"}
    got = post([*fields.items()], path)
    assert got.status == 503
    assert sent_again(got.text) == fields | {"csrfmiddlewaretoken": TOKEN}
    assert f'action="{html.escape(path)}"' in got.text
    assert "<b>" not in got.text


def test_what_is_long_is_shown() -> None:
    page = post([("text", LONG)]).text
    assert html.escape(LONG) in page.partition("<textarea")[2]


def test_a_name_with_several_values_keeps_them_all() -> None:
    body = f"topics=1&topics=2&topics=2&csrfmiddlewaretoken={TOKEN}".encode()
    page = ask(refuse, "/admin/", method="POST", body=body, **BROWSER).text
    assert re.findall(r'name="topics" value="(\d)"', page) == ["1", "2", "2"]


def test_passwords_are_not_given_back() -> None:
    page = post([("password1", "hidden-word"), ("old_password", "hidden-word"), ("username", "aigul")]).text
    assert sent_again(page).keys() == {"username", "csrfmiddlewaretoken"}
    assert "hidden-word" not in page


@pytest.mark.parametrize("path", ["/accounts/login/", "/accounts/2fa/authenticate/"])
def test_nothing_of_a_page_for_signing_in_is_given_back(path: str) -> None:
    page = post([("login", "aigul"), ("code", "123456")], path).text
    assert "aigul" not in page
    assert "123456" not in page


def test_files_are_to_be_chosen_again() -> None:
    request = RequestFactory().post("/", {"csrfmiddlewaretoken": TOKEN, "text": "слово", "photos": picture()})
    kind = request.META["CONTENT_TYPE"]
    got = ask(
        refuse, "/contacts/tip/", method="POST", body=request.read(), **BROWSER | {"CONTENT_TYPE": kind}
    )
    assert '<input type="file" id="file-1" name="photos" multiple>' in got.text
    assert 'enctype="multipart/form-data"' in got.text
    assert sent_again(got.text)["text"] == "слово"
    assert b"bytes of a picture" not in got.body


def picture() -> Any:
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile("one.jpg", b"bytes of a picture" * 1000)


FOREIGN: list[dict[str, str]] = [
    {"HTTP_COOKIE": ""},
    {"HTTP_COOKIE": f"csrftoken={'x' * 32}"},
    {"HTTP_ORIGIN": "https://evil.example"},
    {"HTTP_ORIGIN": "null"},
    {"HTTP_HOST": "evil.example", "HTTP_ORIGIN": "https://evil.example", "HTTP_COOKIE": ""},
]


@pytest.mark.parametrize("headers", FOREIGN)
def test_what_a_page_elsewhere_sends_is_not_shown(headers: dict[str, str]) -> None:
    got = post([("text", "Позвоните мошенникам")], "/contacts/tip/", **headers)
    assert got.status == 503
    assert "мошенникам" not in got.text


@pytest.mark.parametrize("accepted", ["*/*", "application/json"])
def test_a_script_gets_nothing_back(accepted: str) -> None:
    assert "слово" not in post([("text", "слово")], "/admin/", HTTP_ACCEPT=accepted).text


ODD: list[tuple[bytes, dict[str, str]]] = [
    (b"\xff\xfe=%ff", {}),
    (b"a" * 10, {"CONTENT_TYPE": "multipart/form-data"}),
    (b"a" * 10, {"CONTENT_TYPE": "multipart/form-data; boundary=" + "x" * 300}),
    (b"--x\r\nContent-Disposition: form-data\r\n\r\n", {"CONTENT_TYPE": "multipart/form-data; boundary=x"}),
    (b"text=x", {"CONTENT_TYPE": "application/x-www-form-urlencoded; charset=utf-7"}),
    (b"text=x", {"CONTENT_TYPE": "text/html; charset=no-such"}),
    (b"text=x", {"CONTENT_LENGTH": "many"}),
    (b"text=x", {"CONTENT_LENGTH": "-1"}),
    (b"text=x", {"CONTENT_LENGTH": "9" * 30}),
    (b"&".join(b"a%d=1" % number for number in range(2000)), {}),
    (b"text=" + b"x" * (6 * 1024 * 1024), {}),
    (b"text=x%00y&csrfmiddlewaretoken=" + TOKEN.encode(), {}),
]


@pytest.mark.parametrize(("body", "headers"), ODD)
def test_an_odd_form_is_refused_like_any_other(body: bytes, headers: dict[str, str]) -> None:
    got = ask(refuse, "/contacts/tip/", method="POST", body=body, **BROWSER | headers)
    assert got.status in {413, 503}
    assert len(got.body) < 5000


def test_what_is_too_long_is_left_to_the_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unavailable, "LONGEST", 500)
    assert "слово" in post([("text", "слово" * 50)]).text
    assert "слово" not in post([("text", "слово" * 120)]).text
