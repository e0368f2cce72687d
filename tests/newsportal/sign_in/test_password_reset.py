"""A new password by e-mail, where the operator has said how to send it."""

import re
import socketserver
import threading
from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes, policy
from typing import Any, ClassVar

import dj_email_url
import pytest
import time_machine
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from environs import EnvError
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import Settings

from articles.models import User
from newsportal.mailers import mailers
from newsportal.tasks import send_password_reset
from tests.newsportal.sign_in.conftest import (
    PASSWORD,
    browser,
    connect_app,
    is_in,
    member,
    sign_in,
    signed_in,
)

RESET = "/accounts/password/reset/"
NEW = "паводок-на-иртыше"


class Letterbox(socketserver.ThreadingTCPServer):
    """A mail server that takes everything."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.letters: list[tuple[list[str], Any]] = []


class Conversation(socketserver.StreamRequestHandler):
    server: Letterbox
    ANSWERS: ClassVar[dict[str, str]] = {"EHLO": "250 letterbox", "DATA": "354 go on", "QUIT": "221 bye"}

    def handle(self) -> None:
        recipients: list[str] = []
        self.wfile.write(b"220 letterbox\r\n")
        while line := self.rfile.readline().decode().strip():
            word = line[:4].upper()
            if word == "RCPT":
                recipients.append(line.partition("<")[2].partition(">")[0])
            self.wfile.write(f"{self.ANSWERS.get(word, '250 OK')}\r\n".encode())
            if word == "DATA":
                body = b"".join(iter(self.rfile.readline, b".\r\n"))
                self.server.letters.append((recipients, message_from_bytes(body, policy=policy.default)))
                self.wfile.write(b"250 taken\r\n")
            if word == "QUIT":
                return


@pytest.fixture
def letterbox(settings: Settings) -> Iterator[Letterbox]:
    with Letterbox() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.EMAIL = dj_email_url.parse(f"smtp://127.0.0.1:{server.server_address[1]}")
        settings.MAILERS = mailers(settings.EMAIL)
        yield server
        server.shutdown()


def deliver() -> None:
    """As the task worker does."""
    for job in ProcrastinateJob.objects.filter(task_name="newsportal.send_password_reset"):
        send_password_reset(**job.args)


def ask(email: str, address: str = "203.0.113.7") -> Any:
    return browser(address).post(RESET, {"email": email})


def link_in(letter: Any) -> str:
    found = re.search(r"http://127\.0\.0\.1:8000(/accounts/\S+)", letter.get_content())
    assert found is not None
    return found[1]


def test_without_mail_the_page_says_whom_to_ask(client: Client, editor: User) -> None:
    for answer in (client.get(RESET), client.post(RESET, {"email": "editor@newsroom.example"})):
        assert answer.status_code == 200
        assert answer.context["sends_mail"] is False
        assert "<form" not in answer.content.decode()
    assert not ProcrastinateJob.objects.exists()


def test_the_letter_sets_a_new_password_once(letterbox: Letterbox, editor: User) -> None:
    there = signed_in()
    assert ask("Editor@newsroom.example")["Location"] == f"{RESET}sent/"
    deliver()
    ((recipients, letter),) = letterbox.letters
    assert recipients == ["editor@newsroom.example"]
    assert letter["From"] == "newsroom@127.0.0.1"
    assert "«editor»" in letter.get_content()
    link = link_in(letter)
    reader = browser()
    page = reader.get(link, follow=True)
    assert page.redirect_chain[-1][0].endswith("-set-password/")
    form = page.context["action_url"]
    assert reader.post(form, {"password1": "1234", "password2": "1234"}).status_code == 200
    assert reader.post(form, {"password1": NEW, "password2": NEW})["Location"] == f"{RESET}done/"
    assert not is_in(reader)
    assert not is_in(there)
    assert sign_in(browser(), password=PASSWORD).status_code == 200
    assert sign_in(browser(), password=NEW).status_code == 302
    assert browser().get(link).context["token_fail"]


def test_a_new_password_is_no_way_round_the_second_factor(letterbox: Letterbox, editor: User) -> None:
    connect_app(editor)
    ask("editor@newsroom.example")
    deliver()
    reader = browser()
    form = reader.get(link_in(letterbox.letters[0][1]), follow=True).context["action_url"]
    reader.post(form, {"password1": NEW, "password2": NEW})
    assert sign_in(reader, password=NEW)["Location"] == "/accounts/login/code/"


def test_the_link_grows_old(letterbox: Letterbox, editor: User) -> None:
    ask("editor@newsroom.example")
    deliver()
    with time_machine.travel(timedelta(hours=4, minutes=1)):
        assert browser().get(link_in(letterbox.letters[0][1])).context["token_fail"]


def test_nothing_tells_whether_there_is_such_an_account(letterbox: Letterbox, editor: User) -> None:
    member("closed", email="closed@newsroom.example", is_active=False)
    answers = [
        ask(f"{name}@newsroom.example", f"203.0.113.{number}")
        for number, name in enumerate(("editor", "nobody", "closed"))
    ]
    assert len({(answer.status_code, answer["Location"]) for answer in answers}) == 1
    assert ProcrastinateJob.objects.count() == 3
    deliver()
    assert [recipients for recipients, _letter in letterbox.letters] == [["editor@newsroom.example"]]


def test_the_letter_speaks_the_language_of_the_account(letterbox: Letterbox, editor: User) -> None:
    member("other", email="editor@newsroom.example", language="kk")
    ask("editor@newsroom.example")
    deliver()
    letters = sorted(letter.get_content() for _recipients, letter in letterbox.letters)
    assert ["Құйылыс" in letter for letter in letters] == ["«other»" in letter for letter in letters]


def test_the_host_of_the_request_is_not_believed(letterbox: Letterbox, editor: User) -> None:
    browser(host="evil.example").post(RESET, {"email": "editor@newsroom.example"})
    deliver()
    assert "evil" not in letterbox.letters[0][1].get_content()


def test_letters_are_limited_by_e_mail_and_by_address(letterbox: Letterbox, editor: User) -> None:
    answers = [ask("editor@newsroom.example", f"203.0.113.{number}").status_code for number in range(4)]
    assert answers == [302, 302, 302, 429]
    answers = [ask(f"nobody{number}@newsroom.example", "198.51.100.1").status_code for number in range(11)]
    assert answers == [302] * 10 + [429]
    answer = ask("x@newsroom.example", "198.51.100.1")
    assert answer.headers["Retry-After"] == "3600"
    assert ProcrastinateJob.objects.count() == 13


@pytest.mark.parametrize(
    "email", ["", "x", "a@b", "\x00@x.kz", "x" * 5000 + "@x.kz", "a@x.kz\r\nBcc: b@x.kz", "<b>@x.kz"]
)
def test_what_is_no_e_mail_is_refused(letterbox: Letterbox, email: str) -> None:
    assert ask(email).status_code == 200
    assert not ProcrastinateJob.objects.exists()


@pytest.mark.parametrize(
    "tail",
    [
        "1-x/",
        "1-set-password/",
        "0-0-0/",
        f"{'z' * 13}-x/",
        f"{'9' * 30}-x/",
        "1-%00/",
        f"1-{'a' * 5000}/",
        "-/",
        "1-ключ/",
    ],
)
def test_no_link_breaks_the_page(client: Client, editor: User, tail: str) -> None:
    for method in ("get", "post"):
        assert getattr(client, method)(f"{RESET}{tail}").status_code in {200, 400, 404}


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (
            "smtp://mail.example",
            {"host": "mail.example", "port": 25, "use_tls": False, "use_ssl": False, "timeout": 15},
        ),
        (
            "submission://news%40x.kz:p%40ss@mail.example?timeout=5",
            {"port": 587, "use_tls": True, "username": "news@x.kz", "password": "p@ss", "timeout": 5},
        ),
        ("smtp://mail.example:465/?ssl=True", {"port": 465, "use_ssl": True, "use_tls": False}),
    ],
)
def test_the_variable_says_how_to_send(url: str, expected: dict[str, Any]) -> None:
    options = mailers(dj_email_url.parse(url))["default"]["OPTIONS"]
    assert {name: options[name] for name in expected} == expected


@pytest.mark.parametrize(
    "url", ["mail.example", "console://", "memory://", "ftp://mail.example", "submission://"]
)
def test_what_cannot_send_is_refused(url: str) -> None:
    with pytest.raises(EnvError, match="EMAIL_URL"):
        mailers(dj_email_url.parse(url))


def test_a_wrong_variable_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    import runpy

    from newsportal import settings as settings_module

    monkeypatch.setenv("EMAIL_URL", "carrier-pigeon://x")
    with pytest.raises(ImproperlyConfigured, match="EMAIL_URL"):
        runpy.run_path(str(settings_module.__file__))
    monkeypatch.setenv("EMAIL_URL", "smtp://mail.example/?_default_from_email=desk@news.example")
    read = runpy.run_path(str(settings_module.__file__))
    assert read["DEFAULT_FROM_EMAIL"] == "desk@news.example"
    assert read["MAILERS"]["default"]["OPTIONS"]["host"] == "mail.example"
