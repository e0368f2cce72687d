"""A corpus of a given size in a database of its own, kept in a directory so that it is loaded once."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import psycopg

from newsportal import embedded
from tests.newsportal.running_demo import MANAGE, environment


@contextmanager
def corpus(directory: Path, stories: int) -> Iterator[dict[str, str]]:
    """The environment of the processes that use it, this one among them.

    What is missing of `stories` is loaded first.
    """
    directory.mkdir(parents=True, exist_ok=True)
    lease = embedded.acquire(directory)
    try:
        variables = environment(
            NEWSPORTAL_MODE="test",
            NEWSPORTAL_WEB="1",
            NEWSPORTAL_DATA=str(directory),
            SECRET_KEY="only-for-the-bench-" * 3,
            PUBLIC_URL="http://127.0.0.1:8000",
            DATABASE_URL=lease.cluster.url,
            DJANGO_SETTINGS_MODULE="bench.settings",
            # As in production: the mode of tests keeps nothing.
            PAGE_CACHE_BYTES=str(64 * 1024 * 1024),
            PYTHONWARNINGS="ignore",
        )
        os.environ |= variables
        manage(variables, "migrate", "-v0")
        with psycopg.connect(lease.cluster.url, autocommit=True) as connection:
            there = connection.execute("SELECT count(*) FROM articles_article").fetchone()
        missing = stories - (there[0] if there else 0)
        if missing > 0:
            manage(variables, "seed_load", "--articles", str(missing))
            with psycopg.connect(lease.cluster.url, autocommit=True) as connection:
                # As docs/operations.md advises after an import.
                connection.execute("VACUUM (ANALYZE)")
        manage(variables, "collectstatic", "--noinput", "-v0")
        yield variables
    finally:
        lease.release()


def database_of(directory: Path) -> psutil.Process:
    """The server of a corpus that is in use, with all its backends below it."""
    (told,) = directory.rglob("postmaster.pid")
    return psutil.Process(int(told.read_text().split()[0]))


def manage(variables: dict[str, str], *words: str) -> None:
    subprocess.run([sys.executable, str(MANAGE), *words], env=variables, check=True)
