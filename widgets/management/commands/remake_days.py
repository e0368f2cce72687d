"""`manage.py remake_days`: after observations were loaded in bulk, which makes no days."""

import sys
from typing import Any

from django.core.management.base import BaseCommand
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from widgets.models import City
from widgets.weather import days


class Command(BaseCommand):
    help = "Make the days of all cities (lowest, highest, mean) anew from their observations."

    def handle(self, *args: Any, **options: Any) -> None:
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        made = 0
        with Progress(*columns, console=Console(file=sys.stderr)) as progress:
            task = progress.add_task("Cities", total=City.objects.count())

            def told(days_of_a_city: int) -> None:
                nonlocal made
                made += days_of_a_city
                progress.advance(task)

            days.remake_all(told)
        self.stdout.write(f"{made} days of cities made.")
