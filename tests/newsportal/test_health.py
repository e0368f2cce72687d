"""What monitors are told."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError
from django.db.backends.postgresql.base import DatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.test import Client
from pytest_django import Settings


@pytest.fixture(autouse=True)
def open_connection(db: None) -> Iterator[None]:
    """The test's transaction lives in the connection that the page would close."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseWrapper, "close", lambda self: None)
        yield


@pytest.fixture(autouse=True)
def some_static_directory(settings: Settings, tmp_path: Path) -> None:
    settings.STATIC_ROOT = tmp_path


def ask(path: str, **headers: str) -> Any:
    return Client(headers=headers).get(path)


def test_alive_is_answered_by_any_name_and_without_https(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["news.example"]
    settings.SECURE_SSL_REDIRECT = True
    response = ask("/healthz", host="10.0.0.7")
    assert (response.status_code, response.content) == (200, b"ok\n")


def test_ready_names_database_migrations_and_sources() -> None:
    response = ask("/readyz")
    assert response.status_code == 200
    assert response.json()["status"] == "ready"
    assert response.json()["database"] == "ok"
    assert set(response.json()["sources"]) == {"weather", "rates"}


def test_missing_migrations_are_not_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(MigrationExecutor, "migration_plan", lambda self, targets: [("a migration", False)])
    response = ask("/readyz")
    assert response.status_code == 503
    assert (response.json()["status"], response.json()["migrations"]) == ("starting", "missing")


def test_a_dead_database_is_told_in_words_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: DatabaseWrapper) -> None:
        raise OperationalError("connection refused")

    with monkeypatch.context() as patch:
        patch.setattr(DatabaseWrapper, "cursor", refuse)
        response = ask("/readyz")
    assert response.status_code == 200
    assert response.json()["database"] == "unreachable: OperationalError"


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_answers_are_never_kept(path: str) -> None:
    assert ask(path).headers["Cache-Control"] == "no-store"


def test_monitors_are_told_how_the_sources_are() -> None:
    response = ask("/healthz/sources", host="10.0.0.7")
    assert response.status_code == 200
    assert response.json()["status"] == "attention"
    assert set(response.json()["sources"]) == {"weather", "rates"}
    assert response.headers["Cache-Control"] == "no-store"
    assert not response.cookies


def test_a_dead_database_does_not_hide_behind_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: DatabaseWrapper) -> None:
        raise OperationalError("connection refused")

    with monkeypatch.context() as patch:
        patch.setattr(DatabaseWrapper, "cursor", refuse)
        response = ask("/healthz/sources")
    assert response.status_code == 200
    assert response.json() == {"status": "unknown", "database": "unreachable: OperationalError"}
