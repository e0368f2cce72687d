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


class Figures(NamedTuple):
    """`cpu` is in microseconds of the server for one request: it says more where the machine is shared.

    `p50` and `p99` are in milliseconds.
    """

    per_second: float
    cpu: float
    p50: float
    p99: float
    failures: int


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
    port: int, paths: list[str], *counted: psutil.Process, seconds: int = 6, connections: int = 16
) -> Figures:
    """The paths in turn over connections that stay open. `counted` are the processes whose time is told."""
    before = cpu_of(*counted)
    by = _wrk if shutil.which("wrk") else _client
    per_second, p50, p99, failures, requests = by(port, paths, seconds, connections)
    spent = cpu_of(*counted) - before
    return Figures(per_second, spent / max(requests, 1) * 1e6, p50, p99, failures)


def _wrk(port: int, paths: list[str], seconds: int, connections: int) -> tuple[float, float, float, int, int]:
    with NamedTemporaryFile("w", suffix=".txt") as listed, NamedTemporaryFile("w", suffix=".lua") as script:
        listed.write("\n".join(paths))
        listed.flush()
        script.write(SCRIPT % listed.name)
        script.flush()
        words = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "-s", script.name]
        run = subprocess.run([*words, f"http://127.0.0.1:{port}"], check=True, capture_output=True, text=True)
    found = re.search(r"BENCH (\S+) (\S+) (\S+) (\d+) (\d+)", run.stdout)
    if found is None:
        raise SystemExit(run.stdout)
    return float(found[1]), float(found[2]), float(found[3]), int(found[4]), int(found[5])


def _client(
    port: int, paths: list[str], seconds: int, connections: int
) -> tuple[float, float, float, int, int]:
    """In Python it is the client that is slow: good for misses, and for a first look."""
    told: list[float] = []
    failures = itertools.count()
    end = time.perf_counter() + seconds

    def ask(number: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        while time.perf_counter() < end:
            begun = time.perf_counter()
            connection.request("GET", paths[number % len(paths)], headers=ASKED)
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
