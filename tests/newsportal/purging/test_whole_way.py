"""From SQL that somebody types to the cache outside: web server and worker in processes of their own."""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tests.misbehaving import MisbehavingServer, good, misbehaving_server
from tests.newsportal.page_cache.running_site import RunningSite
from tests.newsportal.running_demo import MANAGE

pytestmark = [pytest.mark.enable_socket, pytest.mark.whole]


@pytest.fixture(scope="module")
def varnish() -> Iterator[MisbehavingServer]:
    with misbehaving_server() as server:
        server.play("*", good(b"{}", "application/json"))
        yield server


@pytest.fixture(scope="module")
def site(varnish: MisbehavingServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSite]:
    variables = {"PURGE": "varnish", "PURGE_URL": varnish.url}
    running = RunningSite(tmp_path_factory.mktemp("site"), workers=2, variables=variables)
    yield running
    running.stop()


@pytest.fixture(scope="module")
def worker(site: RunningSite, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    log = tmp_path_factory.mktemp("worker") / "worker.log"
    environment = {name: value for name, value in site.environment.items() if name != "NEWSPORTAL_WEB"}
    with log.open("w") as written:
        process = psutil.Popen(
            [sys.executable, str(MANAGE), "procrastinate", "worker"],
            env=environment,
            stdout=written,
            stderr=subprocess.STDOUT,
        )
    yield log
    process.terminate()
    process.wait(30)


def seconds_until_told(varnish: MisbehavingServer, tag: str, log: Path) -> float:
    begun = time.monotonic()
    while not any(tag in request.headers.get("xkey-purge", "").split() for request in varnish.requests):
        assert time.monotonic() - begun < 60, log.read_text()
        time.sleep(0.02)
    return time.monotonic() - begun


def test_a_change_by_plain_sql_is_told(site: RunningSite, varnish: MisbehavingServer, worker: Path) -> None:
    address = site.story_addresses(1)[0]
    number = int(address.split("/")[-2].split("-")[0])
    _status, headers, _body = site.get(address)
    assert headers["xkey"] == f"page articles_article:{number}"
    assert headers["surrogate-control"] == "max-age=30, stale-while-revalidate=30, stale-if-error=86400"
    assert "s-maxage=1," in headers["cache-control"]
    # The first run, whenever it comes, drops everything.
    site.sql("UPDATE articles_article SET lead = 'x' WHERE id = %s", number)
    seconds_until_told(varnish, "page", worker)
    # And the next one, and the one after it.
    took = []
    for turn in range(3):
        time.sleep(1.5)
        varnish.requests.clear()
        site.sql("UPDATE articles_article SET headline = %s WHERE id = %s", f"Иной {turn}", number)
        took.append(seconds_until_told(varnish, f"articles_article:{number}", worker))
    assert min(took) < 3, took
    assert max(took) < 8, took
