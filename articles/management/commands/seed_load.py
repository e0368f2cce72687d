"""`manage.py seed_load --articles 200000`: a corpus for measuring; `--remove` takes it away."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from articles.load_corpus import copying
from articles.load_corpus.frame import PREFIX
from articles.models import Article

MOST = 5_000_000


class Command(BaseCommand):
    help = "Write a corpus of made-up stories for load figures, by COPY; --remove takes it away again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("--articles", type=int, metavar="N", help="how many stories to add")
        what.add_argument("--remove", action="store_true", help="remove the whole corpus")
        parser.add_argument("--seed", type=int, default=1, help="another number gives other texts")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["remove"]:
            total = Article.objects.filter(rubric__path__startswith=PREFIX).count()
            self._with_bar("Removing", total, copying.remove)
            return
        count: int = options["articles"]
        if not 1 <= count <= MOST:
            raise CommandError(f"--articles takes a number from 1 to {MOST}.")
        now, seed = timezone.now(), options["seed"]
        self._with_bar("Writing", count, lambda told: copying.load(count, now=now, seed=seed, told=told))

    def _with_bar(self, title: str, total: int, work: Any) -> None:
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, console=Console(file=sys.stderr)) as progress:
            task = progress.add_task(title, total=total)
            work(lambda more: progress.advance(task, more))
