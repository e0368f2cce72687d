"""A web process is killed: behind nginx no reader notices."""

import http.client
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.deploy.conftest import NGINX, PACKAGES, need
from tests.deploy.running_nginx import BEHIND_NGINX, HOST, RunningNginx
from tests.newsportal.page_cache.running_site import RunningSite
from tests.newsportal.page_cache.workers import worker_of_each

pytestmark = pytest.mark.enable_socket

# nginx keeps nothing for whoever has a session: each read is one of the portal.
PAST_NGINX = {"Host": HOST, "Cookie": "sessionid=nobody"}
READERS = 12
SECONDS = 6.0
"""Time enough for another process to begin."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSite]:
    need(NGINX, PACKAGES)
    running = RunningSite(
        tmp_path_factory.mktemp("site"), workers=2, variables=BEHIND_NGINX | {"PUBLIC_URL": f"http://{HOST}"}
    )
    yield running
    running.stop()


@pytest.fixture(scope="module")
def nginx(
    site: RunningSite, static: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RunningNginx]:
    running = RunningNginx(tmp_path_factory.mktemp("nginx"), portal=site.port, static=static, tls=False)
    yield running
    running.stop()


class Reader(threading.Thread):
    def __init__(self, port: int, addresses: list[str], end: float) -> None:
        super().__init__(daemon=True)
        self.port, self.addresses, self.end = port, addresses, end
        self.statuses: list[int] = []
        self.slowest = 0.0

    def run(self) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        while (begun := time.monotonic()) < self.end:
            connection.request(
                "GET", self.addresses[len(self.statuses) % len(self.addresses)], headers=PAST_NGINX
            )
            answer = connection.getresponse()
            answer.read()
            self.statuses.append(answer.status)
            self.slowest = max(self.slowest, time.monotonic() - begun)
        connection.close()


def test_no_read_fails_when_a_process_is_killed(
    nginx: RunningNginx, site: RunningSite, record_property: Callable[[str, object], None]
) -> None:
    addresses = site.story_addresses(10)
    before = {worker.pid for worker in worker_of_each(site, 2)}
    end = time.monotonic() + SECONDS
    readers = [Reader(nginx.https, addresses, end) for _number in range(READERS)]
    for reader in readers:
        reader.start()
    time.sleep(1)
    victim = min(before)
    os.kill(victim, signal.SIGKILL)
    for reader in readers:
        reader.join()
    statuses = [status for reader in readers for status in reader.statuses]
    record_property("reads", len(statuses))
    record_property("slowest, seconds", round(max(reader.slowest for reader in readers), 2))
    assert len(statuses) > 10 * READERS
    assert set(statuses) == {200}
    after = {worker.pid for worker in worker_of_each(site, 2)}
    assert victim not in after
    assert len(after - before) == 1
