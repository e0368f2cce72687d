"""A pytest plugin: the environment of the tests, with a throw-away database unless DATABASE_URL names one.

It must be loaded early (`-p tests.plugin_database`), because pytest-django reads the settings before any
conftest. The process that starts the run holds the cluster; xdist's workers inherit its address. No clearing up
is needed here: the cluster goes with the process, also after Ctrl-C or `kill -9`.
"""

import os
import sys
import tempfile
from collections.abc import Generator
from pathlib import Path

import pytest

from newsportal.embedded import ClusterError, hold_throw_away

ENVIRONMENT = {
    "NEWSPORTAL_MODE": "test",
    "SECRET_KEY": "only-for-tests",
    "PUBLIC_URL": "http://127.0.0.1:8000",
}
# Set where the cluster goes with the run.
OWN_CLUSTER = "NEWSPORTAL_TESTS_OWN_CLUSTER"
# What an operator's shell may hold, and tests must not hear of.
UNHEARD = (
    "ALLOWED_HOSTS",
    "EMAIL_URL",
    "LOG_LEVEL",
    "MEDIA_ROOT",
    "NEWSPORTAL_WEB",
    "PYTHONDONTWRITEBYTECODE",  # each of a hundred processes would compile everything anew
    "REQUIRE_2FA",
    "STATIC_ROOT",
    "TRUSTED_PROXIES",
)


@pytest.hookimpl(wrapper=True)  # around pytest-django's own hook, which asks to be the first
def pytest_load_initial_conftests() -> Generator[None]:
    os.environ.update(ENVIRONMENT)
    for name in UNHEARD:
        os.environ.pop(name, None)
    sys.dont_write_bytecode = False
    if "PYTEST_XDIST_WORKER" not in os.environ:
        data = Path(tempfile.mkdtemp(prefix="newsportal-tests-"))
        (data / "static").mkdir()
        os.environ["NEWSPORTAL_DATA"] = str(data)
    if not os.environ.get("DATABASE_URL"):
        try:
            os.environ["DATABASE_URL"] = hold_throw_away().url
            os.environ[OWN_CLUSTER] = "1"
        except ClusterError as error:
            raise pytest.UsageError(str(error)) from error
    return (yield)


def pytest_unconfigure() -> None:
    if "PYTEST_XDIST_WORKER" not in os.environ:
        data = Path(os.environ["NEWSPORTAL_DATA"])
        for directory in (data / "static", data):
            if directory.is_dir() and not any(directory.iterdir()):
                directory.rmdir()
