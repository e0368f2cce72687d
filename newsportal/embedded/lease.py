"""Using a cluster: join the server that runs, or have one started."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from newsportal.embedded import locks, probe, state
from newsportal.embedded.errors import ClusterError
from newsportal.embedded.launching import launch
from newsportal.embedded.layout import DATABASE, USER, Layout
from newsportal.embedded.log import explain
from newsportal.embedded.state import Phase

PATIENCE = 600.0
WORTH_TELLING = {Phase.CREATING, Phase.STARTING, Phase.RECOVERING}
Progress = Callable[[Phase], None]


@dataclass(frozen=True)
class Cluster:
    data: Path
    sockets: str  # the directory of the server's socket

    @property
    def url(self) -> str:
        return f"postgresql://{USER}@/{DATABASE}?host={quote(self.sockets, safe='/')}"


class Lease:
    """One use of a cluster: its server runs until this is released or the process ends."""

    def __init__(self, cluster: Cluster, lock: locks.FileLock) -> None:
        self.cluster = cluster
        self._lock = lock

    def release(self) -> None:
        self._lock.release()


def acquire(
    data: Path,
    *,
    durable: bool = True,
    throw_away: bool = False,
    timeout: float = PATIENCE,
    progress: Progress | None = None,
) -> Lease:
    """`durable` and `throw_away` count for who starts the server; `progress` is told each phase once."""
    deadline = time.monotonic() + timeout
    layout = Layout(data.absolute())
    try:
        layout.data.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ClusterError(f"The data directory {data} cannot be made: {error.strerror}.") from error
    lock = locks.shared(layout.users_lock, deadline)
    try:
        return Lease(_join_or_launch(layout, durable, throw_away, deadline, progress), lock)
    except BaseException:
        lock.release()
        raise


def _join_or_launch(
    layout: Layout, durable: bool, throw_away: bool, deadline: float, progress: Progress | None
) -> Cluster:
    launched = False
    told: Phase | None = None
    while True:
        with locks.try_exclusive(layout.supervisor_lock) or nullcontext() as lock:
            if lock:  # nobody looks after the cluster (any more)
                if launched:
                    raise ClusterError(_why_it_failed(layout))
                launch(layout, lock, durable=durable, throw_away=throw_away)
                launched = True
        current = state.read(layout.state)
        if current and current.phase is Phase.READY and probe.answers(current.sockets):
            return Cluster(layout.data, current.sockets)
        if current and current.phase in WORTH_TELLING and current.phase is not told:
            told = current.phase
            if progress:
                progress(told)
        if time.monotonic() > deadline:
            doing = f": it is {told}" if told else ""
            raise ClusterError(f"PostgreSQL did not get ready in time{doing} (log: {layout.log}).")
        time.sleep(0.01)


def _why_it_failed(layout: Layout) -> str:
    last = state.read(layout.state)
    return last.reason if last and last.reason else explain("", layout, "PostgreSQL did not start")


@contextmanager
def cluster(
    data: Path, *, durable: bool = True, timeout: float = PATIENCE, progress: Progress | None = None
) -> Iterator[Cluster]:
    lease = acquire(data, durable=durable, timeout=timeout, progress=progress)
    try:
        yield lease.cluster
    finally:
        lease.release()
