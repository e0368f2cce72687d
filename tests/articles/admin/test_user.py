"""Accounts in the admin: what an administrator sees of signing in, and does for who cannot."""

from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.models import User
from tests import newsroom
from tests.articles.admin.conftest import desk_of, member
from tests.newsportal.sign_in import conftest as door

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _door() -> None:
    newsroom.outlet()


@pytest.fixture
def editor() -> User:
    return door.member("editor", "editor", first_name="Айгуль")


@pytest.fixture
def administrator() -> Client:
    door.member("administrator", "administrator")
    return door.signed_in("administrator")


def page_of(user: User, tail: str = "change") -> str:
    return f"/admin/articles/user/{user.pk}/{tail}/"


def test_the_account_shows_factor_sessions_and_last_sign_in(administrator: Client, editor: User) -> None:
    door.connect_app(editor)
    client = door.browser("203.0.113.7", **{"user-agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0"})
    door.sign_in(client)
    client.post("/accounts/login/code/", {"code": door.recovery_codes(editor)[0]})
    body = administrator.get(page_of(editor)).content.decode()
    assert "Firefox, Linux, 203.0.113.7" in body
    assert 'icon-yes.svg"' in body or "icon-yes" in body
    assert 'name="last_login' not in body
    assert (
        administrator.get("/admin/articles/user/")
        .context["cl"]
        .result_list.get(pk=editor.pk)
        .has_second_factor
    )


def test_the_list_asks_as_much_for_many_as_for_few(administrator: Client) -> None:
    counts = []
    for number in range(2, 20, 9):
        for one in range(number):
            door.connect_app(door.member(f"m{number}-{one}", "editor"))
        administrator.get("/admin/articles/user/")
        with CaptureQueriesContext(connection) as queries:
            administrator.get("/admin/articles/user/")
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_all_sessions_of_somebody_are_ended(administrator: Client, editor: User) -> None:
    there, elsewhere = door.signed_in(), door.signed_in()
    page = administrator.get(page_of(editor, "end-sessions"))
    assert page.status_code == 200
    assert UserSession.objects.filter(user=editor).count() == 2
    assert administrator.post(page_of(editor, "end-sessions"))["Location"] == page_of(editor)
    assert not door.is_in(there)
    assert not door.is_in(elsewhere)
    assert door.is_in(administrator)
    entry = LogEntry.objects.get()
    assert (entry.object_id, entry.user.get_username()) == (str(editor.pk), "administrator")
    sentence = ngettext("%(count)s session was ended.", "%(count)s sessions were ended.", 2)
    assert entry.get_change_message() == sentence % {"count": 2}


def test_a_lost_second_factor_is_reset(administrator: Client, editor: User) -> None:
    secret = door.connect_app(editor)
    there = door.browser()
    door.sign_in(there)
    there.post("/accounts/login/code/", {"code": door.code_of(secret)})
    assert door.is_in(there)
    assert len(administrator.get(page_of(editor, "reset-second-factor")).context["told"]) == 2
    assert Authenticator.objects.exists()
    assert administrator.post(page_of(editor, "reset-second-factor"))["Location"] == page_of(editor)
    assert not Authenticator.objects.exists()
    assert not door.is_in(there)
    assert door.sign_in(door.browser())["Location"] == "/admin/"
    sentence = _("The second factor was reset, and all sessions were ended.")
    assert LogEntry.objects.get().get_change_message() == sentence


def test_resetting_asks_again_who_it_is_after_a_while(administrator: Client, editor: User) -> None:
    door.connect_app(editor)
    with time_machine.travel(timedelta(minutes=6)):
        for method in ("get", "post"):
            answer = getattr(administrator, method)(page_of(editor, "reset-second-factor"))
            assert answer["Location"].startswith("/accounts/confirm/password/?next=%2Fadmin%2F")
        assert Authenticator.objects.filter(user=editor).exists()


def test_ones_own_factor_is_not_reset_there(administrator: Client) -> None:
    own = User.objects.get(username="administrator")
    answer = administrator.post(page_of(own, "reset-second-factor"))
    assert answer["Location"] == "/accounts/2fa/"
    assert not LogEntry.objects.exists()


@pytest.mark.parametrize("tail", ["end-sessions", "reset-second-factor"])
def test_only_who_may_change_the_account_may_do_it(editor: User, tail: str) -> None:
    root = User.objects.create_superuser("root", password=door.PASSWORD)
    door.member("administrator", "administrator")
    for client, user in (
        (door.signed_in(), root),
        (door.signed_in(), User.objects.get(username="administrator")),
        (desk_of(member("view_user")), editor),
        (door.signed_in("administrator"), root),
    ):
        for method in ("get", "post"):
            answer = getattr(client, method)(page_of(user, tail))
            assert answer.status_code in {302, 403}
            assert answer.status_code == 403 or answer["Location"].startswith("/accounts/confirm/")
    strange = door.signed_in("administrator")
    for number in (0, 10**30):
        assert strange.get(f"/admin/articles/user/{number}/{tail}/").status_code == 404
    assert not LogEntry.objects.exists()


def test_tables_of_allauth_are_no_part_of_the_admin() -> None:
    User.objects.create_superuser("root", password=door.PASSWORD)
    root = door.signed_in("root")
    body = root.get("/admin/").content.decode()
    for table in ("mfa/authenticator", "usersessions/usersession", "account/emailaddress"):
        assert f"/admin/{table}/" not in body
        assert root.get(f"/admin/{table}/").status_code == 404
