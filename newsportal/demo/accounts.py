"""One account per role, with passwords made once and kept where only their owner can read them."""

import json
import os
import secrets
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypedDict

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group

from articles.models import Rubric, User
from newsportal.demo import hidden_stories
from newsportal.demo.errors import DemoError

ROLES = {
    "correspondent": "Корреспондент",
    "editor": "Редактор",
    "duty_editor": "Выпускающий",
    "chief_editor": "Главный редактор",
    "photo_editor": "Фоторедактор",
    "registry_curator": "Куратор реестра",
    "administrator": "Администратор",
}
# Whose rubrics are all of them.
WITH_RUBRICS = {"correspondent", "editor"}
FILE = "accounts.json"
# Without 0/o and 1/l/i: a password is read from a terminal.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


class Account(TypedDict):
    username: str
    password: str


def prepare(data: Path) -> dict[str, Account]:
    """The accounts of the file. What is missing there or in the database is made; what was edited stays."""
    path = data / FILE
    kept = _read(path)
    made = {role: Account(username=role, password=_new_password()) for role in ROLES if role not in kept}
    accounts = {role: (kept | made)[role] for role in ROLES}
    if made:
        # Before the database: an account whose password nobody knows is worse than a password without one.
        _write(path, accounts)
    existing = set(User.objects.values_list("username", flat=True))
    wanted = {
        role: account
        for role, account in accounts.items()
        if role in made or account["username"] not in existing
    }
    if wanted:
        _save(wanted)
    return accounts


def _save(accounts: dict[str, Account]) -> None:
    # Hashing is slow on purpose, and works outside Python's lock.
    with ThreadPoolExecutor(2) as pool:
        hashes = list(pool.map(make_password, [account["password"] for account in accounts.values()]))
    groups = {group.name: group for group in Group.objects.filter(name__in=ROLES)}
    for (role, account), password in zip(accounts.items(), hashes, strict=True):
        user, _made = User.objects.update_or_create(
            username=account["username"],
            defaults={"password": password, "is_staff": True, "is_active": True},
            create_defaults={"password": password, "is_staff": True, "first_name": f"{ROLES[role]} (демо)"},
        )
        user.groups.add(groups[role])
        if role in WITH_RUBRICS:
            user.rubrics.set(Rubric.objects.filter(parent=None))
        if role == "correspondent":
            hidden_stories.give_to(user)


def _new_password() -> str:
    return "-".join("".join(secrets.choice(LETTERS) for _letter in range(4)) for _part in range(4))


def _read(path: Path) -> dict[str, Account]:
    try:
        accounts = json.loads(path.read_text(encoding="utf-8"))
        return {
            role: Account(username=str(account["username"]), password=str(account["password"]))
            for role, account in accounts.items()
            if role in ROLES
        }
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, TypeError, AttributeError, KeyError) as error:
        raise DemoError(
            f"{path} cannot be read ({type(error).__name__}): mend it, or remove it to get new passwords."
        ) from None


def _write(path: Path, accounts: dict[str, Account]) -> None:
    """Whole or not at all, and at no moment readable by others."""
    fresh = path.with_name(f"{path.name}.new")
    fresh.unlink(missing_ok=True)
    with os.fdopen(
        os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8"
    ) as file:
        json.dump(accounts, file, ensure_ascii=False, indent=2)
        file.write("\n")
    fresh.replace(path)
