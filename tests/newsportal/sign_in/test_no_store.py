"""No page of the desk, and none about one's own account, is kept by a browser or a cache."""

import pytest
from django.test import Client

from articles.models import User
from tests import newsroom
from tests.newsportal.sign_in.conftest import connect_app, signed_in
from tests.newsportal.sign_in.test_gate import admin_addresses

ACCOUNT = [
    "/accounts/", "/accounts/2fa/", "/accounts/2fa/app/", "/accounts/2fa/app/disconnect/", "/accounts/2fa/passkeys/",
    "/accounts/2fa/passkeys/add/", "/accounts/2fa/recovery-codes/", "/accounts/2fa/recovery-codes/new/", "/accounts/password/",
    "/accounts/password/set/", "/accounts/sessions/", "/accounts/logout/", "/accounts/signed-in/", "/accounts/inactive/",
    "/accounts/confirm/password/", "/accounts/confirm/code/", "/accounts/confirm/passkey/", "/accounts/login/", "/accounts/login/code/",
    "/accounts/password/reset/", "/accounts/password/reset/sent/", "/accounts/password/reset/done/",
]  # fmt: skip


@pytest.fixture
def root(db: None) -> Client:
    User.objects.create_superuser("root", password="ледоход-на-ульбе")
    return signed_in("root")


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_pages_of_the_account(root: Client, language: str) -> None:
    user = User.objects.get()
    User.objects.update(language=language)
    for has_factor in (False, True):
        if has_factor:
            connect_app(user)
        for path in ACCOUNT:
            answer = root.get(path)
            assert answer.status_code in {200, 302, 404}, path
            assert "no-store" in answer.headers["Cache-Control"], path
            if answer.status_code == 200:
                body = answer.content.decode().lower()
                assert f'<html lang="{language}"' in body
                assert "<style" not in body
                assert " style=" not in body
                assert "<script>" not in body
                assert " onclick=" not in body


def test_pages_of_the_desk(root: Client) -> None:
    for path in admin_addresses():
        assert "no-store" in root.get(path).headers["Cache-Control"], path


def test_the_preview_of_a_photo_keeps_its_private_term(root: Client) -> None:
    photo = newsroom.photo(rendered=True)
    answer = root.get(f"/admin/articles/photo/{photo.pk}/preview/")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "private, max-age=600"
