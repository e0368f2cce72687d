"""A demonstration in a process of its own, as a newcomer starts it."""

import http.cookiejar
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from pathlib import Path
from typing import Any

import psutil
import psycopg

from newsportal.embedded import cluster

MANAGE = Path(__file__).resolve().parents[2] / "manage.py"
STARTED = "Ctrl-C stops everything."
PATIENCE = 180


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def environment(**variables: str) -> dict[str, str]:
    """Ours without what the tests' own settings were read from."""
    ours = {
        "DATABASE_URL",
        "SECRET_KEY",
        "PUBLIC_URL",
        "ALLOWED_HOSTS",
        "NEWSPORTAL_DATA",
        "STATIC_ROOT",
        "MEDIA_ROOT",
        "REQUIRE_2FA",
        "EMAIL_URL",
    }
    kept = {name: value for name, value in os.environ.items() if name not in ours}
    return kept | {"PYTHONUNBUFFERED": "1"} | variables


def manage(*words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, MANAGE, *words],
        env=environment(**variables),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


class RunningDemo:
    def __init__(self, data: Path) -> None:
        self.data = data
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.log = data.parent / "demo.log"
        self.seconds = 0.0
        self._process: psutil.Popen | None = None

    def start(self) -> None:
        """The pictures come later: making them all takes longer than every test together."""
        words = ["demo", "--port", str(self.port), "--data", str(self.data), "--pictures-later"]
        began = time.monotonic()
        with self.log.open("w") as log:
            self._process = psutil.Popen(
                [sys.executable, MANAGE, *words],
                env=environment(),
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        while STARTED not in self.log.read_text():
            assert self._process.poll() is None, self.log.read_text()
            assert time.monotonic() - began < PATIENCE, self.log.read_text()
            time.sleep(0.05)
        self.seconds = time.monotonic() - began
        self._make_few_pictures()

    def _make_few_pictures(self) -> None:
        """Six seconds of a processor each, which all other tests would wait for."""
        with cluster(self.data) as joined, psycopg.connect(joined.url) as connection:
            connection.execute(
                "DELETE FROM procrastinate_jobs WHERE task_name = 'articles.render_photo' AND status = 'todo'"
                " AND id NOT IN (SELECT id FROM procrastinate_jobs WHERE task_name = 'articles.render_photo'"
                " AND status = 'todo' ORDER BY id LIMIT 1)"
            )

    def end(self, number: signal.Signals) -> int:
        assert self._process is not None
        self._process.send_signal(number)
        return int(self._process.wait(PATIENCE))

    def processes(self) -> list[psutil.Process]:
        """The demonstration, its children and theirs."""
        assert self._process is not None
        return [self._process, *self._process.children(recursive=True)]

    def is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def close(self) -> None:
        if self.is_running():
            self.end(signal.SIGTERM)

    def get(self, path: str) -> str:
        with urllib.request.urlopen(self.address + path, timeout=30) as response:  # noqa: S310  our own
            body: bytes = response.read()
            return body.decode()

    def accounts(self) -> Any:
        return json.loads((self.data / "accounts.json").read_text())

    def sign_in(self, username: str, password: str) -> str:
        """The front page of the admin, as this account sees it; the address is its last line."""
        browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
        with browser.open(f"{self.address}/admin/") as page:
            login, text = page.url, page.read().decode()
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', text)
        assert token is not None
        form = {"csrfmiddlewaretoken": token[1], "login": username, "password": password}
        with browser.open(login, urllib.parse.urlencode(form).encode(), timeout=30) as response:
            return f"{response.read().decode()}\n{response.url}"
