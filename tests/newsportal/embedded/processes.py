"""Finding the processes behind a cluster, and waiting for them to go."""

import time
from collections.abc import Callable
from pathlib import Path

import psutil

SUPERVISOR = "newsportal.embedded.supervisor"


def supervisors(data: Path) -> list[psutil.Process]:
    return [process for process, words in _at(data) if SUPERVISOR in words]


def servers(data: Path) -> list[psutil.Process]:
    """Main processes of PostgreSQL; their children do not have the directory among their words."""
    return [process for process, words in _at(data) if words[0].endswith("/postgres")]


def soon(true: Callable[[], object], *, within: float = 15) -> bool:
    deadline = time.monotonic() + within
    while not true():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True


def all_gone(data: Path) -> bool:
    return not supervisors(data) and not servers(data)


def _at(data: Path) -> list[tuple[psutil.Process, list[str]]]:
    """Those with a path in or under `data` among their words."""
    found = ((process, _words(process)) for process in psutil.process_iter())
    return [(process, words) for process, words in found if any(word.startswith(str(data)) for word in words)]


def _words(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline() if process.status() != psutil.STATUS_ZOMBIE else []
    except psutil.Error:
        return []
