"""Keys of the API: made once, kept as a hash, dead when their time or their owner's is over."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.hashers import make_password
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles import api_keys
from articles.models import ApiKey, KeyScope, User
from tests.articles.admin.conftest import desk_of, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer() -> User:
    return member(roles=("correspondent",))


def key_of(owner: User, *scopes: KeyScope) -> tuple[ApiKey, str]:
    return api_keys.make(owner=owner, name="Бот", scopes=list(scopes) or [KeyScope.DRAFTS], by=owner)


def test_a_key_is_found_and_not_kept(writer: User) -> None:
    key, token = key_of(writer)
    assert len(token) == 12 + 43
    assert api_keys.find(token) == key
    kept = [str(value) for value in ApiKey.objects.values_list().get()]
    assert not any(token[12:] in value for value in kept)


@pytest.mark.parametrize(
    "forged", ["", "npk_", "npk_é" * 10, "x" * 10_000, "npk_aaaaaaaa" + "b" * 43, "\ud800"]
)
def test_what_was_never_made_is_nothing(writer: User, forged: str) -> None:
    _key, token = key_of(writer)
    assert api_keys.find(forged) is None
    assert api_keys.find(token[:-1] + ("a" if token[-1] != "a" else "b")) is None
    assert api_keys.find(token + "\n") is None


def _revoked(key: ApiKey, owner: User) -> None:
    api_keys.revoke(key, by=owner)


def _expired(key: ApiKey, owner: User) -> None:
    made = timezone.now() - timedelta(days=2)
    ApiKey.objects.update(created_at=made, expires_at=made + timedelta(days=1))


def _closed(key: ApiKey, owner: User) -> None:
    User.objects.filter(pk=owner.pk).update(is_active=False)


def _without_a_role(key: ApiKey, owner: User) -> None:
    owner.groups.clear()


def _not_staff(key: ApiKey, owner: User) -> None:
    User.objects.filter(pk=owner.pk).update(is_staff=False)


@pytest.mark.parametrize("end", [_revoked, _expired, _closed, _without_a_role, _not_staff])
def test_a_dead_key_answers_as_one_that_never_was(
    client: Client, writer: User, end: Callable[[ApiKey, User], None]
) -> None:
    key, token = key_of(writer)
    end(key, writer)
    never = client.get("/api/v1/articles/", headers={"Authorization": "Bearer npk_" + "a" * 51})
    answer = client.get("/api/v1/articles/", headers={"Authorization": f"Bearer {token}"})
    assert (answer.status_code, answer.content) == (401, never.content)
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["WWW-Authenticate"] == 'Bearer realm="api", error="invalid_token"'


def test_use_is_noted_once_a_minute(client: Client, writer: User) -> None:
    key, token = key_of(writer)
    headers = {"Authorization": f"Bearer {token}"}
    with time_machine.travel(timezone.now(), tick=False) as clock:
        assert client.get("/api/v1/articles/", headers=headers).status_code == 200
        first = timezone.now()
        clock.shift(30)
        client.get("/api/v1/articles/", headers=headers)
        key.refresh_from_db()
        assert key.last_used_at == first
        clock.shift(31)
        client.get("/api/v1/articles/", headers=headers)
        key.refresh_from_db()
        assert key.last_used_at == first + timedelta(seconds=61)


def test_a_session_of_the_desk_means_nothing(writer: User) -> None:
    assert desk_of(writer).get("/api/v1/desk/stories/").status_code == 401


def test_scopes_are_held_by_the_database(writer: User) -> None:
    for scopes in (["everything"], []):
        with pytest.raises(IntegrityError), transaction.atomic():
            ApiKey.objects.create(owner=writer, name="x", prefix="npk_1", hash="0", scopes=scopes)
    with pytest.raises(IntegrityError), transaction.atomic():
        ApiKey.objects.create(owner=None, name="x", prefix="npk_1", hash="0", scopes=["read", "drafts"])


def test_only_an_administrator_makes_keys_of_others(writer: User) -> None:
    other = member(roles=("editor",))
    for owner in (other, None):
        with pytest.raises(PermissionDenied):
            api_keys.make(owner=owner, name="x", scopes=[KeyScope.READ], by=writer)
    with pytest.raises(PermissionDenied):
        nobody = member()
        api_keys.make(owner=nobody, name="x", scopes=[KeyScope.READ], by=nobody)
    partner, token = api_keys.make(
        owner=None, name="Портал", scopes=[KeyScope.READ], by=member(roles=("administrator",))
    )
    assert api_keys.find(token) == partner


def test_another_persons_key_is_not_revoked(writer: User) -> None:
    key, token = key_of(writer)
    with pytest.raises(PermissionDenied):
        api_keys.revoke(key, by=member(roles=("chief_editor",)))
    api_keys.revoke(key, by=member(roles=("administrator",)))
    assert api_keys.find(token) is None


def test_another_password_ends_the_keys_of_its_owner(writer: User) -> None:
    """Who took the account over made himself a key before the owner noticed."""
    key, token = key_of(writer)
    others, others_token = key_of(member(roles=("editor",)))
    writer.set_password("Другой пароль 17")
    writer.save()
    assert api_keys.find(token) is None
    key.refresh_from_db()
    assert key.revoked_at is not None
    assert api_keys.find(others_token) == others


def test_a_password_that_is_taken_away_ends_them_too(writer: User, admin_client: Client) -> None:
    """As an administrator does by «disable password», when an account has been taken over."""
    _key, token = key_of(writer)
    address = reverse("admin:auth_user_password_change", args=[writer.pk])
    answer = admin_client.post(address, {"usable_password": "false", "unset-password": "1"})
    assert answer.status_code == 302
    assert not User.objects.get(pk=writer.pk).has_usable_password()
    assert api_keys.find(token) is None


def test_the_same_password_hashed_anew_ends_none(writer: User, settings: Any) -> None:
    """As Django does at a sign-in after its hasher has changed."""
    ours = settings.PASSWORD_HASHERS
    settings.PASSWORD_HASHERS = [*ours, "django.contrib.auth.hashers.PBKDF2SHA1PasswordHasher"]
    User.objects.filter(pk=writer.pk).update(password=make_password("Пароль 17", hasher="pbkdf2_sha1"))
    key, token = key_of(writer)
    assert User.objects.get(pk=writer.pk).check_password("Пароль 17")
    assert not User.objects.get(pk=writer.pk).password.startswith("pbkdf2_sha1")
    assert api_keys.find(token) == key


def test_an_account_that_is_opened_again_begins_without_keys(writer: User) -> None:
    _key, token = key_of(writer)
    for is_active in (False, True):
        writer.is_active = is_active
        writer.save()
    assert api_keys.find(token) is None
    assert api_keys.find(key_of(User.objects.get(pk=writer.pk))[1]) is not None
