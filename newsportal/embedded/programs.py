"""Running PostgreSQL's own programs.

Only the supervisor does so. It has one thread, which makes `preexec_fn` safe.
"""

import os
import signal
import subprocess
from functools import partial
from pathlib import Path

from newsportal.embedded.identity import Identity, die_with_parent
from newsportal.embedded.layout import binaries


def command(name: str, *arguments: str | Path) -> list[str]:
    return [str(binaries() / name), *map(str, arguments)]


def environment() -> dict[str, str]:
    """Little, and ours: an inherited LANG=C or PGDATA would change the cluster, secrets are not for it."""
    kept = {name: os.environ[name] for name in ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH") if name in os.environ}
    return {"PATH": os.defpath, "LC_ALL": "C.UTF-8", "TZ": "UTC", **kept}


def run(arguments: list[str], identity: Identity, *, input: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - PostgreSQL's programs, no shell
        arguments,
        input=input,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
        env=environment(),
        preexec_fn=partial(_prepare, identity, os.getpid(), signal.SIGTERM),
    )


def start(arguments: list[str], identity: Identity, *, log: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603
        arguments,
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        env=environment(),
        preexec_fn=partial(_prepare, identity, os.getpid(), signal.SIGINT),  # noqa: PLW1509
    )


def _prepare(identity: Identity, parent: int, death: signal.Signals) -> None:
    os.umask(0o077)
    identity.become()
    die_with_parent(parent, death)
