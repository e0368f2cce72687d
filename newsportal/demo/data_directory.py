"""The demonstration's own directory: one user at a time, emptied only when everything in it is ours."""

import shutil
from pathlib import Path

from newsportal.demo import accounts
from newsportal.demo.errors import DemoError
from newsportal.embedded import locks, remove

LOCK = "demo.lock"
EMPTIED = ("media", "static", "static.sources", accounts.FILE, f"{accounts.FILE}.new")
# The secret key is no content of the newsroom, and this process has already read it.
KEPT = (LOCK, "secret_key")
CLUSTER = "postgres"


def occupy(data: Path) -> locks.FileLock:
    """Held while the demonstration runs; raises DemoError when another one does."""
    try:
        data.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DemoError(f"The data directory {data} cannot be made: {error.strerror}.") from None
    lock = locks.try_exclusive(data / LOCK)
    if lock is None:
        raise DemoError(
            f"A demonstration with the data of {data} is already running: stop it, or give another --data."
        )
    return lock


def empty(data: Path) -> None:
    """Remove the cluster, media, static files and accounts."""
    entries = {entry.name for entry in data.iterdir()}
    foreign = sorted(
        name for name in entries - {*EMPTIED, *KEPT} if name != CLUSTER and not name.startswith(f"{CLUSTER}.")
    )
    if foreign:
        raise DemoError(
            f"{data} holds {foreign[0]!r}, which is not the demonstration's: nothing was removed."
        )
    if (
        entries & {"media", "static"}
        and not (data / CLUSTER / "PG_VERSION").exists()
        and accounts.FILE not in entries
    ):
        raise DemoError(f"{data} does not look like a demonstration's directory: nothing was removed.")
    remove(data)
    for name in EMPTIED:
        path = data / name
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
