"""`manage.py bench_series`: how soon the pages, files and pictures of the series begin to answer."""

import gc
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from io import StringIO
from statistics import median
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.utils import timezone
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from widgets.models import CityDay, Rate

# A page with the header of every page and nothing of a series in it: what the others are compared with.
BESIDE = "/contacts/"


@dataclass
class Figure:
    """Milliseconds of each run, to the first byte; one process, no network, no page cache."""

    address: str
    queries: int
    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)


class Command(BaseCommand):
    help = (
        "Measure the time to the first byte of what is made of the series, beside a page that has none. "
        "Load them by seed_series first; the database is warm after the first runs, which are not counted."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--runs", type=int, default=30, metavar="N")
        parser.add_argument(
            "--anew",
            action="store_true",
            help="Read the header's weather and rates for each page, as the first page of some seconds does.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        runs = options["runs"]
        if runs < 1:
            raise CommandError("At least one run.")
        if not Rate.objects.history().exists() or not CityDay.objects.exists():
            raise CommandError("There is no series to measure: load one with `manage.py seed_series`.")
        client = Client(headers={"host": urlsplit(settings.PUBLIC_URL).netloc}, raise_request_exception=True)
        # As in the web server (newsportal/wsgi.py).
        gc.collect()
        gc.freeze()
        console = Console(stderr=True)
        header = {"FURNITURE_SECONDS": 0} if options["anew"] else {}
        with (
            override_settings(**header),
            Progress(console=console, disable=options["verbosity"] == 0) as progress,
        ):
            figures = [_measure(client, address, runs) for address in progress.track([BESIDE, *_addresses()])]
        text = StringIO()
        Console(file=text, width=110).print(_table(figures))
        self.stdout.write(text.getvalue())


def _addresses() -> Iterator[str]:
    today = timezone.localdate()
    year, decade = today - timedelta(days=365), today - timedelta(days=3650)
    yield from ("/rates/", "/rates/usd/", "/rates/usd/?period=year", "/rates/usd/?period=all")
    yield from (f"/rates/{year}/", f"/rates/usd/{year}/")
    yield from ("/rates/usd.csv", "/rates/usd.json", f"/rates.csv?date={year}")
    yield from (f"/rates/usd.svg?from={decade}&to={today}", f"/rates/usd/{year}.svg")
    yield from ("/weather/", "/weather/ridder/", f"/weather/ridder/{year}/")
    yield from ("/weather/ridder.csv", "/weather/ridder.json")
    yield f"/weather/ridder.csv?step=observation&from={year}&to={today}"
    yield from (f"/weather/ridder.svg?from={year}&to={today}", f"/weather/ridder/{year}.svg")


def _measure(client: Client, address: str, runs: int) -> Figure:
    for _warming in range(3):
        with CaptureQueriesContext(connection) as queries:
            _first_byte(client, address)
    figure = Figure(address, len(queries))
    for _run in range(runs):
        wall, cpu = time.perf_counter(), time.process_time()
        _first_byte(client, address)
        figure.wall.append((time.perf_counter() - wall) * 1000)
        figure.cpu.append((time.process_time() - cpu) * 1000)
    return figure


def _first_byte(client: Client, address: str) -> None:
    response = client.get(address)
    if response.status_code != 200:
        raise CommandError(f"{address} answers {response.status_code}.")
    if response.streaming:
        next(iter(response))
    response.close()


def _table(figures: list[Figure]) -> Table:
    table = Table("address", title=f"To the first byte, ms; the ratio is to {BESIDE}")
    for name in ("least", "median", "p95", "CPU", "ratio", "queries"):
        table.add_column(name, justify="right")
    beside = median(figures[0].wall)
    for figure in figures:
        wall = sorted(figure.wall)
        table.add_row(
            figure.address,
            f"{wall[0]:.1f}",
            f"{median(wall):.1f}",
            f"{wall[int(len(wall) * 0.95)]:.1f}",
            f"{median(figure.cpu):.1f}",
            f"{median(wall) / beside:.2f}",
            str(figure.queries),
        )
    return table
