"""Members of a newsroom at the door: with a password, with an app, from one address or another."""

from typing import Any

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from allauth.mfa.totp.internal.auth import yield_hotp_counters_from_time as counters
from django.contrib.auth.models import Group
from django.test import Client

from articles.models import User
from tests import newsroom

PASSWORD = "ледоход-на-ульбе"
SIGN_IN = "/accounts/login/"


@pytest.fixture(autouse=True)
def _outlet(db: None) -> None:
    newsroom.outlet()


def member(username: str = "editor", *roles: str, **fields: Any) -> User:
    user = User.objects.create_user(username, password=PASSWORD, **{"is_staff": True} | fields)
    user.groups.set(Group.objects.filter(name__in=roles))
    return user


@pytest.fixture
def editor(db: None) -> User:
    return member("editor", "editor", email="editor@newsroom.example")


def browser(address: str = "203.0.113.7", **headers: str) -> Client:
    return Client(REMOTE_ADDR=address, headers=headers)


def sign_in(client: Client, login: str = "editor", password: str = PASSWORD, **more: str) -> Any:
    return client.post(SIGN_IN, {"login": login, "password": password} | more)


def signed_in(login: str = "editor", address: str = "203.0.113.7", **headers: str) -> Client:
    client = browser(address, **headers)
    assert sign_in(client, login)["Location"] == "/admin/"
    return client


def is_in(client: Client) -> bool:
    return client.get("/accounts/sessions/").status_code == 200


def connect_app(user: User) -> str:
    """The secret that the user's authenticator app would know."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    RecoveryCodes.activate(user)
    return secret


def code_of(secret: str, step: int = 0) -> str:
    """What the app shows now, or `step` times 30 seconds later."""
    now = list(counters())[1]
    return format_hotp_value(hotp_value(secret, now + step))


def recovery_codes(user: User) -> list[str]:
    from allauth.mfa.models import Authenticator

    codes: list[str] = Authenticator.objects.get(user=user, type="recovery_codes").wrap().get_unused_codes()
    return codes
