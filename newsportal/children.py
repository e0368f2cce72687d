"""Programs that live no longer than the process that started them."""

import os
import signal
import subprocess
import time
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from types import TracebackType

from newsportal.embedded.identity import die_with_parent

ORPHANS_PATIENCE = 2.0


# A child that ends sooner will not do better the next time.
WORTH_RESTARTING = 3.0


@dataclass(frozen=True)
class Program:
    """What is to run; `death` is what the kernel sends it when we are killed without a word."""

    name: str
    command: list[str]
    environment: dict[str, str]
    death: signal.Signals = signal.SIGTERM
    # Started again when it ends: a worker ends when its database does.
    restarts: bool = False


@dataclass(frozen=True)
class Child:
    program: Program
    process: subprocess.Popen[bytes]
    started: float

    def signal_group(self, number: signal.Signals) -> None:
        """Reaches the child's own children too, and those who outlived it."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, number)

    def group_is_gone(self) -> bool:
        self.process.poll()
        try:
            os.killpg(self.process.pid, 0)
        except ProcessLookupError:
            return True
        return False


class ChildEndedError(Exception):
    """A child ended that should not have."""

    def __init__(self, child: Child) -> None:
        super().__init__(
            f"The {child.program.name} ended unexpectedly ({how_it_ended(child.process.returncode)})."
        )


class Children:
    """Each in a session of its own: Ctrl-C reaches us alone, and we stop them. Logs go to the standard error.

    If we are killed without a word, the kernel tells them (see `die_with_parent`).
    """

    def __init__(self, *, patience: float = 15) -> None:
        self.patience = patience
        self._running: list[Child] = []

    def start(self, program: Program) -> None:
        process = subprocess.Popen(  # noqa: S603  the commands are ours
            program.command,
            env=os.environ | program.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
            # One call to the system, which waits for no lock that another thread may hold.
            preexec_fn=partial(die_with_parent, os.getpid(), program.death),  # noqa: PLW1509
        )
        self._running.append(Child(program, process, time.monotonic()))

    def check(self) -> None:
        """Raises ChildEndedError."""
        for child in list(self._running):
            if child.process.poll() is None:
                continue
            if not child.program.restarts or time.monotonic() - child.started < WORTH_RESTARTING:
                raise ChildEndedError(child)
            self._running.remove(child)
            self.start(child.program)

    def stop(self) -> None:
        """Ask them, wait, then insist; returns when nobody of theirs is left."""
        for child in self._running:
            if child.process.poll() is None:
                child.process.terminate()
        deadline = time.monotonic() + self.patience
        while time.monotonic() < deadline and any(child.process.poll() is None for child in self._running):
            time.sleep(0.02)
        for child in self._running:
            child.signal_group(signal.SIGKILL)
            child.process.wait()
        # Their orphans are reaped by the system, which some containers never do.
        deadline = time.monotonic() + ORPHANS_PATIENCE
        while time.monotonic() < deadline and not all(child.group_is_gone() for child in self._running):
            time.sleep(0.02)
        self._running.clear()

    def __enter__(self) -> "Children":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def how_it_ended(code: int) -> str:
    return f"exit code {code}" if code >= 0 else f"by {signal.Signals(-code).name}"
