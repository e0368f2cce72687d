"""How the time of every scenario grows with the corpus: `python -m bench.growth 10000 1000000`."""

import argparse
import json
import statistics
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from bench.corpus import corpus

SMALL, LARGE = 10_000, 1_000_000
AIM = 1.3

type Scenarios = dict[str, dict[str, float]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("stories", type=int, nargs="*", default=[SMALL, LARGE])
    parser.add_argument("--directory", type=Path, default=Path(".data/bench"), help="where corpora are kept")
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    rounds: dict[int, list[Scenarios]] = defaultdict(list)
    # In turns: a machine is slower at one time than at another.
    for _round in range(asked.rounds):
        for stories in sorted(set(asked.stories)):
            measured = measure(asked.directory.absolute() / str(stories), stories)
            rounds[measured["stories"]].append(measured["scenarios"])
    Console(width=120).print(table({size: medians(found) for size, found in rounds.items()}))


def measure(directory: Path, stories: int) -> dict[str, Any]:
    """What `bench.times` tells of one corpus."""
    with corpus(directory, stories) as variables:
        command = [sys.executable, "-m", "bench.times"]
        said = subprocess.run(command, env=variables, check=True, stdout=subprocess.PIPE, text=True).stdout
    measured: dict[str, Any] = json.loads(said)
    return measured


def medians(found: list[Scenarios]) -> Scenarios:
    """Of the rounds, for each figure of each scenario."""
    return {
        name: {which: statistics.median(one[name][which] for one in found) for which in figures}
        for name, figures in found[0].items()
    }


def table(found: dict[int, Scenarios]) -> Table:
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
