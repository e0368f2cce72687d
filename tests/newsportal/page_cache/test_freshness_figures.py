"""How long after COMMIT each process of the production server shows what is new, while others read."""

import json
import os
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import psycopg
import pytest

from tests.newsportal.page_cache.desk_program import made_key
from tests.newsportal.page_cache.running_site import RunningSite
from tests.newsportal.page_cache.workers import Worker, another, worker_of_each

READERS_PAUSE = 0.02
"""Seconds between two pages that somebody else reads of each worker: fifty a second."""
PATIENCE = 10.0
CHANGES = int(os.environ.get("FRESHNESS_CHANGES", "1000"))
"""With --long; fewer where the machine is busy."""
pytestmark = [pytest.mark.enable_socket, pytest.mark.whole]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSite]:
    os.environ["API_REQUESTS_OF_KEY"] = os.environ["API_REQUESTS_OF_ADDRESS"] = "1000000000"
    running = RunningSite(tmp_path_factory.mktemp("site"), workers=2)
    yield running
    running.stop()
    del os.environ["API_REQUESTS_OF_KEY"], os.environ["API_REQUESTS_OF_ADDRESS"]


@pytest.fixture
def workers(site: RunningSite) -> Iterator[list[Worker]]:
    found = worker_of_each(site, 2)
    yield found
    for worker in found:
        worker.close()


@contextmanager
def readers(site: RunningSite, workers: list[Worker]) -> Iterator[None]:
    """A light load: other pages, of each worker."""
    addresses = site.story_addresses(10)
    is_over = threading.Event()

    def read(worker: Worker) -> None:
        number = 0
        while not is_over.wait(READERS_PAUSE):
            number += 1
            assert worker.get(addresses[number % len(addresses)])[0] == 200
        worker.close()

    threads = [threading.Thread(target=read, args=(another(site, worker),)) for worker in workers]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        is_over.set()
        for thread in threads:
            thread.join()


@dataclass
class Wait:
    """Of one worker for one change, from the moment before COMMIT was sent, in milliseconds."""

    # When the first fresh answer was there, with the time that making it took.
    fresh: float = 0.0
    # When the last request was sent that was answered by the former page; 0: there was none.
    stale: float = 0.0


def look(worker: Worker, address: str, word: bytes, begun: float, wait: Wait) -> None:
    while True:
        sent = time.perf_counter()
        body = worker.get(address)[1]
        if word in body:
            wait.fresh = (time.perf_counter() - begun) * 1000
            return
        wait.stale = max(0.0, (sent - begun) * 1000)
        assert sent - begun < PATIENCE, f"{word.decode()} is not shown"


@dataclass
class Waits:
    fresh: list[float] = field(default_factory=list)
    stale: list[float] = field(default_factory=list)

    def said(self, found: list[float]) -> str:
        ranks = statistics.quantiles(found, n=100, method="inclusive")
        return f"p50 {ranks[49]:.1f}, p99 {ranks[98]:.1f}, max {max(found):.1f} ms of {len(found)}"


def test_every_process_shows_what_was_committed(
    site: RunningSite,
    workers: list[Worker],
    is_long: bool,
    record_property: Callable[[str, object], None],
) -> None:
    address = site.story_addresses(1)[0]
    number = address.split("/")[-2].split("-")[0]
    waits = Waits()
    with readers(site, workers), psycopg.connect(site.cluster.url) as writer:
        for change in range(CHANGES if is_long else 30):
            for worker in workers:
                worker.get(address)
            word = f"Перемена{change}конец"
            writer.execute("UPDATE articles_article SET headline = %s WHERE id = %s", (word, number))
            begun = time.perf_counter()
            found = [Wait() for _worker in workers]
            threads = [
                threading.Thread(target=look, args=(worker, address, word.encode(), begun, wait))
                for worker, wait in zip(workers, found, strict=True)
            ]
            writer.commit()
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            waits.fresh += [wait.fresh for wait in found]
            waits.stale += [wait.stale for wait in found]
    assert len(waits.fresh) == len(waits.stale)
    assert all(waits.fresh)
    record_property("first fresh answer", waits.said(waits.fresh))
    record_property("last request that got the former page", waits.said(waits.stale))
    if is_long:
        assert statistics.quantiles(waits.fresh, n=100, method="inclusive")[98] <= 100, waits.said(
            waits.fresh
        )
        assert max(waits.fresh) <= 1000, waits.said(waits.fresh)


def test_who_publishes_is_shown_it_at_once(
    site: RunningSite,
    workers: list[Worker],
    is_long: bool,
    record_property: Callable[[str, object], None],
) -> None:
    """In the process that took the change; the other one is asked at the same moment."""
    address = site.story_addresses(2)[1]
    key = made_key(site)
    own, other = workers
    waits = Waits()
    late = 0
    with readers(site, workers):
        for change in range(CHANGES // 4 if is_long else 5):
            word = f"Издано{change}конец"
            for worker in workers:
                worker.get(address)
            publish(own, address.split("/")[-2].split("-")[0], word, key)
            begun = time.perf_counter()
            late += word.encode() not in own.get(address)[1]
            wait = Wait()
            look(other, address, word.encode(), begun, wait)
            waits.fresh.append(wait.fresh)
    record_property("changes shown late in the writer's own process", late)
    record_property("the other process, after the writer's answer", waits.said(waits.fresh))
    assert late == 0


def publish(worker: Worker, number: str, word: str, key: str) -> None:
    """As a program does: the next version, and its publication."""
    desk = f"/api/v1/desk/stories/{number}/"
    as_json = {"Authorization": f"Bearer {key}", "Content_Type": "application/json"}
    _status, headers, _body = worker.ask("GET", desk, Authorization=f"Bearer {key}")
    saved = worker.ask("PATCH", desk, json.dumps({"headline": word}), If_Match=headers["etag"], **as_json)
    assert saved[0] == 200, saved[2].decode()
    sent = {"change": "typo", "accepted": {}}
    for _time in range(2):
        status, _headers, body = worker.ask(
            "POST", f"{desk}publish/", json.dumps(sent), If_Match=saved[1]["etag"], **as_json
        )
        if status == 200:
            return
        # Warnings of the check are told by their fingerprints: each may stand, with a reason.
        found = json.loads(body).get("errors", [])
        marks = [one["pointer"].rpartition("/")[2] for one in found if "/accepted/" in one["pointer"]]
        sent["accepted"] = dict.fromkeys(marks, "Так задумано")
    raise AssertionError(body.decode())
