"""Children end with their parent, whatever they think of it."""

import signal
import sys
import time

import pytest

from newsportal.children import ChildEndedError, Children, Program

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]
STUBBORN = [
    sys.executable,
    "-c",
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)",
]


def test_they_are_stopped() -> None:
    began = time.monotonic()
    with Children() as children:
        children.start(Program("sleeper", SLEEP, {}))
        children.check()
    assert time.monotonic() - began < 10


def test_one_that_does_not_listen_is_killed() -> None:
    with Children(patience=1) as children:
        children.start(Program("stubborn one", STUBBORN, {}))
        time.sleep(0.3)


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("raise SystemExit(3)", "exit code 3"),
        (f"import os; os.kill(os.getpid(), {signal.SIGKILL:d})", "SIGKILL"),
    ],
)
def test_one_that_ends_by_itself_is_named(code: str, reason: str) -> None:
    with Children() as children:
        children.start(Program("short-lived one", [sys.executable, "-c", code], {}))
        with pytest.raises(ChildEndedError, match=f"The short-lived one ended unexpectedly .*{reason}"):
            while True:
                children.check()
                time.sleep(0.01)


def wait_for(condition: object) -> None:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline and not condition():  # type: ignore[operator]
        time.sleep(0.02)


def test_a_killed_worker_is_started_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newsportal.children.WORTH_RESTARTING", 0.0)
    with Children() as running:
        running.start(Program("worker", SLEEP, {}, restarts=True))
        first = running._running[0].process
        first.kill()
        wait_for(lambda: first.poll() is not None)
        running.check()
        second = running._running[0].process
        assert second.pid != first.pid
        assert second.poll() is None


@pytest.mark.parametrize("restarts", [True, False])
def test_one_that_ends_at_once_is_given_up(restarts: bool) -> None:
    with Children() as running:
        running.start(Program("worker", [sys.executable, "-c", "raise SystemExit(3)"], {}, restarts=restarts))
        child = running._running[0].process
        wait_for(lambda: child.poll() is not None)
        with pytest.raises(ChildEndedError, match="worker ended unexpectedly"):
            running.check()
