"""`manage.py update_rates`: today's and tomorrow's rates; `--from … --to …` fills the history."""

import sys
import time
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from widgets.nbk.feed import FIRST_DAY
from widgets.nbk.updating import Outcome, Update, days_of, stored_days, update

# A bank that does not answer is not asked for the other three thousand days.
GIVE_UP_AFTER = 5


def iso_day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is no date like 2026-01-31") from None


class Command(BaseCommand):
    help = (
        "Fetch official rates of the National Bank: without options those of today and tomorrow. "
        "May be broken off and repeated: days that are stored are passed over."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--date", type=iso_day, metavar="DAY", help="one day, asked for also if stored")
        parser.add_argument("--from", type=iso_day, dest="first", metavar="DAY", help="first day of a range")
        parser.add_argument("--to", type=iso_day, dest="last", metavar="DAY", help="its last day; today")
        parser.add_argument("--again", action="store_true", help="ask for stored days of the range too")

    def handle(self, *args: Any, **options: Any) -> None:
        days, passed_over = self._days(**options)
        updates = self._with_bar(days, quiet=options["verbosity"] == 0)
        self.stdout.write(_sentence(updates, passed_over))
        failed = [done.day for done in updates if done.outcome is Outcome.FAILED]
        not_asked = len(days) - len(updates)
        if failed:
            rest = f" {not_asked} more were not asked for." if not_asked else ""
            raise CommandError(
                f"Failed: {_listed(failed)}.{rest} Why stands in the log above and on the page of the "
                "sources' health; the same command asks for the missing days again."
            )

    def _days(
        self, *, date: date | None, first: date | None, last: date | None, again: bool, **_more: Any
    ) -> tuple[list[date], int]:
        """The days to ask for, and how many of the range are stored already."""
        today = timezone.localdate()
        if date is not None and (first or last):
            raise CommandError("--date is one day: give either it or --from and --to.")
        if last is not None and first is None:
            raise CommandError("--to is the end of a range: give --from too.")
        if first is None:
            days = [date] if date else [today, today + timedelta(days=1)]
            _check(days)
            return days, 0
        last = last or today
        if first > last:
            raise CommandError("--from is later than --to.")
        _check([first, last])
        days = days_of(first, last)
        known = set() if again else stored_days(first, last)
        return [day for day in days if day not in known], len(known)

    def _with_bar(self, days: list[date], *, quiet: bool) -> list[Update]:
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, console=Console(file=sys.stderr), disable=quiet) as progress:
            bar = progress.add_task("Rates", total=len(days))

            def told(day: date) -> None:
                progress.update(bar, advance=1, description=f"Rates {day}")

            return _ask(days, told)


def _ask(days: list[date], told: Callable[[date], None]) -> list[Update]:
    """One day after the other, with a pause: the feed is a public service."""
    updates: list[Update] = []
    failed_in_a_row = 0
    for day in days:
        if updates:
            time.sleep(settings.NBK_PAUSE)
        updates.append(update(day))
        told(day)
        failed_in_a_row = failed_in_a_row + 1 if updates[-1].outcome is Outcome.FAILED else 0
        if failed_in_a_row == GIVE_UP_AFTER:
            break
    return updates


def _check(days: list[date]) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    for day in days:
        if not FIRST_DAY <= day <= tomorrow:
            raise CommandError(f"{day}: the bank has rates from {FIRST_DAY} to {tomorrow}.")


def _sentence(updates: list[Update], passed_over: int) -> str:
    def count(outcome: Outcome) -> int:
        return sum(done.outcome is outcome for done in updates)

    parts = [
        f"{sum(done.stored.rates for done in updates)} rates stored",
        f"{sum(done.stored.held for done in updates)} held back",
        f"{sum(done.stored.confirmed for done in updates)} confirmed",
    ]
    days = [
        f"{len(updates)} days asked for",
        f"{count(Outcome.UNCHANGED)} with nothing new",
        f"{count(Outcome.NO_DATA)} without data",
        f"{count(Outcome.FAILED)} failed",
        f"{passed_over} were stored before",
    ]
    return f"{', '.join(parts)}; {', '.join(days)}."


def _listed(days: list[date]) -> str:
    first = ", ".join(str(day) for day in days[:5])
    return first if len(days) <= 5 else f"{first} and {len(days) - 5} more"
