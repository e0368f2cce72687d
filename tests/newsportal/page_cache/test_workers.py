"""Several web processes under the production server: each is asked, each is told, each can be killed."""

import http.client
import json
import os
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import psutil
import pytest

from newsportal.page_cache.reporting import REQUEST
from tests.newsportal.page_cache.running_site import RunningSite

pytestmark = [pytest.mark.enable_socket, pytest.mark.whole]
PATIENCE = 30.0
MIGRATES = Path("/proc/sys/net/ipv4/tcp_migrate_req")
"""1 where the kernel hands those who wait at the door of a killed process on to another."""


def processes(site: RunningSite) -> list[dict[str, object]]:
    """As a monitor sees them, as soon as each of the two has told: a busy machine is slow."""
    end = time.monotonic() + PATIENCE
    while len(found := told(site)) < 2:
        assert time.monotonic() < end, found
    return found


def told(site: RunningSite) -> list[dict[str, object]]:
    site.sql("SELECT pg_notify('newsportal_changes', %s)", REQUEST)
    time.sleep(0.1)
    report = json.loads(site.get("/healthz/pages")[2])
    found: list[dict[str, object]] = report["processes"]
    return found


def test_a_monitor_sees_every_process(site: RunningSite) -> None:
    site.fill(site.story_addresses(5))
    found = processes(site)
    assert len({process["pid"] for process in found}) == 2
    for process in found:
        assert process["state"] == "listening"
        assert isinstance(process["entries"], int)
        assert process["entries"] >= 5
        assert psutil.pid_exists(int(str(process["pid"])))


def test_a_drop_by_hand_reaches_every_process(site: RunningSite) -> None:
    addresses = site.story_addresses(5)
    site.fill(addresses)
    number = addresses[0].split("/")[-2].split("-")[0]
    before = [process["entries"] for process in processes(site)]
    site.sql("SELECT pg_notify('newsportal_changes', 'articles ' || %s)", number)
    after = [process["entries"] for process in processes(site)]
    assert all(int(str(new)) < int(str(old)) for old, new in zip(before, after, strict=True))
    site.sql("SELECT pg_notify('newsportal_changes', '*')")
    assert [process["entries"] for process in processes(site)] == [0, 0]


class Cut(NamedTuple):
    """A read that failed: from which port, and how many had been answered on that connection."""

    port: int
    answered: int
    error: str


class Reader(threading.Thread):
    """Reads on one connection that stays open, and begins another when that is cut."""

    def __init__(self, port: int, addresses: list[str]) -> None:
        super().__init__(daemon=True)
        self.port, self.addresses = port, addresses
        self.is_over = threading.Event()
        self.read = 0
        self.cut: list[Cut] = []
        self.refused: list[str] = []

    def run(self) -> None:
        connection = self._connect()
        number = port = answered = 0
        while not self.is_over.is_set():
            number += 1
            try:
                if connection.sock is None:
                    connection.connect()
                    port, answered = port_of(connection), 0
                connection.request("GET", self.addresses[number % len(self.addresses)])
                answer = connection.getresponse()
                answer.read()
            except (OSError, http.client.HTTPException) as error:
                if isinstance(error, ConnectionRefusedError):
                    self.refused.append(repr(error))
                self.cut.append(Cut(port, answered, repr(error)))
                connection.close()
                connection = self._connect()
                continue
            if answer.status != 200:
                self.refused.append(str(answer.status))
            self.read += 1
            answered += 1
            time.sleep(0.01)
        connection.close()

    def _connect(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)


def port_of(connection: http.client.HTTPConnection) -> int:
    port: int = connection.sock.getsockname()[1]
    return port


def readers_of(pid: int, port: int) -> set[int]:
    """The ports of those whose connection the process has accepted; the kernel's list may miss one at a time."""
    process = psutil.Process(pid)
    return {
        connection.raddr.port
        for _time in range(5)
        for connection in process.net_connections(kind="tcp")
        if connection.laddr.port == port and connection.status == psutil.CONN_ESTABLISHED
    }


def test_a_killed_process_costs_the_connections_that_it_held_and_is_replaced(
    site: RunningSite, record_property: Callable[[str, object], None]
) -> None:
    addresses = site.story_addresses(10)
    site.fill(addresses)
    readers = [Reader(site.port, addresses) for _number in range(12)]
    for reader in readers:
        reader.start()
    time.sleep(1)
    pids = {int(str(process["pid"])) for process in processes(site)}
    victim = max(pids, key=lambda pid: len(readers_of(pid, site.port)))
    held = readers_of(victim, site.port)
    assert len(held) >= 3
    os.kill(victim, signal.SIGKILL)
    begun = time.monotonic()
    while len(now := {int(str(process["pid"])) for process in told(site)} - {victim}) < 2:
        assert time.monotonic() - begun < 60, site.log.read_text()
        time.sleep(0.2)
    seconds = time.monotonic() - begun
    time.sleep(0.5)
    for reader in readers:
        reader.is_over.set()
    for reader in readers:
        reader.join()
    cut = [failure for reader in readers for failure in reader.cut]
    record_property("connections of the killed process", len(held))
    at_the_door = [one for one in cut if one.port not in held]
    record_property("reads that failed", len(cut))
    record_property("of these in connections that it had not accepted yet", len(at_the_door))
    record_property("reads", sum(reader.read for reader in readers))
    record_property("seconds until another listens", round(seconds, 1))
    assert [refusal for reader in readers for refusal in reader.refused] == []
    assert len(cut) - len(at_the_door) <= len(held)
    # Its end is no single moment: who comes while its door is closing has waited there, and was never answered.
    assert [one for one in at_the_door if one.answered] == []
    is_handed_on = MIGRATES.exists() and MIGRATES.read_text().strip() == "1"
    assert len(at_the_door) <= (0 if is_handed_on else len(held))
    assert len(now - pids) == 1
    # The new one hears too.
    site.fill([addresses[0]])
    number = addresses[0].split("/")[-2].split("-")[0]
    site.sql("UPDATE articles_article SET headline = 'Новый процесс слышит' WHERE id = %s", number)
    time.sleep(0.1)
    for _time in range(20):
        assert "Новый процесс слышит" in site.get(addresses[0])[2].decode()
