import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from newsportal.embedded import ClusterError, Phase, cluster
from tests.newsportal.embedded.processes import all_gone, servers, soon
from tests.newsportal.embedded.users import ask


@contextmanager
def _somebody_else() -> Iterator[int]:
    process = subprocess.Popen(["sleep", "60"])
    try:
        yield process.pid
        assert process.poll() is None, "it is none of our business"
    finally:
        process.kill()
        process.wait()


def _leave_pid_file(data: Path, pid: int) -> None:
    with cluster(data):
        kept = (data / "postgres" / "postmaster.pid").read_text().splitlines()
    assert soon(lambda: all_gone(data))
    (data / "postgres" / "postmaster.pid").write_text("\n".join([str(pid), *kept[1:]]) + "\n")


def test_a_pid_file_whose_number_is_another_process_now(data: Path) -> None:
    with _somebody_else() as pid:
        _leave_pid_file(data, pid)
        phases: list[Phase] = []
        with cluster(data, progress=phases.append) as ours:
            assert ask(ours.url, "SELECT 1") == 1
        assert phases == [Phase.RECOVERING]


def test_a_pid_file_whose_process_is_gone(data: Path) -> None:
    with _somebody_else() as pid:
        pass
    _leave_pid_file(data, pid)
    with cluster(data) as ours:
        assert ask(ours.url, "SELECT 1") == 1


@pytest.mark.parametrize("content", ["", "-1\n", "no number\n"], ids=repr)
def test_a_pid_file_of_nonsense(data: Path, content: str) -> None:
    (data / "postgres" / "postmaster.pid").write_text(content)
    with cluster(data) as ours:
        assert ask(ours.url, "SELECT 1") == 1


def test_a_start_that_was_interrupted_leaves_nothing_half_made(empty: Path) -> None:
    (empty / "postgres.new" / "base").mkdir(parents=True)
    (empty / "postgres.new" / "PG_VERSION").write_text("18\n")
    (empty / "postgres.state").write_text('{"phase": "ready", "sock')
    with cluster(empty, durable=False) as ours:
        assert ask(ours.url, "SELECT 1") == 1
        assert not (empty / "postgres.new").exists()


def test_a_state_file_that_promises_a_server_is_not_believed(data: Path) -> None:
    sockets = data / "not-sockets"
    sockets.mkdir()
    (sockets / "letter").touch()
    (data / "postgres.state").write_text(f'{{"phase": "ready", "sockets": "{sockets}", "reason": ""}}')
    with cluster(data) as ours:
        assert ours.sockets != str(sockets)
        assert (sockets / "letter").exists(), "only sockets are cleared away"


def test_a_large_log_makes_room(data: Path) -> None:
    (data / "postgres.log").write_text("x" * 6_000_000)
    with cluster(data):
        assert (data / "postgres.log").stat().st_size < 100_000
    assert (data / "postgres.log.1").stat().st_size == 6_000_000


def test_a_data_directory_removed_under_a_running_server_stops_it(data: Path) -> None:
    with cluster(data):
        shutil.rmtree(data, ignore_errors=True)  # the server may just be writing
        assert soon(lambda: not servers(data), within=10)
    shutil.rmtree(data, ignore_errors=True)
    with cluster(data, durable=False) as ours:
        assert ask(ours.url, "SELECT 1") == 1


def test_a_cluster_of_another_version_is_refused_in_one_sentence(data: Path) -> None:
    (data / "postgres" / "PG_VERSION").write_text("17\n")
    with (
        pytest.raises(
            ClusterError, match=r"made by PostgreSQL 17 and this program carries 18\.\d+: .*postgres\.log"
        ),
        cluster(data),
    ):
        pass


def test_so_is_a_damaged_one(data: Path) -> None:
    (data / "postgres" / "global" / "pg_control").write_bytes(b"\0" * 8192)
    with (
        pytest.raises(ClusterError, match=r"PostgreSQL did not start: .+ \(log: .*postgres\.log\)\."),
        cluster(data),
    ):
        pass
    shutil.rmtree(data / "postgres")
    with cluster(data, durable=False) as ours:
        assert ask(ours.url, "SELECT 1") == 1, "and the failure is not remembered"


def test_and_a_directory_that_is_no_cluster(empty: Path) -> None:
    (empty / "postgres").mkdir(parents=True)
    (empty / "postgres" / "letter").touch()
    with pytest.raises(ClusterError, match=r"PostgreSQL did not start: .+ \(log: "), cluster(empty):
        pass
    assert (empty / "postgres" / "letter").exists()


@pytest.fixture
def small_disk(empty: Path) -> Iterator[Path]:
    empty.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=10m", "none", empty], capture_output=True, check=False
    )
    if mounted.returncode != 0:
        pytest.skip("a full disk needs the right to mount one")
    yield empty
    subprocess.run(["umount", "-l", empty], check=True)


FULL = r": the disk of .* is full \(log: .*postgres\.log\)\."


def test_a_disk_too_small_for_a_cluster_is_one_sentence_too(small_disk: Path) -> None:
    with pytest.raises(ClusterError, match="The cluster could not be made" + FULL), cluster(small_disk):
        pass
    assert not (small_disk / "postgres.new").exists()


def test_so_is_one_that_has_filled_up(small_disk: Path, made: Path) -> None:
    subprocess.run(["mount", "-o", "remount,size=100m", small_disk], check=True)
    shutil.copytree(made, small_disk / "postgres")
    with (small_disk / "photos").open("wb", buffering=0) as photos, suppress(OSError):
        while photos.write(bytes(10_000)):
            pass
    with pytest.raises(ClusterError, match="PostgreSQL did not start" + FULL), cluster(small_disk):
        pass
    (small_disk / "photos").unlink()
    with cluster(small_disk) as ours:
        assert ask(ours.url, "SELECT 1") == 1
