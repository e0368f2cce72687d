"""What production starts."""

import http.client
import json
import os
import signal
import socket
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

import psutil
import psycopg
import pytest

from newsportal.serving import PortUnavailableError, check_port, readable_address
from tests.newsportal.running_demo import MANAGE, environment, free_port, manage

NO_DATABASE = "postgresql://nobody@/nothing?host=/nonexistent"


@pytest.fixture
def collected(tmp_path: Path) -> Path:
    """A directory that looks as after collectstatic."""
    (tmp_path / "staticfiles.json").write_text('{"paths": {}, "version": "1.1", "hash": ""}')
    return tmp_path


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ({"SECRET_KEY": "x" * 50}, "DATABASE_URL"),
        ({"DATABASE_URL": NO_DATABASE}, "SECRET_KEY"),
    ],
)
def test_it_names_the_variable_that_is_missing(given: dict[str, str], missing: str, collected: Path) -> None:
    done = manage("serve", STATIC_ROOT=str(collected), **given)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert f'"{missing}" not set' in done.stderr


def test_it_says_how_static_files_are_collected(tmp_path: Path) -> None:
    done = manage("serve", DATABASE_URL=NO_DATABASE, SECRET_KEY="x" * 50, STATIC_ROOT=str(tmp_path))
    assert done.returncode == 1
    assert "collectstatic" in done.stderr


@pytest.mark.parametrize(
    ("host", "port", "reason"),
    [
        ("127.0.0.1", 80000, "Port 80000 is no port"),
        ("203.0.113.1", 8000, "Port 8000 of 203.0.113.1 cannot be used"),
    ],
)
def test_an_address_that_cannot_be_used_is_one_sentence(host: str, port: int, reason: str) -> None:
    with pytest.raises(PortUnavailableError, match=reason):
        check_port(host, port)


def test_a_taken_port_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(PortUnavailableError, match=f"Port {port} of 127.0.0.1 is taken"):
            check_port("127.0.0.1", port)


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("0.0.0.0", "http://127.0.0.1:80"),  # noqa: S104  printed, not listened on
        ("::", "http://[::1]:80"),
        ("news.example", "http://news.example:80"),
    ],
)
def test_the_printed_address_can_be_opened(host: str, address: str) -> None:
    assert readable_address(host, 80) == address


def ask(port: int, path: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path)
    response = connection.getresponse()
    return response.status, response.read().decode()


def test_it_becomes_the_server_and_lives_without_the_database(collected: Path) -> None:
    port = free_port()
    given = {
        "DATABASE_URL": NO_DATABASE,
        "SECRET_KEY": "x" * 50,
        "STATIC_ROOT": str(collected),
        "WEB_WORKERS": "1",
    }
    with psutil.Popen(
        [sys.executable, MANAGE, "serve", "--port", str(port)], env=environment(**given)
    ) as process:
        try:
            deadline = time.monotonic() + 60
            while True:
                assert process.poll() is None
                assert time.monotonic() < deadline
                try:
                    assert ask(port, "/healthz") == (200, "ok\n")
                    break
                except ConnectionError:
                    time.sleep(0.05)
            assert "granian" in process.cmdline()
            status, report = ask(port, "/readyz")
            assert status == 200
            assert json.loads(report)["database"].startswith("unreachable")
        finally:
            process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0


def test_it_refuses_a_database_that_knows_no_cyrillic(collected: Path) -> None:
    """Made as a careless operator would: with the locale C, in which «Қ» has no small letter."""
    url = os.environ["DATABASE_URL"]
    with psycopg.connect(url, autocommit=True) as admin:
        admin.execute(
            "CREATE DATABASE careless TEMPLATE template0 LOCALE_PROVIDER libc LOCALE 'C' ENCODING 'UTF8'"
        )
    try:
        with psycopg.connect(url, dbname="careless", autocommit=True) as careless:
            careless.execute("CREATE EXTENSION pg_trgm")
        address = urlsplit(url)._replace(path="/careless").geturl()
        done = manage("serve", DATABASE_URL=address, SECRET_KEY="x" * 50, STATIC_ROOT=str(collected))
    finally:
        with psycopg.connect(url, autocommit=True) as admin:
            admin.execute("DROP DATABASE careless WITH (FORCE)")
    assert done.returncode == 1
    assert "does not know Cyrillic" in done.stderr
    assert done.stderr.count("\n") == 1
