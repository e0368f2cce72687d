"""What stands before the desk: REQUIRE_2FA, and answers that a script understands."""

import json
from itertools import product

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.translation import gettext as _
from pytest_django import Settings

from articles.models import User
from tests import newsroom
from tests.newsportal.sign_in.conftest import (
    browser,
    code_of,
    connect_app,
    is_in,
    member,
    sign_in,
    signed_in,
)

JSON = {"Accept": "application/json"}
FETCH = {"X-Requested-With": "fetch", "Accept": "*/*"}
SET_UP = "/accounts/2fa/"
OPEN = {"/admin/login/", "/admin/logout/"}


@pytest.fixture
def required(settings: Settings) -> None:
    settings.REQUIRE_2FA = True


def admin_addresses() -> list[str]:
    """Every address of the admin, with 1 where it wants a value."""
    found: list[str] = []

    def walk(patterns: list[URLPattern | URLResolver], before: str) -> None:
        for pattern in patterns:
            part = str(pattern.pattern).lstrip("^").rstrip("$").removesuffix("\\Z")
            for kind in ("<int:", "<path:", "<slug:", "<str:", "<"):
                while kind in part:
                    head, _mark, tail = part.partition(kind)
                    part = f"{head}1{tail.partition('>')[2]}"
            if "(" in part:
                part = "articles/" if "app_label" in part else "nothing/"
            if isinstance(pattern, URLResolver):
                walk(pattern.url_patterns, before + part)
            else:
                found.append(before + part)

    walk([one for one in get_resolver().url_patterns if str(one.pattern) == "admin/"], "/")
    return sorted(set(found) - OPEN)


def test_the_walk_finds_the_admin() -> None:
    addresses = admin_addresses()
    assert len(addresses) > 80
    assert {"/admin/", "/admin/jsi18n/", "/admin/autocomplete/"} <= set(addresses)
    assert "/admin/articles/article/1/publish/" in addresses


def test_a_correspondent_who_publishes_in_a_rubric_of_theirs_needs_a_factor(required: None) -> None:
    writer = member("m", "correspondent")
    client = signed_in("m")
    assert client.get("/admin/").status_code == 200
    own = newsroom.rubric("own")
    writer.rubrics.add(own)
    assert client.get("/admin/").status_code == 200
    own.correspondents_publish = True
    own.save()
    assert client.get("/admin/").headers.get("Location") == SET_UP
    writer.rubrics.set([newsroom.rubric("other")])
    assert client.get("/admin/").status_code == 200


@pytest.mark.parametrize("role", ["editor", "duty_editor", "chief_editor", "administrator"])
def test_no_address_of_the_admin_opens_without_a_factor(required: None, role: str, is_long: bool) -> None:
    """A short run reads every address, and changes and scripts come to every fourth one."""
    member("m", role)
    client = signed_in("m")
    addresses = [*admin_addresses(), "/admin/no/such/page/", "/admin//articles/", "/admin/login", "/%61dmin/"]
    for number, address in enumerate(addresses if role == "editor" else addresses[::9]):
        for turn, method in enumerate(("get", "post", "put", "delete", "head", "options")):
            if not is_long and method != "get" and (number + turn) % 4:
                continue
            answer = getattr(client, method)(address)
            assert (answer.status_code, answer.headers.get("Location")) == (302, SET_UP), (method, address)
        for turn, (headers, method) in enumerate(product((JSON, FETCH), ("get", "post"))):
            if not is_long and (number + turn) % 4:
                continue
            answer = getattr(client, method)(address, headers=headers)
            assert answer.status_code == 403, (method, address)
            assert answer.json() == {"error": "second_factor_required", "set_up": SET_UP}


def test_a_superuser_is_asked_as_an_administrator(required: None) -> None:
    User.objects.create_superuser("root", password="ледоход-на-ульбе")
    assert signed_in("root").get("/admin/")["Location"] == SET_UP


@pytest.mark.parametrize("role", ["correspondent", "photo_editor", "registry_curator"])
def test_who_does_not_publish_is_not_asked(required: None, role: str) -> None:
    member("m", role)
    assert signed_in("m").get("/admin/").status_code == 200


def test_without_the_setting_nobody_is_asked(editor: User) -> None:
    assert signed_in().get("/admin/").status_code == 200


def test_the_desk_opens_when_a_factor_is_there_and_closes_with_it(required: None, editor: User) -> None:
    client = signed_in()
    page = client.get("/admin/", follow=True)
    assert page.context["must_set_up"]
    assert "account-notice" in page.content.decode()
    secret = client.get("/accounts/2fa/app/").context["form"].secret
    client.post("/accounts/2fa/app/", {"code": code_of(secret)})
    assert client.get("/admin/").status_code == 200
    assert "account-notice" not in client.get(SET_UP).content.decode()
    client.post("/accounts/2fa/app/disconnect/")
    assert client.get("/admin/")["Location"] == SET_UP


def test_recovery_codes_are_no_factor(required: None, editor: User) -> None:
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

    RecoveryCodes.activate(editor)
    assert signed_in().get("/admin/")["Location"] == SET_UP


def test_signing_in_leads_to_the_code_and_then_to_the_desk(required: None, editor: User) -> None:
    secret = connect_app(editor)
    client = browser()
    assert sign_in(client)["Location"] == "/accounts/login/code/"
    assert client.post("/accounts/login/code/", {"code": code_of(secret)})["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_who_is_gated_may_still_sign_out(required: None, editor: User) -> None:
    client = signed_in()
    assert client.post("/admin/logout/")["Location"] == "/accounts/login/"
    assert not is_in(client)


@pytest.mark.parametrize("headers", [JSON, FETCH, {"Accept": "application/json, text/plain;q=0.5"}])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_script_without_a_session_is_told_so(method: str, headers: dict[str, str]) -> None:
    client = Client(enforce_csrf_checks=True)
    for address in ("/admin/", "/admin/articles/article/1/change/", "/admin/no/such/"):
        answer = getattr(client, method)(address, headers=headers)
        assert answer.status_code == 401
        assert answer.json() == {"error": "signed_out", "sign_in": "/accounts/login/?popup=1"}
        assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "headers", [{}, {"Accept": "*/*"}, {"Accept": "text/html,*/*;q=0.8"}, {"Accept": "garbage;;"}]
)
def test_a_page_without_a_session_is_led_to_the_sign_in(headers: dict[str, str]) -> None:
    answer = Client().get("/admin/", headers=headers)
    assert answer["Location"] == "/admin/login/?next=/admin/"


def test_a_script_of_a_stranger_to_the_newsroom_is_refused() -> None:
    member("reader", is_staff=False)
    client = signed_in("reader")
    answer = client.get("/admin/", headers=JSON)
    assert (answer.status_code, answer.json()) == (403, {"error": "forbidden"})


def test_scripts_of_the_newsroom_get_through(editor: User) -> None:
    query = {"app_label": "articles", "model_name": "storysource", "field_name": "source"}
    newsroom.source()
    answer = signed_in().get("/admin/autocomplete/", query, headers=JSON)
    assert answer.status_code == 200
    assert len(answer.json()["results"]) == 1


def test_the_second_window_ends_with_the_word_to_go_on(editor: User) -> None:
    client = browser()
    sign_in_url = client.get("/admin/", headers=JSON).json()["sign_in"]
    page = client.get(sign_in_url)
    assert page.context["is_popup"]
    following = page.context["next"]
    assert sign_in(client, next=following)["Location"] == "/accounts/signed-in/"
    done = client.get("/accounts/signed-in/").content.decode()
    assert _("You are signed in again; close this tab and go on writing.") in done
    # The page that was left open gets the token that came with the new session.
    told = client.get("/accounts/signed-in/", headers=JSON).json()
    assert told["user"] == "editor"
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = client.cookies
    values = {"csrfmiddlewaretoken": told["csrf_token"], "others": "1"}
    assert strict.post("/accounts/sessions/", values).status_code == 302
    assert strict.post("/accounts/sessions/", values | {"csrfmiddlewaretoken": "x" * 64}).status_code == 403


def test_the_second_window_goes_through_the_second_factor(editor: User) -> None:
    secret = connect_app(editor)
    client = browser()
    following = client.get("/accounts/login/?popup=1").context["next"]
    sign_in(client, next=following)
    answer = client.post("/accounts/login/code/", {"code": code_of(secret)})
    assert answer["Location"] == "/accounts/signed-in/"


def test_without_a_session_the_end_of_the_sign_in_is_its_beginning() -> None:
    assert Client().get("/accounts/signed-in/")["Location"] == "/accounts/login/?popup=1"
    assert json.loads(Client().get("/accounts/signed-in/", headers=JSON).content)["error"] == "signed_out"


@pytest.mark.parametrize("mode", ["demo", "serve", "test"])
def test_the_demo_never_requires_a_factor(mode: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import runpy

    from newsportal import settings as settings_module

    monkeypatch.setenv("NEWSPORTAL_MODE", mode)
    monkeypatch.setenv("REQUIRE_2FA", "true")
    path = settings_module.__file__
    assert runpy.run_path(str(path))["REQUIRE_2FA"] is (mode != "demo")
    monkeypatch.delenv("REQUIRE_2FA")
    assert runpy.run_path(str(path))["REQUIRE_2FA"] is False
