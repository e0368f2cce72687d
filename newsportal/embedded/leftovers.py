"""What a server that was killed leaves behind: its pid file, or itself."""

import os
import signal
import time
from contextlib import suppress
from pathlib import Path

import psutil

from newsportal.embedded.errors import ClusterError

PATIENCE = 120


def clear(cluster: Path) -> bool:
    """Make way for a new server; True when the last one was not stopped properly.

    Only for who has the supervisor's lock: any server that still runs is an orphan then.
    """
    pid_file = cluster / "postmaster.pid"
    try:
        lines = pid_file.read_text(errors="replace").splitlines(keepends=True)
    except FileNotFoundError:
        return False
    process = _process(lines[0] if lines else "")
    if process and _works_in(process, cluster):
        _stop(process, cluster)
        return pid_file.exists()
    # The number is of a program that has ended, or by now another program's. PostgreSQL would believe the
    # latter; it does not believe that of its own parent. The rest of the file stays: by it PostgreSQL finds
    # memory that old backends may still use.
    pid_file.write_text("".join([f"{os.getpid()}\n", *lines[1:]]))
    return True


def _process(number: str) -> psutil.Process | None:
    try:
        return psutil.Process(int(number))
    except (psutil.Error, ValueError, OverflowError):
        return None


def _works_in(process: psutil.Process, cluster: Path) -> bool:
    """A server's working directory is its cluster, and no other program's is."""
    try:
        return process.status() != psutil.STATUS_ZOMBIE and Path(process.cwd()).samefile(cluster)
    except (psutil.Error, OSError):
        return False


def _stop(process: psutil.Process, cluster: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while _works_in(process, cluster):
        if time.monotonic() > deadline:
            raise ClusterError(
                f"An old PostgreSQL server (process {process.pid}) keeps {cluster} and does not stop: end it."
            )
        with suppress(psutil.NoSuchProcess, psutil.TimeoutExpired):
            process.send_signal(signal.SIGINT)
            process.wait(1)
