"""Users of a cluster as real processes, to be killed."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Self

import psycopg

PROJECT = Path(__file__).resolve().parents[3]

USING = """
import sys
from pathlib import Path
from newsportal.embedded import ClusterError, cluster, hold_throw_away
try:
    if sys.argv[1] == "throw-away":
        print(hold_throw_away().url, flush=True)
        sys.stdin.read()
    else:
        with cluster(Path(sys.argv[1])) as ours:
            print(ours.url, flush=True)
            sys.stdin.read()
except ClusterError as error:
    print("ClusterError:", error, flush=True)
"""


class User:
    """A process that uses the cluster until it is told to leave."""

    def __init__(
        self,
        *arguments: Path | str,
        environment: Mapping[str, str] | None = None,
        before: Callable[[], None] | None = None,
        code: str = USING,
    ) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", code, *map(str, arguments)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            cwd=PROJECT,
            env={**os.environ, "PYTHONUTF8": "1", **(environment or {})},
            preexec_fn=before,  # noqa: PLW1509
        )

    def answer(self) -> str:
        """The cluster's address, or why there is none."""
        assert self.process.stdout
        return self.process.stdout.readline().strip()

    def leave(self, with_signal: signal.Signals | None = None) -> None:
        if with_signal:
            self.process.send_signal(with_signal)
        self.process.communicate()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.communicate()


def ask(url: str, statement: str) -> object:
    """The first value of the answer, if there is one."""
    with psycopg.connect(url, autocommit=True) as connection:
        cursor = connection.execute(statement)
        row = cursor.fetchone() if cursor.description else None
        return row[0] if row else None
