"""The desk's page of keys: made after a look at who is there, shown once, revoked by a question."""

import re

import pytest
from django.test import Client

from articles import api_keys
from articles.models import ApiKey, KeyScope, User
from tests.articles.admin.conftest import desk_of, member

pytestmark = pytest.mark.django_db
LIST = "/admin/articles/apikey/"
FORM = {"name": "Сканер ленты", "scopes": ["drafts", "photos"]}


@pytest.fixture
def writer() -> User:
    user = member(roles=("correspondent",))
    user.set_password("a password of some length")
    user.save()
    return user


def signed_in(user: User) -> Client:
    """As a person who has just typed the password: `force_login` knows of none."""
    client = Client()
    client.post("/accounts/login/", {"login": user.username, "password": "a password of some length"})
    return client


def test_a_key_is_shown_once_after_it_is_made(writer: User) -> None:
    desk = signed_in(writer)
    assert desk.get(LIST + "add/").status_code == 200
    page = desk.post(LIST + "add/", FORM)
    assert page.status_code == 200
    assert "no-store" in page.headers["Cache-Control"]
    [token] = re.findall(r'value="(npk_[\w-]{51})"', page.content.decode())
    key = ApiKey.objects.get()
    assert api_keys.find(token) == key
    assert (key.owner, key.scopes, key.name) == (writer, ["drafts", "photos"], "Сканер ленты")
    for address in (LIST, f"{LIST}{key.pk}/change/"):
        shown = desk.get(address).content.decode()
        assert key.prefix in shown
        assert token not in shown
        assert key.hash not in shown


def test_who_found_the_browser_open_is_asked_for_the_password(writer: User) -> None:
    desk = desk_of(writer)
    assert desk.get(LIST + "add/").status_code == 302
    assert desk.post(LIST + "add/", FORM).status_code == 302
    assert not ApiKey.objects.exists()


def test_members_see_their_own_keys_and_the_administrator_all(writer: User) -> None:
    mine, _token = api_keys.make(owner=writer, name="Мой", scopes=[KeyScope.READ], by=writer)
    other = member(roles=("editor",))
    theirs, _token = api_keys.make(owner=other, name="Чужой", scopes=[KeyScope.READ], by=other)
    page = desk_of(writer).get(LIST).content.decode()
    assert mine.prefix in page
    assert theirs.prefix not in page
    assert desk_of(writer).post(f"{LIST}{theirs.pk}/revoke/").status_code == 404
    theirs.refresh_from_db()
    assert theirs.revoked_at is None
    administrator = member(roles=("administrator",))
    desk = desk_of(administrator)
    assert theirs.prefix in desk.get(LIST).content.decode()
    assert desk.get(f"{LIST}{theirs.pk}/revoke/").status_code == 200
    assert desk.post(f"{LIST}{theirs.pk}/revoke/").status_code == 302
    theirs.refresh_from_db()
    assert (theirs.revoked_by, theirs.is_over) == (administrator, True)


def test_the_key_of_a_partner_only_reads(writer: User) -> None:
    writer.groups.clear()
    writer.is_superuser = True
    writer.save()
    desk = signed_in(writer)
    refused = desk.post(LIST + "add/", FORM | {"is_partner": "on"})
    assert refused.context["adminform"].form.errors.keys() == {"scopes"}
    assert desk.post(LIST + "add/", FORM | {"is_partner": "on", "scopes": ["read"]}).status_code == 200
    assert ApiKey.objects.get().owner is None


def test_who_is_no_administrator_makes_none_for_partners(writer: User) -> None:
    signed_in(writer).post(LIST + "add/", FORM | {"is_partner": "on"})
    assert ApiKey.objects.get().owner == writer


def test_a_day_that_is_over_is_refused(writer: User) -> None:
    page = signed_in(writer).post(LIST + "add/", FORM | {"last_day": "2020-01-01"})
    assert page.context["adminform"].form.errors.keys() == {"last_day"}


def test_nothing_of_a_key_is_changed(writer: User) -> None:
    key, _token = api_keys.make(owner=writer, name="Мой", scopes=[KeyScope.READ], by=writer)
    assert desk_of(writer).post(f"{LIST}{key.pk}/change/", FORM).status_code == 403
    assert desk_of(writer).post(f"{LIST}{key.pk}/delete/", {"post": "yes"}).status_code == 403
