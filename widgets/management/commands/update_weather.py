"""`manage.py update_weather`: what the worker does every half hour, now and with a bar."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from widgets.weather import updating
from widgets.weather.updating import Updated


class Command(BaseCommand):
    help = "Fetch the weather of all cities in the list from the service of WEATHER_SOURCE, and store it."

    def handle(self, *args: Any, **options: Any) -> None:
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        with Progress(*columns, console=Console(file=sys.stderr)) as progress:
            task = progress.add_task("Cities", total=None)
            updated = updating.update(lambda asked, due: progress.update(task, completed=asked, total=due))
        if updated.failure:
            raise CommandError(f"No weather: {updated.failure}. What is stored stays as it is.", returncode=1)
        self.stdout.write(sentence(updated))


def sentence(updated: Updated) -> str:
    not_due = f"; {updated.not_due} were not due yet" if updated.not_due else ""
    missing = updated.cities - updated.answered - updated.not_due
    without = f"; {missing} without an answer" if missing else ""
    return (
        f"Weather: {updated.answered} of {updated.cities} cities answered{not_due}{without}; "
        f"{updated.stored} new observations."
    )
