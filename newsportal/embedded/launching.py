"""Starting the supervisor of a cluster."""

import os
import subprocess
import sys
from pathlib import Path

from newsportal.embedded import locks, log, programs, state
from newsportal.embedded.errors import ClusterError
from newsportal.embedded.layout import Layout
from newsportal.embedded.server import remove_socket_directory

_PROJECT = Path(__file__).resolve().parents[2]


def launch(layout: Layout, lock: locks.FileLock, *, durable: bool, throw_away: bool) -> None:
    """Start it and give it `lock`: a lock on an open file is kept by all who inherit the file."""
    if last := state.read(layout.state):
        remove_socket_directory(last.sockets)
    try:
        layout.state.unlink(missing_ok=True)
        log_descriptor = log.open_log(layout)
    except OSError as error:
        raise ClusterError(f"{error.filename} cannot be used: {error.strerror}.") from error
    flags = [*([] if durable else ["--unsafe"]), *(["--throw-away"] if throw_away else [])]
    arguments = [str(layout.data), f"--lock={lock.descriptor}", *flags]
    try:
        launched = subprocess.run(  # noqa: S603 - our own module
            [sys.executable, "-m", "newsportal.embedded.supervisor", *arguments],
            stdin=subprocess.DEVNULL,
            stdout=log_descriptor,
            stderr=log_descriptor,
            cwd=_PROJECT,
            env=_environment(),
            pass_fds=[lock.descriptor],
            start_new_session=True,
            check=False,
        )
    finally:
        os.close(log_descriptor)
    if launched.returncode != 0:
        raise ClusterError(f"The process that keeps PostgreSQL did not start (log: {layout.log}).")


def _environment() -> dict[str, str]:
    ours = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONUTF8": "1"}
    temporary = {"TMPDIR": os.environ["TMPDIR"]} if "TMPDIR" in os.environ else {}
    return programs.environment() | ours | temporary
