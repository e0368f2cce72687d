"""`manage.py seed_series`: long series for measuring; `--remove` takes them away."""

import sys
from argparse import ArgumentParser
from functools import partial
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from widgets.load_series import copying
from widgets.models import City, Currency
from widgets.reference import load_cities_and_currencies

MOST = 50


class Command(BaseCommand):
    help = (
        "Write long series of made-up rates and weather for load figures, by COPY; --remove takes them away. "
        "Never on a site that people read: the rows look like real ones."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--rate-years", type=int, default=10, metavar="N")
        parser.add_argument("--weather-years", type=int, default=3, metavar="N")
        parser.add_argument("--seed", type=int, default=1, help="another number gives other values")
        parser.add_argument("--remove", action="store_true", help="remove all made-up rows, and only them")
        parser.add_argument("--force", action="store_true", help="also where real values are stored")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["remove"]:
            self.stdout.write(f"{copying.remove()} made-up rows removed.")
            return
        if not all(0 <= options[name] <= MOST for name in ("rate_years", "weather_years")):
            raise CommandError(f"Years are numbers from 0 to {MOST}.")
        if copying.is_loaded():
            raise CommandError("The series are loaded already: take them away with --remove first.")
        if copying.has_real_rows() and not options["force"]:
            raise CommandError(
                "Real values are stored here, and readers could not tell made-up ones from them. "
                "Use another database, or --force where nobody reads it."
            )
        load_cities_and_currencies()
        rates = round(options["rate_years"] * 365.25) * Currency.objects.count()
        weather = round(options["weather_years"] * 365.25 * 48) * City.objects.active().count()
        with self._bar(options) as progress:
            for title, total, load, years in (
                ("Rates", rates, copying.load_rates, options["rate_years"]),
                ("Weather", weather, copying.load_weather, options["weather_years"]),
            ):
                if not years:
                    continue
                told = partial(progress.advance, progress.add_task(title, total=total))
                load(timezone.now(), years=years, seed=options["seed"], told=told)

    def _bar(self, options: dict[str, Any]) -> Progress:
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        return Progress(*columns, console=Console(file=sys.stderr), disable=options["verbosity"] == 0)
