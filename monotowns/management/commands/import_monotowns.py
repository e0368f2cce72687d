"""`manage.py import_monotowns towns.csv population.csv`: shows what would change, asks, writes."""

import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from articles.models import User
from monotowns.importing import applying, diff, reading
from monotowns.importing.planning import Plan, plan
from monotowns.importing.problems import RefusedError
from monotowns.importing.reading import Sheet
from monotowns.registry import editions

SHOWN_OF_A_TABLE = 20


class Command(BaseCommand):
    help = (
        "Import towns, enterprises, memberships or observations of the registry from CSV files. "
        "Which table a file holds, its header says. Nothing is written unless every row can be."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="CSV in UTF-8")
        parser.add_argument("--dry-run", action="store_true", help="show what would change and write nothing")
        parser.add_argument("--yes", action="store_true", help="write without asking")
        parser.add_argument(
            "--all", action="store_true", help="show every change, not the first of each table"
        )
        parser.add_argument("--edition", default="", help="edition of the groups in a table of towns")
        parser.add_argument("--user", default="", help="for the history: who changes it (a user name)")
        parser.add_argument("--reason", default="", help="for the history: why")

    def handle(self, *args: Any, **options: Any) -> None:
        user = _user(options["user"])
        try:
            sheets = [reading.read_path(path) for path in options["files"]]
            edition = options["edition"] or editions.default_slug()
            found = self._plan(sheets, edition)
            shown = self._show(found, everything=options["all"])
            if options["dry_run"] or not found.changes:
                return
            if not options["yes"]:
                self._ask()
            reason = options["reason"] or _("Import of %(files)s") % {"files": ", ".join(found.files)}
            self._apply(sheets, edition, shown, user, reason)
        except RefusedError as error:
            raise CommandError(str(error)) from None
        self.stdout.write(_("Written."))

    def _plan(self, sheets: list[Sheet], edition: str) -> Plan:
        rows = sum(len(sheet.rows) for sheet in sheets)
        with _bar(_("Reading"), rows) as told:
            found = plan(sheets, edition=edition, told=told)
        if not found.problems:
            return found
        for problem in found.problems.told:
            self.stderr.write(str(problem))
        if found.problems.untold:
            self.stderr.write(_("… and %(count)d more") % {"count": found.problems.untold})
        raise CommandError(_("Nothing was changed: %(count)d problems.") % {"count": found.problems.count})

    def _show(self, found: Plan, *, everything: bool) -> list[str]:
        told = []
        for model in found.models:
            lines = [line for change in found.of(model) for line in diff.lines(change)]
            shown = lines if everything else lines[:SHOWN_OF_A_TABLE]
            self.stdout.write(diff.summary(found, model))
            for line in shown:
                self.stdout.write(f"  {line}")
            if len(lines) > len(shown):
                self.stdout.write("  " + _("… and %(count)d more") % {"count": len(lines) - len(shown)})
            told += lines
        return told

    def _ask(self) -> None:
        if not sys.stdin.isatty():
            raise CommandError(_("Nothing was changed: nobody is here to confirm it. Add --yes to write."))
        answer = input(_("Write these changes? Type yes: "))
        if answer.strip().lower() not in {"yes", "y", "да", "иә"}:
            raise CommandError(_("Nothing was changed."))

    def _apply(
        self, sheets: list[Sheet], edition: str, shown: list[str], user: User | None, reason: str
    ) -> None:
        with transaction.atomic():
            applying.hold()
            # What was confirmed is what is written, whatever happened while somebody read it.
            found = plan(sheets, edition=edition)
            if [line for change in found.changes for line in diff.lines(change)] != shown:
                raise CommandError(_("Nothing was changed: the registry was edited meanwhile. Look again."))
            with _bar(_("Writing"), len(found.changes)) as told:
                applying.apply(found, by=user, reason=reason, told=told)


def _user(name: str) -> User | None:
    user = User.objects.filter(username=name).first() if name else None
    if name and user is None:
        raise CommandError(_("There is no user «%(name)s».") % {"name": name})
    return user


@contextmanager
def _bar(title: str, total: int) -> Iterator[Callable[[int], None]]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(file=sys.stderr)) as progress:
        task = progress.add_task(title, total=total)
        yield lambda more: progress.advance(task, more)
