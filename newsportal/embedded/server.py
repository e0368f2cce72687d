"""One run of the server, as a child of this process."""

import os
import signal
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

from newsportal.embedded import log, programs
from newsportal.embedded.identity import Identity
from newsportal.embedded.layout import Layout
from newsportal.embedded.probe import SOCKET_NAME

LONGEST_SOCKET_PATH = 103  # macOS; Linux allows 107 bytes
STOPPING_PATIENCE = 60
_STATUS_LINE = 7
UNSAFE = (
    *("fsync=off", "synchronous_commit=off", "full_page_writes=off"),
    *("wal_level=minimal", "max_wal_senders=0", "max_wal_size=128MB"),
)


class Server:
    def __init__(
        self, layout: Layout, identity: Identity, *, sockets: Path, durable: bool, log_descriptor: int
    ) -> None:
        self.layout = layout
        self._log_offset = log.size(layout)
        quoted_sockets = str(sockets).replace('"', '""')
        settings = [
            "listen_addresses=",
            f'unix_socket_directories="{quoted_sockets}"',
            "logging_collector=off",
        ]
        if not durable:
            settings += UNSAFE
        options = [part for setting in settings for part in ("-c", setting)]
        arguments = programs.command("postgres", "-D", layout.cluster, *options)
        self._process: subprocess.Popen[bytes] = programs.start(arguments, identity, log=log_descriptor)

    def has_ended(self) -> bool:
        return self._process.poll() is not None

    def is_ready(self) -> bool:
        """Its pid file says so, and is its own."""
        try:
            lines = (self.layout.cluster / "postmaster.pid").read_text().splitlines()
            return lines[0] == str(self._process.pid) and lines[_STATUS_LINE].strip() == "ready"
        except (OSError, IndexError, UnicodeDecodeError):
            return False

    def output(self) -> str:
        return log.since(self.layout, self._log_offset)

    def stop(self, *, now: bool = False) -> None:
        """Sessions are ended and data written; `now` for data that nobody will want."""
        if not self.has_ended():
            self._process.send_signal(signal.SIGQUIT if now else signal.SIGINT)
        try:
            self._process.wait(STOPPING_PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.send_signal(signal.SIGQUIT)  # the next start recovers
            self._process.wait()


def make_socket_directory(identity: Identity) -> Path:
    """Short, because the path of a socket is limited, and closed to other users."""
    parent = tempfile.gettempdir()
    if len(os.fsencode(f"{parent}/newsportal-12345678/{SOCKET_NAME}")) > LONGEST_SOCKET_PATH:
        parent = "/tmp"  # noqa: S108 - mkdtemp makes a directory of our own in it
    directory = Path(tempfile.mkdtemp(prefix="newsportal-", dir=parent))
    identity.take(directory)
    return directory


def remove_socket_directory(directory: str) -> None:
    """Also one left by a supervisor that was killed. Only sockets are removed, whatever the name says."""
    path = Path(directory)
    with suppress(OSError):
        for entry in path.glob(".s.PGSQL.*"):
            entry.unlink()
        path.rmdir()
