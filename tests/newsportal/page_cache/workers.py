"""One worker of the running server at a time: a connection that stays open stays with one of them."""

import http.client
import socket
import time
from contextlib import suppress

import psutil

from tests.newsportal.page_cache.running_site import RunningSite

PATIENCE = 30.0
LISTENS_SOON = 2.5
"""Seconds after which a process that was asked for a page has heard that it may keep pages."""


class Worker:
    def __init__(self, connection: http.client.HTTPConnection, pid: int) -> None:
        self._connection = connection
        self.pid = pid

    def get(self, address: str) -> tuple[int, bytes]:
        status, _headers, body = self.ask("GET", address)
        return status, body

    def ask(
        self, method: str, address: str, body: str | None = None, **headers: str
    ) -> tuple[int, dict[str, str], bytes]:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self._connection.request(method, address, body=body and body.encode(), headers=named)
        answer = self._connection.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()

    def close(self) -> None:
        self._connection.close()


def worker_of_each(site: RunningSite, count: int) -> list[Worker]:
    """A connection to each of the `count` workers."""
    found: dict[int, Worker] = {}
    end = time.monotonic() + PATIENCE
    while len(found) < count:
        assert time.monotonic() < end, f"connections to {len(found)} workers alone"
        worker = _connected(site)
        if worker.pid in found:
            worker.close()
        else:
            found[worker.pid] = worker
    return list(found.values())


def fill_each(site: RunningSite, addresses: list[str]) -> None:
    """Both processes keep them, whichever of them chance would have chosen; one that has just begun listens first."""
    for pause in (LISTENS_SOON, 0.0):
        for worker in worker_of_each(site, 2):
            for address in addresses:
                assert worker.get(address)[0] == 200
            worker.close()
        time.sleep(pause)


def another(site: RunningSite, worker: Worker) -> Worker:
    """One more connection to the same worker."""
    end = time.monotonic() + PATIENCE
    while True:
        assert time.monotonic() < end, "no further connection to that worker"
        other = _connected(site)
        if other.pid == worker.pid:
            return other
        other.close()


def _connected(site: RunningSite) -> Worker:
    connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=20)
    connection.request("GET", "/healthz")
    connection.getresponse().read()
    assert connection.sock is not None
    connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return Worker(connection, _other_end(site, connection.sock.getsockname()[1]))


def _other_end(site: RunningSite, port: int) -> int:
    for process in site.server.children(recursive=True):
        with suppress(psutil.Error):
            if any(one.raddr and one.raddr.port == port for one in process.net_connections("tcp")):
                return int(process.pid)
    raise AssertionError(f"nobody holds the connection from port {port}")
