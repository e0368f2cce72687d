import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from newsportal.embedded import cluster, memory
from tests.newsportal.embedded.processes import all_gone, soon


@contextmanager
def _temporary_directory() -> Iterator[Path]:
    """Not `tmp_path`, which keeps its last directories: a cluster is 50 MB."""
    directory = memory.make_directory("newsportal-test-")
    try:
        yield directory
    finally:
        shutil.rmtree(directory, ignore_errors=True)


@pytest.fixture
def empty() -> Iterator[Path]:
    """A data directory without a cluster. Whatever a test does to its users, no process may be left."""
    with _temporary_directory() as directory:
        data = directory / "data"
        yield data
        assert soon(lambda: all_gone(data)), "a process of this test's cluster is left"


@pytest.fixture(scope="session")
def made() -> Iterator[Path]:
    """A cluster to copy: making one takes a second, copying it much less."""
    with _temporary_directory() as directory:
        with cluster(directory, durable=False):
            pass
        assert soon(lambda: all_gone(directory))
        yield directory / "postgres"


@pytest.fixture
def data(empty: Path, made: Path) -> Path:
    """A data directory with a cluster that does not run."""
    shutil.copytree(made, empty / "postgres")
    return empty
