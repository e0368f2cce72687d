import json
from pathlib import Path

import pytest
from django.contrib.auth import authenticate

from articles.models import User
from newsportal.demo.accounts import ROLES, prepare
from newsportal.demo.errors import DemoError

pytestmark = pytest.mark.django_db


def test_there_is_one_account_per_role(tmp_path: Path) -> None:
    accounts = prepare(tmp_path)
    assert list(accounts) == list(ROLES)
    for role, account in accounts.items():
        user = User.objects.get(username=account["username"])
        assert [group.name for group in user.groups.all()] == [role]
        assert (user.is_staff, user.is_superuser) == (True, False)
        assert user.check_password(account["password"])


def test_the_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    accounts = prepare(tmp_path)
    path = tmp_path / "accounts.json"
    assert path.stat().st_mode & 0o777 == 0o600
    assert json.loads(path.read_text()) == accounts


def test_passwords_are_made_once(tmp_path: Path) -> None:
    assert prepare(tmp_path) == prepare(tmp_path)


def test_a_password_that_was_changed_stays(tmp_path: Path) -> None:
    prepare(tmp_path)
    editor = User.objects.get(username="editor")
    editor.set_password("свой-пароль-77")
    editor.save()
    prepare(tmp_path)
    assert authenticate(username="editor", password="свой-пароль-77") == editor


def test_a_lost_file_gives_new_passwords_that_work(tmp_path: Path) -> None:
    former = prepare(tmp_path)
    (tmp_path / "accounts.json").unlink()
    fresh = prepare(tmp_path)
    assert fresh["editor"]["password"] != former["editor"]["password"]
    assert authenticate(**fresh["editor"]) is not None


def test_a_new_database_gets_the_accounts_of_the_file(tmp_path: Path) -> None:
    accounts = prepare(tmp_path)
    User.objects.all().delete()
    assert prepare(tmp_path) == accounts
    assert authenticate(**accounts["administrator"]) is not None


@pytest.mark.parametrize("text", ["", "[]", '{"editor": 5}', '{"editor": {"username": "editor"}}'])
def test_a_damaged_file_is_one_sentence(tmp_path: Path, text: str) -> None:
    (tmp_path / "accounts.json").write_text(text)
    with pytest.raises(DemoError, match=r"accounts\.json cannot be read"):
        prepare(tmp_path)


@pytest.mark.parametrize(
    ("role", "allowed", "refused"),
    [
        ("correspondent", "add_article", "add_pin"),
        ("duty_editor", "add_pin", "change_outlet"),
        ("photo_editor", "delete_photo", "change_article"),
        ("registry_curator", "change_place", "add_article"),
        ("administrator", "change_outlet", "change_article"),
    ],
)
def test_a_role_opens_its_part_of_the_admin(tmp_path: Path, role: str, allowed: str, refused: str) -> None:
    prepare(tmp_path)
    user = User.objects.get(username=role)
    assert user.has_perm(f"articles.{allowed}")
    assert not user.has_perm(f"articles.{refused}")
