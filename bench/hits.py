"""How fast kept pages are, beside a bare WSGI callable in the same run: see bench/README.md."""

import argparse
import http.client
import os
import pickle
import re
import statistics
import subprocess
import tempfile
from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

import psutil

from newsportal.serving import web_command
from tests.newsportal.page_cache.running_site import RunningSite
from tests.newsportal.running_demo import free_port

PAGES = 500
OF_SERVER = {"date", "server", "connection"}
ASKED = {"Accept-Encoding": "gzip, deflate, br, zstd"}
SCRIPT = """
local paths = {}
for line in io.lines("%s") do paths[#paths + 1] = line end
local next = 0
request = function()
  next = next %% #paths + 1
  return wrk.format("GET", paths[next], {["Accept-Encoding"] = "gzip, deflate, br, zstd"})
end
done = function(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format("BENCH %%.1f %%.2f %%.2f %%d %%d\\n", summary.requests / summary.duration * 1e6,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout, summary.requests))
end
"""


type Page = tuple[list[tuple[str, str]], bytes]


class Figures(NamedTuple):
    """`cpu` is in microseconds of the server for one request: it says more where the machine is shared."""

    per_second: float
    cpu: float
    p50: float
    p99: float
    failures: int


def cpu_of(servers: Collection[psutil.Process]) -> float:
    all_of_them = [each for server in servers for each in (server, *server.children(recursive=True))]
    times = [process.cpu_times() for process in all_of_them]
    return sum(time.user + time.system for time in times)


def measure(
    servers: Collection[psutil.Process], port: int, script: Path, seconds: int, connections: int
) -> Figures:
    words = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "-s", str(script), f"http://127.0.0.1:{port}"]
    before = cpu_of(servers)
    said = subprocess.run(words, check=True, capture_output=True, text=True).stdout
    spent = cpu_of(servers) - before
    found = re.search(r"BENCH (\S+) (\S+) (\S+) (\d+) (\d+)", said)
    if found is None:
        raise SystemExit(said)
    cpu = spent / int(found[5]) * 1e6
    return Figures(float(found[1]), cpu, float(found[2]), float(found[3]), int(found[4]))


def fetch(port: int, paths: list[str], host: str = "127.0.0.1") -> dict[str, Page]:
    """Asked for so often that every process keeps them all: chance chooses which one answers."""
    pages = {}
    for _round in range(14):
        for path in paths:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
            connection.request("GET", path, headers=ASKED | {"Connection": "close", "Host": host})
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
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "newsportal.settings",
        "NEWSPORTAL_MODE": "test",
        "SECRET_KEY": "only-for-the-bench",
    }
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
        listed, script = Path(directory, "paths.txt"), Path(directory, "wrk.lua")
        listed.write_text("\n".join(paths))
        script.write_text(SCRIPT % listed)
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
            for server, of_server in servers.values():
                measure([server], of_server, script, 2, asked.connections)
            for _round in range(asked.rounds):
                for which, (server, of_server) in servers.items():
                    figures[which].append(
                        measure([server], of_server, script, asked.seconds, asked.connections)
                    )
        finally:
            bare.terminate()
            bare.wait(20)
            site.stop()
    medians = {which: median(found) for which, found in figures.items()}
    report(medians)
    ours, theirs = medians.values()
    print(f"ratio: requests/s {ours.per_second / theirs.per_second:.2f}, by cpu {theirs.cpu / ours.cpu:.2f}")


def report(medians: dict[str, Figures]) -> None:
    for which, one in medians.items():
        print(
            f"{which:20} {one.per_second:8.0f}/s  cpu {one.cpu:5.1f} us  p50 {one.p50:.2f} ms  "
            f"p99 {one.p99:.2f} ms  failures {one.failures}"
        )


def median(found: list[Figures]) -> Figures:
    return Figures(*(statistics.median(column) for column in zip(*found, strict=True)))


if __name__ == "__main__":
    main()
