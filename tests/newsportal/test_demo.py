"""The command that a newcomer types, from outside: real server, real worker, real embedded Postgres."""

import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg
import pytest

from newsportal.demo.accounts import ROLES
from newsportal.embedded import cluster, memory
from tests.newsportal.embedded.processes import all_gone, soon
from tests.newsportal.running_demo import RunningDemo, manage

# One demonstration is started for all of them.
pytestmark = [pytest.mark.xdist_group("demo"), pytest.mark.whole]

HEADLINE = "Двадцать моногородов разделили на три группы"


@pytest.fixture(scope="module")
def started() -> Iterator[RunningDemo]:
    directory = memory.make_directory("newsportal-demo-")
    running = RunningDemo(directory / "данные демо")
    try:
        yield running
    finally:
        running.close()
        shutil.rmtree(directory, ignore_errors=True)


@pytest.fixture
def demo(started: RunningDemo) -> RunningDemo:
    """One for all tests of this module; whoever stops it leaves the next start to the next test."""
    if not started.is_running():
        started.start()
    return started


def left_of(processes: list[psutil.Process]) -> list[psutil.Process]:
    return [
        process for process in processes if process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    ]


def test_the_front_page_leads_with_the_story_of_the_towns(demo: RunningDemo) -> None:
    assert HEADLINE in demo.get("/")


def test_the_kazakh_front_page_is_there_too(demo: RunningDemo) -> None:
    assert "Қазақстанның моноқалаларын үш топқа бөлу ұсынылды" in demo.get("/kk/")


def test_monitors_are_answered(demo: RunningDemo) -> None:
    assert demo.get("/healthz") == "ok\n"
    assert '"status": "ready"' in demo.get("/readyz")


def test_the_worker_makes_the_pictures(demo: RunningDemo) -> None:
    def some_are_made() -> bool:
        with cluster(demo.data) as joined, psycopg.connect(joined.url) as connection:
            row = connection.execute(
                "SELECT count(*) FROM articles_photo WHERE renditions <> '[]'"
            ).fetchone()
            return bool(row and row[0])

    assert soon(some_are_made, within=60)


def test_the_accounts_are_for_their_owner_alone(demo: RunningDemo) -> None:
    assert (demo.data / "accounts.json").stat().st_mode & 0o777 == 0o600
    accounts = demo.accounts()
    assert list(accounts) == list(ROLES)
    assert all(set(account) == {"username", "password"} for account in accounts.values())


@pytest.mark.parametrize("role", ["correspondent", "administrator"])
def test_an_account_opens_the_admin(demo: RunningDemo, role: str) -> None:
    page = demo.sign_in(**demo.accounts()[role])
    assert page.endswith("/admin/")
    assert "/admin/articles/" in page


def test_another_command_works_beside_it(demo: RunningDemo) -> None:
    words = "from articles.models import Outlet; print(Outlet.objects.get().name_kk)"
    done = manage("shell", "-v", "0", "-c", words, NEWSPORTAL_DATA=str(demo.data))
    assert (done.returncode, done.stdout.strip()) == (0, "Құйылыс"), done.stderr


def test_a_second_one_on_the_same_data_says_so(demo: RunningDemo) -> None:
    done = manage("demo", "--data", str(demo.data), "--port", str(demo.port))
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "is already running" in done.stderr


def test_a_taken_port_is_said_before_anything_is_done(demo: RunningDemo, tmp_path: Path) -> None:
    done = manage("demo", "--data", str(tmp_path / "data"), "--port", str(demo.port))
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert f"Port {demo.port} of 127.0.0.1 is taken" in done.stderr
    assert not (tmp_path / "data" / "postgres").exists()


def test_sigterm_leaves_nothing_and_the_next_start_keeps_what_was_edited(
    demo: RunningDemo, capsys: pytest.CaptureFixture[str]
) -> None:
    with cluster(demo.data) as joined, psycopg.connect(joined.url) as connection:
        connection.execute("UPDATE articles_outlet SET tagline_ru = 'Новый подзаголовок'")
        before = connection.execute("SELECT count(*), max(id) FROM articles_article").fetchone()
    accounts = demo.accounts()
    processes = demo.processes()
    assert len(processes) > 4  # itself, the server with two workers, the task worker

    assert demo.end(signal.SIGTERM) == 0
    assert soon(lambda: not left_of(processes) and all_gone(demo.data), within=40)

    demo.start()
    with capsys.disabled():
        print(f" [second start of the demonstration: {demo.seconds:.1f} s]", end="")  # noqa: T201
    assert "Новый подзаголовок" in demo.get("/")
    assert demo.accounts() == accounts
    with cluster(demo.data) as joined, psycopg.connect(joined.url) as connection:
        assert connection.execute("SELECT count(*), max(id) FROM articles_article").fetchone() == before


def test_kill_9_leaves_nothing(demo: RunningDemo) -> None:
    processes = demo.processes()
    demo.end(signal.SIGKILL)
    assert soon(lambda: not left_of(processes) and all_gone(demo.data), within=40)
