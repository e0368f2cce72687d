"""What every test may use. The database comes from `tests.plugin_database`."""

import gc
import itertools
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Protocol

import hypothesis
import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import TransactionTestCase
from django.utils import translation

from articles import view_counter
from newsportal.lib.statements import Statement
from tests import migrated_database, newsroom, sweeping


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="run the counts that the requirements name")


_numbers = itertools.count(1)

# A page takes tens of milliseconds: a hundred examples of each is what --long is for.
hypothesis.settings.register_profile("short", max_examples=25)
hypothesis.settings.register_profile("long", max_examples=200)


def pytest_configure(config: pytest.Config) -> None:
    # Half a second of the processor for each account, in the interest of nobody here.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    hypothesis.settings.load_profile("long" if config.getoption("--long") else "short")


def pytest_collection_finish() -> None:
    """What thousands of collected tests are made of stays to the end: the collector need not look through it."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


@pytest.fixture
def is_long(request: pytest.FixtureRequest) -> bool:
    """Whether the counts are those of the requirements, or reduced ones."""
    return bool(request.config.getoption("--long"))


@pytest.fixture(scope="session")
def _all_media(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("media")


@pytest.fixture(autouse=True)
def _own_media(settings: Any, _all_media: Path) -> None:
    # `mktemp` for each test would look through the directories of all tests before it.
    settings.MEDIA_ROOT = _all_media / str(next(_numbers))
    settings.MEDIA_ROOT.mkdir()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """With `--long`, the figures that tests recorded by `record_property`."""
    if config.getoption("--long"):
        terminalreporter.section("figures")
        for report in terminalreporter.getreports("passed"):
            for name, value in report.user_properties:
                terminalreporter.line(f"{report.nodeid.rpartition('::')[2]}: {name} = {value}")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> Iterator[None]:
    with migrated_database.shared_by_workers():
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Threads of the live server leave connections behind, and a database in use cannot be dropped."""
    with django_db_blocker.unblock():
        newsroom.remember_role_groups()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(TransactionTestCase, "_fixture_teardown", sweeping.sweep)
        yield
    # The last test may have been about connections that are cut.
    with django_db_blocker.unblock():
        connection.close()
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.fixture(autouse=True)
def _readings_are_written_by_nobody(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The counter's own thread would write into the database of another test."""
    monkeypatch.setattr(view_counter, "FLUSH_SECONDS", 3600.0)
    yield
    view_counter.counter.discard()


@pytest.fixture(autouse=True)
def _statements_are_prepared(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a test before it found of its connection: a process that has refused them once goes on so."""
    monkeypatch.setattr(Statement, "is_refused", False)


@pytest.fixture(autouse=True)
def _russian() -> Iterator[None]:
    """Every test begins in Russian, whatever the one before it left."""
    with translation.override("ru"):
        yield


@pytest.fixture(autouse=True)
def _what_threads_have_committed_goes_too(
    request: pytest.FixtureRequest, django_db_blocker: Any
) -> Iterator[None]:
    """Limits counted in the cache's table and jobs of the queue: they go with the transaction of other tests."""
    yield
    if "side_by_side" in request.fixturenames:
        with django_db_blocker.unblock():
            cache.clear()
            with connection.cursor() as cursor:
                cursor.execute("TRUNCATE procrastinate_jobs CASCADE")


@pytest.fixture(scope="module")
def rows_of_the_module(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """For a fixture of a module that makes rows: its tests share them, and each takes back what it changed.

    Not for a module that has tests with real transactions or with threads, which would not see the rows.
    """
    with django_db_blocker.unblock(), newsroom.standing():
        yield


class SideBySide(Protocol):
    def __call__[Result](self, do: Callable[[], Result], *, times: int) -> list[Result]: ...


@pytest.fixture
def side_by_side(db: None) -> SideBySide:
    """`side_by_side(do, times=4)` does it in so many threads, each with a connection of its own, as processes have.

    What they write is committed, and what the test itself has written they do not see.
    """

    def run[Result](do: Callable[[], Result], *, times: int) -> list[Result]:
        def alone(_number: int) -> Result:
            try:
                return do()
            finally:
                connection.close()

        with ThreadPoolExecutor(times) as pool:
            return list(pool.map(alone, range(times)))

    return run


@pytest.fixture(autouse=True)
def _roles_of_the_newsroom(request: pytest.FixtureRequest) -> None:
    """The groups that the migrations made, whatever a test with real transactions swept away before."""
    asks = {"db", "transactional_db"} & set(request.fixturenames)
    if asks or request.node.get_closest_marker("django_db"):
        request.getfixturevalue("_django_db_helper")
        newsroom.role_groups()
        # Limits that a test with real transactions has counted are not this test's.
        cache.clear()


@pytest.fixture(scope="session")
def chromium() -> Path:
    """The browser of the machine; its absence fails under REQUIRE_BROWSER=1 and skips elsewhere.

    The headless shell is the same engine without the windows around it, and opens a page three times sooner.
    """
    for name in ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"):
        if (candidate := Path("/usr/bin", name)).exists():
            return candidate
    if os.environ.get("REQUIRE_BROWSER") == "1":
        pytest.fail("REQUIRE_BROWSER=1, but no Chromium was found")
    pytest.skip("no Chromium on this machine (Debian: apt install chromium-headless-shell)")
