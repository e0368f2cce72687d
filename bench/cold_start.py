"""How long `serve` takes until its first page, beside importing the application: see bench/README.md."""

import argparse
import http.client
import os
import resource
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import psutil

from bench.configured import configure
from tests.newsportal.page_cache.running_site import RunningSite
from tests.newsportal.running_demo import MANAGE, free_port

PATIENCE = 120.0


class Times(NamedTuple):
    """Seconds by the clock, and of the processor: on a busy machine the latter say more."""

    clock: float
    processor: float


def of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def importing(environment: dict[str, str]) -> Times:
    begun, used = time.monotonic(), of_children()
    subprocess.run([sys.executable, "-c", "import newsportal.wsgi"], env=environment, check=True)
    return Times(time.monotonic() - begun, of_children() - used)


def first_page(environment: dict[str, str], workers: int) -> Times:
    port = free_port()
    begun = time.monotonic()
    server = psutil.Popen(
        [sys.executable, str(MANAGE), "serve", "--port", str(port)],
        env=environment | {"WEB_WORKERS": str(workers)},
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        while True:
            with suppress(OSError):
                connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
                connection.request("GET", "/")
                if connection.getresponse().status != 200:
                    raise SystemExit("The front page was not answered.")
                break
            if server.poll() is not None or time.monotonic() - begun > PATIENCE:
                raise SystemExit("The server does not answer.")
            time.sleep(0.01)
        clock = time.monotonic() - begun
        times = [process.cpu_times() for process in (server, *server.children(recursive=True))]
        return Times(clock, sum(one.user + one.system for one in times))
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(30)


def median(found: list[Times]) -> Times:
    return Times(*(statistics.median(column) for column in zip(*found, strict=True)))


def main() -> None:
    configure()
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--workers", type=int, default=2)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as directory:
        site = RunningSite(Path(directory), stories=500)
        try:
            static = f"{directory}/static"
            environment = site.environment | {"NEWSPORTAL_MODE": "serve", "STATIC_ROOT": static}
            command = [sys.executable, str(MANAGE), "collectstatic", "--noinput", "-v0"]
            subprocess.run(command, env=environment, check=True)
            # Once before anybody counts: files come from the disk, and modules are compiled.
            importing(environment)
            first_page(environment, asked.workers)
            imports, pages = [], []
            for _round in range(asked.rounds):
                imports.append(importing(environment))
                pages.append(first_page(environment, asked.workers))
        finally:
            site.stop()
    for words, one in (
        ("importing the application", median(imports)),
        ("serve to first page", median(pages)),
    ):
        print(f"{words:26} {one.clock:6.2f} s  processor {one.processor:6.2f} s")
    ratios = [page.clock / imported.clock for imported, page in zip(imports, pages, strict=True)]
    print(f"ratio by the clock: median {statistics.median(ratios):.2f}, worst {max(ratios):.2f}")


if __name__ == "__main__":
    main()
