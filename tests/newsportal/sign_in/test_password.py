"""Signing in with a password: right, wrong, too often; where it leads; what it tells."""

from typing import Any

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.accounts import account_named
from articles.models import User
from tests.conftest import SideBySide
from tests.newsportal.sign_in.conftest import PASSWORD, SIGN_IN, browser, is_in, member, sign_in

WRONG = "username_password_mismatch"
LOCKED = "too_many_login_attempts"


def test_the_admin_leads_to_the_sign_in_and_back(client: Client, editor: User) -> None:
    wanted = "/admin/articles/article/?q=%D1%80%D0%B5%D0%BA%D0%B0"
    steps = client.get(wanted, follow=True)
    assert steps.status_code == 200
    path = steps.redirect_chain[-1][0]
    assert path.startswith("/accounts/login/?next=%2Fadmin%2Farticles%2Farticle%2F")
    answer = client.post(path, {"login": "editor", "password": PASSWORD, "next": steps.context["next"]})
    assert answer["Location"] == wanted


@pytest.mark.parametrize(
    "login", ["editor", "Editor", " editor ", "editor@newsroom.example", "EDITOR@Newsroom.example"]
)
def test_user_name_and_e_mail_both_open(client: Client, editor: User, login: str) -> None:
    assert sign_in(client, login)["Location"] == "/admin/"
    assert is_in(client)


@pytest.mark.parametrize(
    ("login", "password"),
    [
        ("editor", "не тот"),
        ("nobody", PASSWORD),
        ("editor@elsewhere.example", PASSWORD),
        ("edıtor", PASSWORD),
        ("closed", PASSWORD),
    ],
)
def test_everything_wrong_gets_one_answer(client: Client, editor: User, login: str, password: str) -> None:
    member("closed", is_active=False)
    answer = sign_in(client, login, password)
    assert answer.status_code == 200
    assert answer.context["form"].has_error("__all__", WRONG)
    assert len(answer.context["form"].errors) == 1
    assert f'value="{login}"' in answer.content.decode()
    assert not is_in(client)


def test_an_e_mail_of_two_accounts_names_neither(editor: User) -> None:
    member("other", email="Editor@newsroom.example")
    assert account_named("editor@newsroom.example") is None
    assert account_named("editor") == editor


def test_user_names_that_differ_by_case_are_told_apart(editor: User) -> None:
    upper = member("EDITOR")
    assert account_named("editor") == editor
    assert account_named("EDITOR") == upper
    assert account_named("Editor") is None


def test_an_unknown_account_costs_what_a_known_one_costs(
    editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed: list[str] = []
    encode = MD5PasswordHasher.encode

    def counted(self: MD5PasswordHasher, password: str, salt: str) -> str:
        hashed.append(password)
        return encode(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    costs = []
    for login in ("editor", "nobody"):
        hashed.clear()
        with CaptureQueriesContext(connection) as queries:
            sign_in(browser(), login, "не тот")
        costs.append((len(hashed), len(queries)))
    assert costs[0] == costs[1]
    assert costs[0][0] == 1


@pytest.mark.parametrize(
    "following",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "http:///evil.example",
        "https:evil.example",
        "\thttps://evil.example",
        "https://testserver/admin/",
    ],
)
def test_nobody_is_led_off_the_site(client: Client, editor: User, following: str) -> None:
    for path in (SIGN_IN, "/admin/login/"):
        client.logout()
        page = client.get(path, {"next": following}, follow=True)
        assert page.context["next"] in {None, "/admin/"}
    answer = client.post(
        f"{SIGN_IN}?next=https://evil.example/", {"login": "editor", "password": PASSWORD, "next": following}
    )
    assert answer["Location"] == "/admin/"
    for path in (SIGN_IN, "/admin/login/", "/accounts/confirm/password/"):
        assert "evil" not in client.get(path, {"next": following}).headers.get("Location", "")
    assert "evil" not in client.post("/accounts/logout/", {"next": following})["Location"]


def test_an_account_locks_after_five_failures_wherever_they_come_from(editor: User) -> None:
    for number in range(5):
        assert sign_in(browser(f"203.0.113.{number}"), "editor", "не тот").status_code == 200
    answer = sign_in(browser("198.51.100.1"))
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "300")
    assert answer.context["form"].has_error("__all__", LOCKED)
    assert 'value="editor"' in answer.content.decode()
    # Neither its e-mail, nor letters of another case, nor a port in the name of the host give more attempts.
    assert sign_in(browser("198.51.100.2"), "editor@newsroom.example").status_code == 429
    assert sign_in(browser("198.51.100.3"), "EDITOR").status_code == 429
    assert sign_in(browser("198.51.100.4", host="testserver:81")).status_code == 429
    # The others are let in.
    member("colleague")
    assert sign_in(browser("198.51.100.1"), "colleague").status_code == 302


def test_a_name_that_no_account_has_locks_too(db: None) -> None:
    answers = [sign_in(browser(f"203.0.113.{number}"), "nobody", "x").status_code for number in range(6)]
    assert answers == [200, 200, 200, 200, 200, 429]


def test_an_address_locks_after_twenty_failures_whatever_the_account(editor: User) -> None:
    for number in range(20):
        assert sign_in(browser("203.0.113.7"), f"nobody{number}", "x").status_code == 200
    assert sign_in(browser("203.0.113.7")).status_code == 429
    assert sign_in(browser("203.0.113.8")).status_code == 302


def test_success_is_not_counted(editor: User) -> None:
    for _number in range(8):
        assert sign_in(browser()).status_code == 302


def test_a_flood_of_forms_gets_the_page_of_the_site(client: Client, editor: User) -> None:
    answers = [client.post(SIGN_IN, {"login": "", "password": ""}).status_code for _number in range(31)]
    assert answers == [200] * 30 + [429]
    page = client.post(SIGN_IN, {"login": "", "password": ""})
    assert page.headers["Retry-After"] == "300"
    assert page.headers["Cache-Control"] == "no-store"
    assert "Слияние" in page.content.decode()


def test_neighbours_in_one_network_of_ipv6_are_one_address(editor: User) -> None:
    for number in range(20):
        sign_in(browser(f"2001:db8:1:2::{number}"), f"nobody{number}", "x")
    assert sign_in(browser("2001:db8:1:2::ffff")).status_code == 429
    assert sign_in(browser("2001:db8:1:3::1")).status_code == 302


def test_ipv4_inside_ipv6_is_not_one_address_for_all(editor: User) -> None:
    for number in range(20):
        sign_in(browser("::ffff:203.0.113.7"), f"nobody{number}", "x")
    assert sign_in(browser("203.0.113.7")).status_code == 429
    assert sign_in(browser("::ffff:203.0.113.8")).status_code == 302


def test_forwarded_addresses_of_strangers_give_no_new_attempts(editor: User) -> None:
    for number in range(20):
        sign_in(browser("203.0.113.7", **{"X-Forwarded-For": f"10.0.0.{number}"}), f"nobody{number}", "x")
    assert sign_in(browser("203.0.113.7", **{"X-Forwarded-For": "10.9.9.9"})).status_code == 429


def test_signing_up_does_not_exist(client: Client) -> None:
    for path in (
        "/accounts/signup/",
        "/accounts/email/",
        "/accounts/confirm-email/",
        "/accounts/social/",
        "/accounts/3rdparty/",
    ):
        assert client.get(path).status_code == 404
        assert client.post(path, {"username": "x"}).status_code == 404
    assert not User.objects.exists()


def test_who_is_not_of_the_newsroom_is_told_so(client: Client) -> None:
    member("reader", is_staff=False)
    assert sign_in(client, "reader").status_code == 302
    page = client.get("/admin/", follow=True)
    assert page.status_code == 403
    assert "account/not_of_the_newsroom.html" in [template.name for template in page.templates]


def test_signing_out_is_a_post(client: Client, editor: User) -> None:
    sign_in(client)
    assert client.get("/accounts/logout/").status_code == 200
    assert is_in(client)
    assert client.post("/accounts/logout/")["Location"] == "/accounts/login/"
    assert not is_in(client)
    sign_in(client)
    assert client.post("/admin/logout/")["Location"] == "/accounts/login/"
    assert not is_in(client)


def test_the_sign_in_page_is_russian_until_kazakh_is_asked_for(client: Client, editor: User) -> None:
    page = client.get(SIGN_IN)
    assert '<html lang="ru"' in page.content.decode()
    assert list(page.cookies) == ["csrftoken"]
    page = client.get(f"{SIGN_IN}?language=kk&next=/admin/")
    assert '<html lang="kk"' in page.content.decode()
    assert 'href="?language=ru&amp;next=%2Fadmin%2F"' in page.content.decode()
    assert '<html lang="kk"' in client.get("/accounts/password/reset/").content.decode()
    # Signed in, the profile decides.
    sign_in(client)
    assert '<html lang="ru"' in client.get("/accounts/password/").content.decode()
    User.objects.update(language="kk")
    assert '<html lang="kk"' in client.get("/accounts/password/?language=ru").content.decode()
    assert client.get("/?language=kk").cookies == {}


def test_the_password_is_changed_and_other_sessions_end(editor: User) -> None:
    here, there = browser(), browser()
    sign_in(here)
    sign_in(there)
    new = "паводок-на-иртыше"
    answers: dict[str, Any] = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    refused = here.post("/accounts/password/", answers | {"oldpassword": "не тот"})
    assert refused.context["form"].has_error("oldpassword", "enter_current_password")
    refused = here.post("/accounts/password/", answers | {"password1": "1234", "password2": "1234"})
    assert "password1" in refused.context["form"].errors
    refused = here.post("/accounts/password/", answers | {"password2": "другой"})
    assert "password2" in refused.context["form"].errors
    assert here.post("/accounts/password/", answers)["Location"] == "/accounts/password/"
    assert is_in(here)
    assert not is_in(there)
    assert sign_in(browser(), password=new).status_code == 302
    assert here.get("/admin/password_change/")["Location"] == "/accounts/password/"


NASTY = [
    "",
    "\x00",
    "a\x00b",
    "9" * 30,
    "x" * 100_000,
    "'; --",
    "<script>",
    "\u202e",
    "😀" * 50,
    "٣",
    "%00",
    "edi\u0000tor",
]


@pytest.mark.parametrize("value", NASTY, ids=range(len(NASTY)))
@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_nothing_typed_breaks_the_sign_in(editor: User, value: str, accept: str) -> None:
    for login, password in ((value, PASSWORD), ("editor", value), (value, value)):
        client = browser(accept=accept)
        answer = client.post(
            SIGN_IN, {"login": login, "password": password, "next": value, "remember": value}
        )
        assert answer.status_code in {200, 400}
        assert not is_in(browser())


def test_attempts_at_once_are_counted_one_by_one(side_by_side: SideBySide) -> None:
    """As in several web processes. Nobody has the account, so that nothing must be committed but the counts."""
    numbers = iter(range(10))

    def attempt() -> int:
        return int(sign_in(browser(f"203.0.113.{next(numbers)}"), "nobody", "x").status_code)

    assert sorted(side_by_side(attempt, times=10)) == [200] * 5 + [429] * 5
