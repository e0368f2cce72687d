"""Drives a server as many readers would, and tells what that took: by `wrk`, or by a client of our own."""

import http.client
import itertools
import re
import shutil
import statistics
import subprocess
import threading
import time
from tempfile import NamedTemporaryFile
from typing import NamedTuple

import psutil

ACCEPTED = {"Accept-Encoding": "gzip, deflate, br, zstd"}
SCRIPT = """
local paths = {}
for line in io.lines("%s") do paths[#paths + 1] = line end
local next = 0
request = function()
  next = next %% #paths + 1
  return wrk.format("GET", paths[next], {["Host"] = "%s", ["Accept-Encoding"] = "gzip, deflate, br, zstd"})
end
done = function(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format("BENCH %%.1f %%.2f %%.2f %%d %%d\\n", summary.requests / summary.duration * 1e6,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout, summary.requests))
end
"""


class Figures(NamedTuple):
    """`cpu` is in microseconds of the server for one request: it says more where the machine is shared.

    `p50` and `p99` are in milliseconds.
    """

    per_second: float
    cpu: float
    p50: float
    p99: float
    failures: int


class Asked(NamedTuple):
    """Which pages of whom; all of them are on this machine."""

    port: int
    paths: list[str]
    host: str


def median(found: list[Figures]) -> Figures:
    return Figures(*(statistics.median(column) for column in zip(*found, strict=True)))


def cpu_of(*processes: psutil.Process) -> float:
    """Seconds that these and all below them have used."""
    spent = 0.0
    for one in processes:
        for process in (one, *one.children(recursive=True)):
            times = process.cpu_times()
            spent += times.user + times.system
    return spent


def drive(
    port: int,
    paths: list[str],
    *counted: psutil.Process,
    seconds: int = 6,
    connections: int = 16,
    host: str = "127.0.0.1",
) -> Figures:
    """The paths in turn over connections that stay open. `counted` are the processes whose time is told."""
    before = cpu_of(*counted)
    by = _wrk if shutil.which("wrk") else _client
    per_second, p50, p99, failures, requests = by(Asked(port, paths, host), seconds, connections)
    spent = cpu_of(*counted) - before
    return Figures(per_second, spent / max(requests, 1) * 1e6, p50, p99, failures)


def _wrk(asked: Asked, seconds: int, connections: int) -> tuple[float, float, float, int, int]:
    with NamedTemporaryFile("w", suffix=".txt") as listed, NamedTemporaryFile("w", suffix=".lua") as script:
        listed.write("\n".join(asked.paths))
        listed.flush()
        script.write(SCRIPT % (listed.name, asked.host))
        script.flush()
        words = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "-s", script.name]
        run = subprocess.run(
            [*words, f"http://127.0.0.1:{asked.port}"], check=True, capture_output=True, text=True
        )
    found = re.search(r"BENCH (\S+) (\S+) (\S+) (\d+) (\d+)", run.stdout)
    if found is None:
        raise SystemExit(run.stdout)
    return float(found[1]), float(found[2]), float(found[3]), int(found[4]), int(found[5])


def _client(asked: Asked, seconds: int, connections: int) -> tuple[float, float, float, int, int]:
    """In Python it is the client that is slow: good for misses, and for a first look."""
    told: list[float] = []
    failures = itertools.count()
    end = time.perf_counter() + seconds

    def ask(number: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", asked.port, timeout=30)
        while time.perf_counter() < end:
            begun = time.perf_counter()
            path = asked.paths[number % len(asked.paths)]
            connection.request("GET", path, headers=ACCEPTED | {"Host": asked.host})
            answer = connection.getresponse()
            answer.read()
            told.append((time.perf_counter() - begun) * 1000)
            number += connections
            if answer.status != 200:
                next(failures)
        connection.close()

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    hundredths = statistics.quantiles(told, n=100)
    return len(told) / seconds, hundredths[49], hundredths[98], next(failures), len(told)


def report(medians: dict[str, Figures]) -> None:
    """The figures, and how the first compare with each of the others."""
    for which, one in medians.items():
        print(
            f"{which:20} {one.per_second:8.0f}/s  cpu {one.cpu:7.1f} us  p50 {one.p50:.2f} ms  "
            f"p99 {one.p99:.2f} ms  failures {one.failures:.0f}"
        )
    (_first, ours), *others = medians.items()
    for which, theirs in others:
        requests, processor = ours.per_second / theirs.per_second, theirs.cpu / ours.cpu
        print(f"ratio to {which}: requests/s {requests:.2f}, by cpu {processor:.2f}")
