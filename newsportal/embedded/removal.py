"""Removing a cluster for good."""

import shutil
import time
from contextlib import ExitStack
from pathlib import Path

from newsportal.embedded import locks
from newsportal.embedded.errors import ClusterError
from newsportal.embedded.layout import Layout


def remove(data: Path, *, timeout: float = 15) -> None:
    """Refuses while the cluster is in use; `timeout` is for a server that is just stopping."""
    layout = Layout(data.absolute())
    if not layout.data.is_dir():
        return
    deadline = time.monotonic() + timeout
    while not _remove_unused(layout):
        if time.monotonic() > deadline:
            raise ClusterError(f"The cluster {layout.cluster} is in use: stop the program that uses it.")
        time.sleep(0.05)


def _remove_unused(layout: Layout) -> bool:
    with ExitStack() as locked:
        # A supervisor that has lost its last user must see that for itself, so its lock comes first.
        for path in (layout.supervisor_lock, layout.users_lock):
            lock = locks.try_exclusive(path)
            if lock is None:
                return False
            locked.enter_context(lock)
        for directory in (layout.cluster, layout.unfinished):
            if directory.exists():
                shutil.rmtree(directory)
        for path in (layout.log, layout.old_log, layout.state, layout.supervisor_lock, layout.users_lock):
            path.unlink(missing_ok=True)
    return True
