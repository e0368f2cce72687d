"""How fast kept pages are, beside a bare WSGI callable in the same run: see bench/README.md."""

import argparse
import http.client
import os
import pickle
import subprocess
import tempfile
from pathlib import Path

import psutil

from bench.configured import configure
from bench.driving import ACCEPTED, Figures, drive, median, report
from newsportal.serving import web_command
from tests.newsportal.page_cache.running_site import RunningSite
from tests.newsportal.running_demo import free_port

PAGES = 500
OF_SERVER = {"date", "server", "connection"}
type Page = tuple[list[tuple[str, str]], bytes]


def fetch(port: int, paths: list[str], host: str = "127.0.0.1") -> dict[str, Page]:
    """Asked for so often that every process keeps them all: chance chooses which one answers."""
    pages = {}
    for _round in range(14):
        for path in paths:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
            connection.request("GET", path, headers=ACCEPTED | {"Connection": "close", "Host": host})
            answer = connection.getresponse()
            if answer.status != 200:
                raise SystemExit(f"{path}: {answer.status}")
            own = [
                pair
                for pair in answer.getheaders()
                if pair[0].lower() not in {"date", "server", "connection"}
            ]
            pages[path] = own, answer.read()
            connection.close()
    return pages


def main() -> None:
    configure()
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=int, default=6)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--connections", type=int, default=16)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as directory:
        site = RunningSite(Path(directory), workers=asked.workers, stories=2000)
        paths = site.story_addresses(PAGES)
        kept = Path(directory, "pages.pickle")
        kept.write_bytes(pickle.dumps(fetch(site.port, paths)))
        port = free_port()
        command = [*web_command(host="127.0.0.1", port=port)[:-1], "bench.bare:application"]
        command[command.index("--workers") + 1] = str(asked.workers)
        # In a session of its own, as the site: on a busy machine sessions share the processor, not processes.
        bare = psutil.Popen(
            command,
            env=os.environ | {"BENCH_PAGES": str(kept)},
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            servers = {"page cache": (site.server, site.port), "bare callable": (bare, port)}
            figures: dict[str, list[Figures]] = {which: [] for which in servers}
            for number in range(asked.rounds + 1):
                for which, (server, of_server) in servers.items():
                    seconds = asked.seconds if number else 2
                    found = drive(of_server, paths, server, seconds=seconds, connections=asked.connections)
                    # The first round warms up.
                    figures[which] += [found] if number else []
        finally:
            bare.terminate()
            bare.wait(20)
            site.stop()
    report({which: median(found) for which, found in figures.items()})


if __name__ == "__main__":
    main()
