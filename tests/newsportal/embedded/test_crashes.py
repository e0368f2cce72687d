import signal
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from newsportal.embedded import ClusterError, Phase, cluster
from tests.newsportal.embedded.processes import all_gone, servers, soon, supervisors
from tests.newsportal.embedded.users import User, ask

pytestmark = pytest.mark.whole

MUCH = "CREATE TABLE much AS SELECT n, repeat('құм', 100) AS text FROM generate_series(1, 200000) AS n"


def _answers(url: str) -> bool:
    try:
        return ask(url, "SELECT 1") == 1
    except psycopg.OperationalError:
        return False


def test_a_killed_server_comes_back_for_its_users(data: Path) -> None:
    with cluster(data) as ours:
        ask(ours.url, "CREATE TABLE kept AS SELECT 42 AS answer")
        (server,) = servers(data)
        server.kill()

        assert soon(lambda: _answers(ours.url))
        assert ask(ours.url, "SELECT answer FROM kept") == 42


def test_the_server_dies_with_a_killed_supervisor_and_the_next_user_starts_another(data: Path) -> None:
    with cluster(data) as ours:
        ask(ours.url, "CREATE TABLE kept AS SELECT 42 AS answer")
        (supervisor,) = supervisors(data)
        supervisor.kill()
        assert soon(lambda: all_gone(data))

        with cluster(data) as again:
            assert ask(again.url, "SELECT answer FROM kept") == 42
            assert not Path(ours.sockets).exists()


def test_a_user_may_come_while_the_server_of_a_killed_supervisor_is_still_stopping(data: Path) -> None:
    for _ in range(3):
        with cluster(data):
            (supervisor,) = supervisors(data)
            supervisor.kill()
            # Its locks go with it; until then it counts as alive, and nobody can know better.
            supervisor.wait(10)
            with cluster(data) as again:
                assert ask(again.url, "SELECT 1") == 1
                assert len(supervisors(data)) == 1


def test_a_supervisor_told_to_stop_stops_its_server_properly(data: Path) -> None:
    with cluster(data) as ours:
        supervisors(data)[0].terminate()
        assert soon(lambda: all_gone(data))
        assert not (data / "postgres" / "postmaster.pid").exists()
        assert not Path(ours.sockets).exists()


def test_everything_killed_at_once_is_recovered_from(data: Path) -> None:
    with User(data) as user:
        ask(user.answer(), "CREATE TABLE kept AS SELECT 42 AS answer")
        for process in (*servers(data), *supervisors(data)):
            process.kill()
        user.leave(signal.SIGKILL)
    phases: list[Phase] = []
    with cluster(data, progress=phases.append) as ours:
        assert ask(ours.url, "SELECT answer FROM kept") == 42
    assert phases == [Phase.RECOVERING]


@pytest.fixture
def slow_recovery(data: Path) -> Iterator[Path]:
    """A killed server, whose next start replays its log for as long as the file `slow` is there."""
    with cluster(data) as ours:
        ask(ours.url, MUCH)
        for process in (*supervisors(data), *servers(data)):
            process.kill()
        assert soon(lambda: all_gone(data))
    slow = data / "postgres" / "slow"
    slow.touch()
    (data / "postgres" / "recovery.signal").touch()
    with (data / "postgres" / "postgresql.conf").open("a") as settings:
        settings.write(
            "hot_standby = off\nrestore_command = 'while test -e slow; do sleep 0.05; done; false'\n"
        )
    yield slow
    slow.unlink(missing_ok=True)


def test_recovery_may_take_as_long_as_it_takes(data: Path, slow_recovery: Path) -> None:
    with User(data) as first, User(data) as second:
        time.sleep(11)
        assert first.process.poll() is second.process.poll() is None
        assert len(servers(data)) == 1
        slow_recovery.unlink()

        url = first.answer()
        assert second.answer() == url
        assert ask(url, "SELECT count(*) FROM much") == 200_000


def test_who_waits_no_longer_is_told_what_the_server_is_doing(data: Path, slow_recovery: Path) -> None:
    with (
        pytest.raises(ClusterError, match=r"not get ready in time: it is recovering \(log: "),
        cluster(data, timeout=4),
    ):
        pass
    assert slow_recovery.exists()
    assert soon(lambda: all_gone(data), within=10), "nobody waits for it any more"
