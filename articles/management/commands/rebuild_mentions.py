"""`manage.py rebuild_mentions`: reads every story for places again, from where it was stopped if asked."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from articles.places.rebuilding import rebuild, stories
from articles.places.reference import load_places

LARGEST_ID = 2**63 - 1


class Command(BaseCommand):
    help = "Find the places of every story again; people's decisions stay. May be stopped and gone on with."

    def add_arguments(self, parser: ArgumentParser) -> None:
        which = parser.add_mutually_exclusive_group()
        which.add_argument("--after", type=int, default=0, metavar="N", help="go on behind story number N")
        which.add_argument(
            "--unread", action="store_true", help="only stories that nobody has read for places yet"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        after, unread = options["after"], options["unread"]
        if not 0 <= after <= LARGEST_ID:
            raise CommandError("--after takes the number of a story.")
        # What the project has learned since: nothing of the newsroom's own is overwritten.
        load_places()
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        last = after
        try:
            with Progress(*columns, console=Console(file=sys.stderr)) as progress:
                task = progress.add_task("Reading", total=stories(after=after, unread=unread).count())
                for last, count in rebuild(after=after, unread=unread):  # noqa: B007
                    progress.advance(task, count)
        except KeyboardInterrupt:
            raise CommandError(f"Stopped. To go on: manage.py rebuild_mentions --after {last}") from None
