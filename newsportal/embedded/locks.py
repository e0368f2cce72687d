"""Advisory locks on files. They vanish with the process that holds them, whatever ends it."""

import fcntl
import os
import time
from pathlib import Path
from types import TracebackType

from newsportal.embedded.errors import ClusterError

_RELEASED = -1


class FileLock:
    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor
        _held.add(self)

    def release(self) -> None:
        _held.discard(self)
        descriptor, self.descriptor = self.descriptor, _RELEASED
        if descriptor != _RELEASED:
            os.close(descriptor)

    def __enter__(self) -> "FileLock":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


_held: set[FileLock] = set()


def try_shared(path: Path) -> FileLock | None:
    return _try(path, fcntl.LOCK_SH)


def try_exclusive(path: Path) -> FileLock | None:
    return _try(path, fcntl.LOCK_EX)


def shared(path: Path, deadline: float) -> FileLock:
    while (lock := try_shared(path)) is None:
        if time.monotonic() > deadline:
            raise ClusterError(f"The PostgreSQL server of {path.parent} has not finished stopping in time.")
        time.sleep(0.01)
    return lock


def _try(path: Path, kind: int) -> FileLock | None:
    """A fresh descriptor each time: locks of several threads, or nested ones, are then independent."""
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise ClusterError(f"The data directory {path.parent} cannot be used: {error.strerror}.") from error
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
        if _is_still_at(path, descriptor):
            return FileLock(descriptor)
    except BlockingIOError:
        pass
    except OSError as error:
        os.close(descriptor)
        raise ClusterError(f"Files in {path.parent} cannot be locked: {error.strerror}.") from error
    os.close(descriptor)
    return None


def _is_still_at(path: Path, descriptor: int) -> bool:
    """False when the file was removed (and perhaps made anew) between opening and locking it."""
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False


def _leave_to_parent() -> None:
    """A forked child keeps no lock of its parent: closing the copy here leaves the parent's lock alone."""
    for lock in list(_held):
        lock.release()


os.register_at_fork(after_in_child=_leave_to_parent)
