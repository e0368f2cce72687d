"""What ten thousand kept story pages take of one web process: see bench/README.md."""

import argparse
import http.client
import json
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from bench.configured import configure
from newsportal.page_cache.reporting import REQUEST
from tests.newsportal.page_cache.running_site import RunningSite

# Some of a corpus are drafts, withdrawn, or planned.
STORIES_FOR_A_PAGE = 1.6
READERS = 4
MEGABYTE = 1024 * 1024
ASKED = {"Accept-Encoding": "gzip, deflate, br, zstd"}


class Memory(NamedTuple):
    """Of one process, in bytes: `pss` counts what is shared with others in parts."""

    rss: int
    pss: int
    uss: int


def of_worker(site: RunningSite) -> Memory:
    """The one who answers: the largest below the server."""
    found = [process.memory_full_info() for process in site.server.children(recursive=True)]
    largest = max(found, key=lambda info: info.rss)
    return Memory(largest.rss, largest.pss, largest.uss)


def read_all(port: int, paths: list[str]) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    size = 0
    for path in paths:
        connection.request("GET", path, headers=ASKED)
        answer = connection.getresponse()
        size += len(answer.read())
        if answer.status != 200:
            raise SystemExit(f"{path}: {answer.status}")
    connection.close()
    return size


def figures(site: RunningSite) -> dict[str, int]:
    site.sql("SELECT pg_notify('newsportal_changes', %s)", REQUEST)
    time.sleep(0.5)
    found: dict[str, int] = json.loads(site.get("/healthz/pages")[2])["processes"][0]
    return found


def say(words: str, memory: Memory) -> None:
    sizes = [f"{name} {size / MEGABYTE:6.1f} MB" for name, size in memory._asdict().items()]
    print(f"{words:30}", *sizes, sep="  ", flush=True)


def parts(paths: list[str]) -> Iterator[list[str]]:
    return (paths[number::READERS] for number in range(READERS))


def main() -> None:
    configure()
    parser = argparse.ArgumentParser()
    parser.add_argument("--pages", type=int, default=10_000)
    parser.add_argument("--megabytes", type=int, default=256, help="PAGE_CACHE_BYTES")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as directory:
        stories = int(asked.pages * STORIES_FOR_A_PAGE)
        pages = {"PAGE_CACHE_BYTES": str(asked.megabytes * 1024 * 1024)}
        site = RunningSite(Path(directory), workers=1, stories=stories, variables=pages)
        try:
            paths = site.story_addresses(asked.pages + 100)
            warm, paths = paths[:100], paths[100:]
            read_all(site.port, warm)
            before = of_worker(site)
            say("before (100 pages were made)", before)
            with ThreadPoolExecutor(READERS) as readers:
                size = sum(readers.map(lambda part: read_all(site.port, part), parts(paths)))
            after = of_worker(site)
            told = figures(site)
            say(f"after {len(paths)} more", after)
            print(f"kept {told['entries']} pages, counted as {told['bytes'] / MEGABYTE:.1f} MB")
            of_page = (after.rss - before.rss) / len(paths)
            print(f"bodies of {size / len(paths):.0f} bytes; RSS grew by {of_page:.0f} bytes a page")
            site.sql("SELECT pg_notify('newsportal_changes', '*')")
            time.sleep(2)
            say("all dropped", of_worker(site))
        finally:
            site.stop()


if __name__ == "__main__":
    main()
