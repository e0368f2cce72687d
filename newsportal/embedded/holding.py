"""Clusters held until the process ends, and clusters that nobody will keep."""

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from newsportal.embedded import memory
from newsportal.embedded.lease import PATIENCE, Cluster, Lease, Progress, acquire


@contextmanager
def throw_away() -> Iterator[Cluster]:
    """An empty cluster at a place for temporary files, gone when its last user is."""
    lease = _acquire_throw_away()
    try:
        yield lease.cluster
    finally:
        lease.release()


class _Held:
    """A forked child has lost its parent's locks (see `locks`): it begins with nothing."""

    def __init__(self) -> None:
        self.leases: dict[Path | None, Lease] = {}
        self.asking = threading.Lock()


_held = _Held()
os.register_at_fork(after_in_child=_held.__init__)  # type: ignore[misc]


def hold(data: Path, *, timeout: float = PATIENCE, progress: Progress | None = None) -> Cluster:
    """The cluster of `data`, for as long as this process lives; asking again costs nothing."""
    return _hold(data.absolute(), lambda: acquire(data, timeout=timeout, progress=progress))


def hold_throw_away() -> Cluster:
    return _hold(None, _acquire_throw_away)


def _hold(key: Path | None, get: Callable[[], Lease]) -> Cluster:
    with _held.asking:
        if key not in _held.leases:
            _held.leases[key] = get()
        return _held.leases[key].cluster


def _acquire_throw_away() -> Lease:
    return acquire(memory.make_directory("newsportal-cluster-"), durable=False, throw_away=True)
