"""The second factor: an app, recovery codes; how they are set up, asked for and kept."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from articles.models import User
from tests.newsportal.sign_in.conftest import (
    PASSWORD,
    browser,
    code_of,
    connect_app,
    is_in,
    member,
    recovery_codes,
    sign_in,
    signed_in,
)

CODE = "/accounts/login/code/"
APP = "/accounts/2fa/app/"


@pytest.fixture
def secret(editor: User) -> str:
    return connect_app(editor)


def type_code(client: Client, code: str) -> Any:
    return client.post(CODE, {"code": code})


def at_the_code(login: str = "editor", address: str = "203.0.113.7", **more: str) -> Client:
    client = browser(address)
    assert sign_in(client, login, **more)["Location"] == CODE
    return client


def test_the_password_alone_opens_nothing(secret: str) -> None:
    client = at_the_code()
    assert not is_in(client)
    assert client.get("/admin/")["Location"] == "/admin/login/?next=/admin/"
    assert client.get("/accounts/2fa/")["Location"].startswith("/accounts/login/")


def test_the_code_of_the_app_opens_and_the_way_on_is_kept(secret: str) -> None:
    client = at_the_code(next="/admin/articles/tip/")
    assert type_code(client, "000000").context["form"].errors["code"]
    assert not is_in(client)
    assert type_code(client, code_of(secret))["Location"] == "/admin/articles/tip/"
    assert is_in(client)


@pytest.mark.parametrize(("step", "opens"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_clock_may_be_half_a_minute_wrong(secret: str, step: int, opens: bool) -> None:
    client = at_the_code()
    with time_machine.travel(timezone.now(), tick=False):
        assert (type_code(client, code_of(secret, step)).status_code == 302) is opens


def test_a_code_opens_once_for_as_long_as_it_lives(secret: str) -> None:
    now = timezone.now().replace(second=0, microsecond=0)
    with time_machine.travel(now, tick=False) as clock:
        code = code_of(secret, 1)
        assert type_code(at_the_code(), code).status_code == 302
        for seconds in (0, 31, 29):
            clock.shift(seconds)
            assert type_code(at_the_code(), code).status_code == 200
            assert type_code(at_the_code(), f"{code[:3]}-{code[3:]}").status_code == 200


def test_a_recovery_code_opens_once(secret: str, editor: User) -> None:
    code = recovery_codes(editor)[0]
    assert type_code(at_the_code(), code).status_code == 302
    refused = type_code(at_the_code(), code)
    assert refused.context["form"].errors["code"]
    assert len(recovery_codes(editor)) == 9


def test_five_wrong_codes_lock_the_account_wherever_they_come_from(secret: str) -> None:
    for number in range(5):
        assert type_code(at_the_code(address=f"203.0.113.{number}"), "000000").status_code == 200
    answer = type_code(at_the_code(address="198.51.100.1"), code_of(secret))
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "300")
    assert answer.context["form"].has_error("code", "too_many_login_attempts")


def test_wrong_codes_count_for_the_address_too(editor: User) -> None:
    for number in range(4):
        connect_app(member(f"m{number}"))
        for _attempt in range(5):
            assert type_code(at_the_code(f"m{number}"), "000000").status_code == 200
    connect_app(editor)
    # The password succeeds and is not counted; the first wrong code of another account is one too many.
    assert sign_in(browser("203.0.113.7")).status_code == 429
    assert type_code(at_the_code(address="203.0.113.8"), "000000").status_code == 200


def test_somebody_else_may_sign_in_instead(secret: str) -> None:
    client = at_the_code()
    assert client.get("/accounts/login/")["Location"] == CODE
    client.post("/accounts/logout/")
    assert client.get("/accounts/login/").status_code == 200


def test_setting_up_an_app(editor: User, django_capture_on_commit_callbacks: Any) -> None:
    here, there = signed_in(), signed_in()
    page = here.get(APP)
    assert page.status_code == 200
    secret = page.context["form"].secret
    body = page.content.decode()
    assert secret in body
    assert "<svg" in body
    assert "data:" not in body.partition("<svg")[0]
    assert here.post(APP, {"code": "000000"}).context["form"].errors["code"]
    with django_capture_on_commit_callbacks(execute=True):
        answer = here.post(APP, {"code": code_of(secret)})
    assert answer["Location"] == "/accounts/2fa/recovery-codes/"
    # Whoever came by the password alone is out.
    assert is_in(here)
    assert not is_in(there)
    # The codes are shown once.
    shown = here.get("/accounts/2fa/recovery-codes/").content.decode()
    for code in recovery_codes(editor):
        assert f"<code>{code}</code>" in shown
        assert f"{code}%0A" in shown
    again = here.get("/accounts/2fa/recovery-codes/").content.decode()
    assert not any(code in again for code in recovery_codes(editor))
    assert here.get("/accounts/2fa/recovery-codes/download/").status_code == 404


def test_new_recovery_codes_replace_the_old(secret: str, editor: User) -> None:
    old = recovery_codes(editor)
    client = at_the_code()
    type_code(client, code_of(secret))
    assert client.get("/accounts/2fa/recovery-codes/new/").status_code == 200
    assert client.post("/accounts/2fa/recovery-codes/new/")["Location"] == "/accounts/2fa/recovery-codes/"
    assert type_code(at_the_code(), old[3]).status_code == 200
    assert type_code(at_the_code(), recovery_codes(editor)[3]).status_code == 302


def test_weighty_pages_ask_again_after_a_while(editor: User) -> None:
    client = signed_in()
    with time_machine.travel(timedelta(minutes=6)):
        answer = client.get(APP)
        assert answer["Location"] == f"/accounts/confirm/password/?next={APP.replace('/', '%2F')}"
        confirm = answer["Location"]
        assert client.post(confirm, {"password": "не тот"}).context["form"].errors["password"]
        assert client.post(confirm, {"password": PASSWORD, "next": APP})["Location"] == APP
        assert client.get(APP).status_code == 200


def test_wrong_passwords_there_lock_the_account_too(editor: User) -> None:
    client = signed_in()
    confirm = "/accounts/confirm/password/"
    answers = [client.post(confirm, {"password": "не тот"}).status_code for _number in range(6)]
    assert answers == [200, 200, 200, 200, 200, 429]
    assert sign_in(browser("198.51.100.1")).status_code == 429


def test_disconnecting_the_app_takes_the_recovery_codes_along(secret: str, editor: User) -> None:
    client = at_the_code()
    type_code(client, code_of(secret))
    assert client.get("/accounts/2fa/app/disconnect/").status_code == 200
    assert Authenticator.objects.count() == 2
    assert client.post("/accounts/2fa/app/disconnect/")["Location"] == "/accounts/2fa/"
    assert not Authenticator.objects.exists()
    assert sign_in(browser())["Location"] == "/admin/"


def test_secrets_are_not_readable_in_the_database(secret: str, editor: User) -> None:
    stored = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in stored
    assert not any(code in stored for code in recovery_codes(editor))


def test_with_another_secret_key_no_code_fits_and_nothing_breaks(
    secret: str, editor: User, settings: Settings
) -> None:
    client, code = at_the_code(), code_of(secret)
    codes = recovery_codes(editor)
    former, settings.SECRET_KEY = settings.SECRET_KEY, "another one"
    client = at_the_code()
    assert type_code(client, code).status_code == 200
    assert type_code(client, codes[0]).status_code == 200
    # Django's own way to change the key.
    settings.SECRET_KEY_FALLBACKS = [former]
    assert type_code(client, code).status_code == 302


@pytest.mark.parametrize("code", ["", "0" * 30, "٣" * 6, "\x00", "<b>", "кодкод", "9" * 5000, "-" * 6, "1e5"])
def test_no_code_breaks_the_page(secret: str, code: str) -> None:
    assert type_code(at_the_code(), code).status_code == 200
