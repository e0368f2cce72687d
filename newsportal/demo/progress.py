"""Telling what the start is doing: a bar that moves on a terminal, plain lines in a log."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)
from rich.table import Table

from newsportal.demo.accounts import Account

Advance = Callable[[], None]


class Reporter:
    def __init__(self, console: Console | None = None) -> None:
        self.console = console or Console(highlight=False)
        self.started = time.monotonic()

    @contextmanager
    def step(self, title: str, parts: int = 0) -> Iterator[Advance]:
        """One step of the start; with `parts`, what it yields is called after each of them."""
        began = time.monotonic()
        if self.console.is_terminal:
            with self._progress(parts) as progress:
                task = progress.add_task(title, total=parts or None)
                yield lambda: progress.advance(task)
        else:
            yield lambda: None
        self.console.print(f"[green]✓[/] {title} [dim]{time.monotonic() - began:.1f} s[/]")

    def _progress(self, parts: int) -> Progress:
        bar = (BarColumn(), MofNCompleteColumn()) if parts else ()
        columns = (SpinnerColumn(), TextColumn("{task.description}"), *bar, TimeElapsedColumn())
        return Progress(*columns, console=self.console, transient=True)

    def ready(self, address: str, accounts: Mapping[str, Account], accounts_file: Path) -> None:
        table = Table("role", "user name", "password", box=None, padding=(0, 2))
        for role, account in accounts.items():
            table.add_row(role.replace("_", " "), account["username"], account["password"])
        took = time.monotonic() - self.started
        self.console.print(f"\nThe newsroom is open after {took:.1f} s:")
        self.console.print(f"  readers  [bold]{address}/[/]  (Kazakh: {address}/kk/)")
        self.console.print(f"  desk     [bold]{address}/admin/[/]\n")
        self.console.print(table)
        self.console.print(f"\nThe accounts are kept in {accounts_file}", soft_wrap=True)
        self.console.print("Ctrl-C stops everything.")

    def say(self, text: str) -> None:
        self.console.print(text, soft_wrap=True)
