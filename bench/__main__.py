"""What readers and apps get from the production server, page by page: see bench/README.md."""

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from rich.console import Console
from rich.progress import track
from rich.table import Table

from bench.corpus import corpus
from bench.driving import ACCEPTED, Figures, drive
from bench.serving import Server, ask, served
from tests.newsportal.running_demo import MANAGE

SHOWN = (
    *("home", "story", "rubric, deep", "search, a common word"),
    *("API list", "API story", "feed"),
)
ADDRESSES = "import json; from bench.scenarios import addresses; print(json.dumps(addresses()))"
CONNECTIONS = 8
MOST = 50
"""Different addresses of one scenario."""
KNOCKS = 14
"""So often is a page asked for until every process has kept it: chance chooses which one answers."""


class Row(NamedTuple):
    scenario: str
    hit: Figures
    miss: Figures
    queries: str
    size: int


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--directory", type=Path, default=Path(".data/bench"), help="where corpora are kept")
    parser.add_argument("--seconds", type=int, default=4)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--all", action="store_true", help="every scenario, not only the usual ones")
    asked = parser.parse_args()
    with corpus(asked.directory.absolute() / str(asked.articles), asked.articles) as variables:
        command = [sys.executable, str(MANAGE), "shell", "-v", "0", "-c", ADDRESSES]
        run = subprocess.run(command, env=variables, check=True, stdout=subprocess.PIPE, text=True)
        scenarios: dict[str, list[str]] = json.loads(run.stdout)
        chosen = [name for name in scenarios if asked.all or name in SHOWN]
        kept, made = variables, variables | {"PAGE_CACHE_BYTES": "0"}
        with (
            served(kept, workers=asked.workers) as keeping,
            served(made, workers=asked.workers) as making,
        ):
            rows = [
                measure(name, scenarios[name], keeping, making, seconds=asked.seconds)
                for name in track(chosen, console=Console(stderr=True))
            ]
    Console(width=120).print(table(rows, asked.articles))


def measure(name: str, paths: list[str], keeping: Server, making: Server, *, seconds: int) -> Row:
    paths = paths[:MOST]
    for path in paths * KNOCKS:
        ask(keeping.port, path, **ACCEPTED)
    status, headers, body = ask(making.port, paths[0], **ACCEPTED)
    if status != 200:
        raise SystemExit(f"{paths[0]}: {status}")
    hit, miss = (
        drive(server.port, paths, server.process, seconds=seconds, connections=CONNECTIONS)
        for server in (keeping, making)
    )
    return Row(name, hit, miss, headers["x-queries"], len(body))


def table(rows: list[Row], articles: int) -> Table:
    shown = Table(title=f"{articles:,} stories: kept in memory, and made for each request")
    shown.add_column("scenario")
    columns = ("/s", "p50 ms", "p99 ms", "CPU ms")
    for kind in ("hit", "miss"):
        for column in columns:
            shown.add_column(f"{kind}\n{column}", justify="right")
    for column in ("queries", "bytes", "failures"):
        shown.add_column(column, justify="right")
    for row in rows:
        cells = [
            text
            for one in (row.hit, row.miss)
            for text in (
                f"{one.per_second:,.0f}",
                f"{one.p50:.1f}",
                f"{one.p99:.1f}",
                f"{one.cpu / 1000:.2f}",
            )
        ]
        failures = row.hit.failures + row.miss.failures
        shown.add_row(row.scenario, *cells, row.queries, f"{row.size:,}", str(failures))
    return shown


if __name__ == "__main__":
    main()
