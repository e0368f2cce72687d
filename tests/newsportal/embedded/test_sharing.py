import os
import signal
import threading
import time
from contextlib import ExitStack
from pathlib import Path

import pytest

from newsportal.embedded import acquire, cluster
from tests.newsportal.embedded.processes import all_gone, servers, soon, supervisors
from tests.newsportal.embedded.users import User, ask


def test_a_second_start_is_quick_and_keeps_what_was_written(data: Path) -> None:
    with cluster(data) as ours:
        ask(ours.url, "CREATE TABLE kept AS SELECT 42 AS answer")
    assert soon(lambda: all_gone(data))

    took: list[float] = []
    for _ in range(3):  # the best of three: a busy machine is not the server's fault
        started = time.monotonic()
        with cluster(data) as ours:
            took.append(time.monotonic() - started)
            assert ask(ours.url, "SELECT answer FROM kept") == 42
        assert soon(lambda: all_gone(data))
    assert min(took) < 1


def test_joining_a_server_that_runs_takes_no_time(data: Path) -> None:
    with cluster(data) as first:
        took: list[float] = []
        for _ in range(5):
            started = time.monotonic()
            with cluster(data) as second:
                took.append(time.monotonic() - started)
                assert second == first
        assert min(took) < 0.03
        assert ask(first.url, "SELECT 1") == 1, "the inner user has left, the outer one has not"


def test_processes_that_start_at_once_share_one_new_cluster(empty: Path) -> None:
    with ExitStack() as stack:
        users = [stack.enter_context(User(empty)) for _ in range(6)]
        urls = {user.answer() for user in users}

        assert len(urls) == 1, urls
        assert len(supervisors(empty)) == len(servers(empty)) == 1
        assert ask(urls.pop(), "SELECT 1") == 1


def test_threads_share_it_as_well(data: Path) -> None:
    urls: list[str] = []

    def use() -> None:
        with cluster(data) as ours:
            urls.append(ours.url)
            barrier.wait(20)

    barrier = threading.Barrier(4)
    threads = [threading.Thread(target=use) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(urls) == 4
    assert len(set(urls)) == 1


@pytest.mark.parametrize("death", [signal.SIGKILL, signal.SIGTERM])
def test_the_second_user_survives_the_death_of_the_first(data: Path, death: signal.Signals) -> None:
    with User(data) as first, User(data) as second:
        url = first.answer()
        assert second.answer() == url
        first.leave(death)
        time.sleep(0.5)

        assert ask(url, "SELECT 1") == 1
        assert len(servers(data)) == 1


@pytest.mark.parametrize("death", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_the_server_stops_after_its_only_user_however_that_one_ends(
    data: Path, death: signal.Signals
) -> None:
    with User(data) as user:
        sockets = Path(user.answer().split("host=")[1])
        user.leave(death)

        assert soon(lambda: all_gone(data), within=5)
        assert not sockets.exists()
        assert not (data / "postgres" / "postmaster.pid").exists(), "it was not stopped properly"


def test_the_server_stops_when_its_user_is_killed_while_it_starts(empty: Path) -> None:
    with User(empty) as user:
        assert soon(lambda: supervisors(empty))
        user.leave(signal.SIGKILL)
        assert soon(lambda: all_gone(empty), within=10)
    with cluster(empty) as ours:
        assert ask(ours.url, "SELECT 1") == 1


LEAVING_A_CHILD = """
import os, subprocess, sys, time
from pathlib import Path
from newsportal.embedded import acquire
lease = acquire(Path(sys.argv[1]))
if sys.argv[2] == "forked":
    child = os.fork()
    if child == 0:
        time.sleep(60)
else:
    child = subprocess.Popen(["sleep", "60"], close_fds=False).pid
print(child, flush=True)
sys.stdin.read()
"""


@pytest.mark.parametrize("child", ["forked", "started"])
def test_a_child_left_behind_by_a_user_does_not_keep_the_server(data: Path, child: str) -> None:
    with User(data, child, code=LEAVING_A_CHILD) as user:
        left_behind = int(user.answer())
        try:
            assert servers(data)
            user.process.kill()
            assert soon(lambda: all_gone(data), within=5)
        finally:
            os.kill(left_behind, signal.SIGKILL)


def test_a_lease_may_be_released_twice(data: Path) -> None:
    with cluster(data) as ours:
        lease = acquire(data)
        lease.release()
        lease.release()
        assert ask(ours.url, "SELECT 1") == 1


def test_holding_lasts_as_long_as_the_process(data: Path) -> None:
    holding = """
import sys
from pathlib import Path
from newsportal.embedded import hold
assert hold(Path(sys.argv[1])) is hold(Path(sys.argv[1]))
print(hold(Path(sys.argv[1])).url, flush=True)
sys.stdin.read()
"""
    with User(data, code=holding) as user:
        assert ask(user.answer(), "SELECT 1") == 1
        user.leave()
        assert soon(lambda: all_gone(data), within=5)
