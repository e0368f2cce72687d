import os
import shutil
import stat
import subprocess
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest

from newsportal.embedded.identity import become_user
from tests.newsportal.embedded.docker import (
    NOBODY,
    forbid_namespaces,
    forbid_namespaces_and_passing_closed_directories,
    linux_only,
    needs_root,
)
from tests.newsportal.embedded.processes import all_gone, servers, soon
from tests.newsportal.embedded.users import User, ask

pytestmark = linux_only


def _owners(directory: Path) -> set[int]:
    owners = {directory.stat().st_uid}
    for entry in directory.rglob("*"):
        with suppress(FileNotFoundError):  # a server that runs removes files as well
            owners.add(entry.lstat().st_uid)
    return owners


@needs_root
def test_under_root_the_files_stay_roots_and_the_server_has_no_powers(empty: Path) -> None:
    with User(empty) as user:
        url = user.answer()
        (server,) = servers(empty)
        status = Path(f"/proc/{server.pid}/status").read_text()

        assert ask(url, "SELECT 1") == 1
        assert "CapEff:\t0000000000000000" in status
        assert _owners(empty) == {0}


@needs_root
def test_where_namespaces_are_forbidden_it_runs_as_nobody(empty: Path) -> None:
    before = stat.S_IMODE(empty.parent.stat().st_mode)
    with User(empty, before=forbid_namespaces) as user:
        url = user.answer()
        assert ask(url, "CREATE TABLE kept AS SELECT 42 AS answer") is None
        assert {server.uids().real for server in servers(empty)} == {NOBODY}
        assert _owners(empty / "postgres") == {NOBODY}
        sockets = Path(url.split("host=")[1])
        assert (sockets.stat().st_uid, stat.S_IMODE(sockets.stat().st_mode)) == (NOBODY, 0o700)
    assert soon(lambda: all_gone(empty))
    assert stat.S_IMODE(empty.parent.stat().st_mode) == before == 0o700, "no directory was opened to others"

    with User(empty) as user:
        assert ask(user.answer(), "SELECT answer FROM kept") == 42, (
            "it goes on as its owner where they are allowed"
        )


@needs_root
def test_where_nobody_cannot_reach_it_one_sentence_says_so(data: Path) -> None:
    with User(data.parent / "other", before=forbid_namespaces_and_passing_closed_directories) as user:
        answer = user.answer()
    assert answer.startswith("ClusterError: PostgreSQL must not run as root, and another user cannot reach")
    assert not (data.parent / "other" / "postgres").exists()


@needs_root
def test_a_cluster_made_under_root_moves_to_a_machine_without_namespaces(data: Path) -> None:
    with User(data, before=forbid_namespaces) as user:
        assert ask(user.answer(), "SELECT 1") == 1


@pytest.fixture
def of_ordinary_user(empty: Path) -> Path:
    if os.geteuid() == 0:
        empty.mkdir()
        os.chown(empty, NOBODY, NOBODY)
    return empty


def ordinary_user() -> None:
    """The interpreter of the tests may lie in root's closed home: `become_user` keeps the way to it."""
    if os.geteuid() == 0:
        become_user(NOBODY, NOBODY)


def test_an_ordinary_user_has_a_cluster_of_its_own(of_ordinary_user: Path) -> None:
    data = of_ordinary_user
    us = NOBODY if os.geteuid() == 0 else os.geteuid()
    with User(data, before=ordinary_user) as user, User(data, before=ordinary_user) as second:
        url = user.answer()
        assert second.answer() == url
        assert ask(url, "SELECT 1") == 1
        assert {server.uids().real for server in servers(data)} == {us}
        assert _owners(data) == {us}


@needs_root
def test_root_uses_the_cluster_of_an_ordinary_user_without_taking_it(of_ordinary_user: Path) -> None:
    data = of_ordinary_user
    with User(data, before=ordinary_user) as user:
        ask(user.answer(), "CREATE TABLE kept AS SELECT 42 AS answer")
    assert soon(lambda: all_gone(data))
    with User(data) as root:
        assert ask(root.answer(), "SELECT answer FROM kept") == 42
    assert soon(lambda: all_gone(data))
    assert _owners(data / "postgres") == {NOBODY}


def may_make_namespaces(user: int) -> bool:
    """Asked of the system itself, so that an error of ours is never taken for its refusal."""

    def become_and_try() -> None:
        become_user(user, user)
        os.unshare(os.CLONE_NEWUSER)

    try:
        subprocess.run(["/bin/true"], preexec_fn=become_and_try, check=True)
    except subprocess.SubprocessError:
        return False
    return True


@needs_root
def test_a_user_without_a_name_in_a_container(empty: Path) -> None:
    empty.mkdir()
    empty.parent.chmod(0o711)
    os.chown(empty, 54321, 54321)
    if not may_make_namespaces(54321):
        pytest.skip("this system lets ordinary users make no namespaces")
    with User(empty, before=partial(become_user, 54321, 54321)) as user:
        answer = user.answer()
    assert "ClusterError" not in answer
    assert _owners(empty / "postgres") == {54321}


@needs_root
def test_an_ordinary_user_is_told_that_a_cluster_is_roots(data: Path) -> None:
    data.chmod(0o777)
    with User(data, before=ordinary_user) as user:
        assert "belongs to another user: start the program as that user." in user.answer()
    shutil.rmtree(data / "postgres")
