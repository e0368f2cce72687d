"""The production server with a database of its own, which can be killed without asking anybody."""

import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import LiteralString

import psutil
import psycopg

from newsportal import embedded
from newsportal.serving import web_command
from tests.newsportal.running_demo import MANAGE, environment, free_port

PATIENCE = 60.0


class RunningSite:
    """`variables` are of its environment, in place of what stands here."""

    def __init__(
        self,
        directory: Path,
        *,
        workers: int = 1,
        stories: int = 20,
        variables: Mapping[str, str] | None = None,
    ) -> None:
        self.port = free_port()
        self.log = directory / "web.log"
        self._lease = embedded.acquire(directory / "data")
        self.cluster = self._lease.cluster
        ours = {
            "NEWSPORTAL_MODE": "test",
            "NEWSPORTAL_WEB": "1",
            "NEWSPORTAL_DATA": str(directory),
            "SECRET_KEY": "x" * 50,
            "PUBLIC_URL": f"http://127.0.0.1:{self.port}",
            "DATABASE_URL": self.cluster.url,
            "PAGE_CACHE_BYTES": str(64 * 1024 * 1024),
            "DJANGO_SETTINGS_MODULE": "newsportal.settings",
        }
        self.environment = environment(**ours | dict(variables or {}))
        self.manage("migrate", "-v0")
        self.manage("seed_load", "--articles", str(stories))
        self._command = web_command(host="127.0.0.1", port=self.port)
        self._command[self._command.index("--workers") + 1] = str(workers)
        self.start()

    def start(self) -> None:
        with self.log.open("a") as log:
            self.server = psutil.Popen(
                self._command, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )
        self.wait_until_it_answers()

    def manage(self, *words: str) -> None:
        command = [sys.executable, str(MANAGE), *words]
        subprocess.run(command, env=self.environment, check=True, capture_output=True)

    def wait_until_it_answers(self) -> None:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                if self.get("/healthz")[0] == 200:
                    return
            except OSError:
                time.sleep(0.05)
        raise AssertionError(self.log.read_text())

    def get(self, address: str) -> tuple[int, dict[str, str], bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request("GET", address, headers={"Connection": "close"})
            answer = connection.getresponse()
            headers = {name.lower(): value for name, value in answer.getheaders()}
            return answer.status, headers, answer.read()
        finally:
            connection.close()

    def fill(self, addresses: list[str]) -> None:
        """So often that both processes keep them all: chance chooses which one answers."""
        for _time in range(16):
            for address in addresses:
                assert self.get(address)[0] == 200

    def sql(self, statement: LiteralString, *values: object) -> list[tuple[object, ...]]:
        with psycopg.connect(self.cluster.url, autocommit=True) as connection:
            cursor = connection.execute(statement, values)
            return cursor.fetchall() if cursor.description else []

    def story_addresses(self, count: int) -> list[str]:
        rows = self.sql(
            "SELECT r.path, a.id, a.slug FROM articles_article a JOIN articles_rubric r ON r.id = a.rubric_id"
            " WHERE a.publication = 'published' AND a.language = 'ru' AND a.published_at <= now()"
            " AND a.embargo_until IS NULL AND a.expires_at IS NULL ORDER BY a.id LIMIT %s",
            count,
        )
        return [f"/{path}/{pk}-{slug}/" for path, pk, slug in rows]

    def kill_database(self) -> None:
        """Its supervisor would start it again: it is held still until `bring_database_back`."""
        self._supervisor = psutil.Process(self._postmaster().ppid())
        postmaster = self._postmaster()
        children = postmaster.children(recursive=True)
        self._supervisor.suspend()
        for process in [postmaster, *children]:
            with suppress(psutil.NoSuchProcess):
                process.kill()

    def bring_database_back(self) -> None:
        self._supervisor.resume()

    def _postmaster(self) -> psutil.Process:
        found = list(self.cluster.data.rglob("postmaster.pid"))
        return psutil.Process(int(found[0].read_text().split()[0]))

    def kill(self) -> None:
        """The server alone, at once; `start` brings it back."""
        os.killpg(self.server.pid, signal.SIGKILL)
        self.server.wait(20)

    def stop(self) -> None:
        os.killpg(self.server.pid, signal.SIGTERM)
        try:
            self.server.wait(20)
        except psutil.TimeoutExpired:
            os.killpg(self.server.pid, signal.SIGKILL)
        self._lease.release()
