"""How the time of every scenario grows with the corpus: `python -m bench.growth 10000 1000000`."""

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from bench.corpus import corpus

SMALL, LARGE = 10_000, 1_000_000
AIM = 1.3


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("stories", type=int, nargs="*", default=[SMALL, LARGE])
    parser.add_argument("--directory", type=Path, default=Path(".data/bench"), help="where corpora are kept")
    asked = parser.parse_args()
    sizes = sorted(set(asked.stories))
    found: dict[int, dict[str, dict[str, float]]] = {}
    for stories in sizes:
        with corpus(asked.directory.absolute() / str(stories), stories) as variables:
            command = [sys.executable, "-m", "bench.times"]
            said = subprocess.run(
                command, env=variables, check=True, stdout=subprocess.PIPE, text=True
            ).stdout
        measured: dict[str, Any] = json.loads(said)
        found[measured["stories"]] = measured["scenarios"]
    Console(width=120).print(table(found))


def table(found: dict[int, dict[str, dict[str, float]]]) -> Table:
    """p50 in milliseconds, and how often that of 10,000 goes into the last: fewer fill no page."""
    sizes = sorted(found)
    base = min((size for size in sizes if size >= SMALL), default=sizes[0])
    shown = Table(title="p50, ms, without the page cache")
    shown.add_column("scenario")
    for size in sizes:
        shown.add_column(f"{size:,}", justify="right")
    shown.add_column("growth", justify="right")
    shown.add_column("queries", justify="right")
    for name, largest in found[sizes[-1]].items():
        growth = largest["p50"] / found[base][name]["p50"]
        cells = [f"{found[size][name]['p50']:.1f}" for size in sizes]
        mark = " !" if growth > AIM else ""
        shown.add_row(name, *cells, f"{growth:.2f}{mark}", f"{largest['queries']:.0f}")
    return shown


if __name__ == "__main__":
    main()
