"""After each step nobody shows what was: every page that a process could give from memory is compared."""

import random
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import ClassVar

from django.db import connection
from django.utils import timezone
from hypothesis.stateful import RuleBasedStateMachine

from newsportal.page_cache.boundaries import next_boundary
from newsportal.page_cache.furniture import BOUND
from tests.newsportal.page_cache.fresh.clock import MovedClock, move_in_database
from tests.newsportal.page_cache.fresh.house import UNKNOWN, House
from tests.newsportal.page_cache.fresh.processes import Remote, ask_all
from tests.newsportal.page_cache.fresh.subject import Read

WARMED = 5
"""Addresses that readers ask of each process after each step."""


class StaleError(AssertionError):
    """What was shown, and what is."""


class CheckedSite(RuleBasedStateMachine):
    """`processes`, `clock`, `defect` are of the test: all histories share them. `stale` says what was found old."""

    processes: ClassVar[list[Remote]]
    clock: ClassVar[MovedClock]
    defect: ClassVar[str] = ""
    steps: ClassVar[int] = 0
    compared: ClassVar[int] = 0
    made_in_all: ClassVar[int] = 0
    stale: ClassVar[list[str]]

    house: House

    def begin_checking(self, seed: int) -> None:
        self.random = random.Random(seed)
        # What Django makes of each address in the present state, and when the first of it was made.
        self.truth: dict[str, Read] = {}
        self.true_since = self.now().timestamp()
        self.is_quiet = False
        self.committed()

    # The clock
    def now(self) -> datetime:
        return timezone.now()

    def ahead(self, seconds: int | None) -> datetime | None:
        return None if seconds is None else self.now() + timedelta(seconds=seconds)

    def move(self, seconds: float, *, started: bool = True) -> None:
        self.clock.move(seconds)
        move_in_database(self.clock.ahead)
        if started:
            self.truth.clear()
            ask_all(dict.fromkeys(self.processes, ("move", seconds)))

    def boundary(self) -> float:
        connection.ensure_connection()
        return next_boundary(connection.connection, self.now().timestamp())

    def committed(self) -> None:
        self.last_commit = self.now().timestamp()
        self.truth.clear()

    # What must hold
    def look(self) -> None:
        """After everything that has been committed is heard where anybody listens."""
        type(self).steps += 1
        listening = [one for one in self.processes if not (one.held or one.is_lost)]
        ask_all(dict.fromkeys(listening, ("hear",)))
        addresses = self.house.addresses()
        self.compare([one for one in self.processes if not one.held], addresses)
        self.warm(addresses)
        if self.steps % 8 == 0:
            self.hidden_is_unknown()

    def compare(self, processes: Iterable[Remote], addresses: list[str]) -> None:
        kept: dict[Remote, dict[str, Read]] = ask_all(dict.fromkeys(processes, ("kept", addresses)))
        made = self.made({address for found in kept.values() for address in found})
        for process, found in kept.items():
            for address, got in found.items():
                type(self).compared += 1
                if not self.is_true(got, made[address]) and not self.clock_moved_on():
                    report = self.report(process, address)
                    type(self).stale.append(report)
                    raise StaleError(report)

    def is_true(self, got: Read, made: Read) -> bool:
        """A minute after the last change also what surrounds the page is as it is."""
        return got == made if self.is_quiet else got[:-1] == made[:-1]

    def made(self, addresses: set[str]) -> dict[str, Read]:
        """By Django, in all processes at the same time; once for each state of the site."""
        if self.clock_moved_on():
            self.truth.clear()
        if not self.truth:
            self.true_since = self.now().timestamp()
            self.is_quiet = self.true_since - self.last_commit >= BOUND
        missing, count = sorted(addresses - self.truth.keys()), len(self.processes)
        parts = {
            one: ("made", missing[number::count], self.is_quiet) for number, one in enumerate(self.processes)
        }
        type(self).made_in_all += len(missing)
        for part in ask_all(parts).values():
            self.truth |= part
        return self.truth

    def clock_moved_on(self) -> bool:
        """Whether the clock alone has changed something since the truth was read."""
        connection.ensure_connection()
        return next_boundary(connection.connection, self.true_since) <= self.now().timestamp()

    def report(self, process: Remote, address: str) -> str:
        got, made = process.ask("words", address)
        pairs = zip(got, made, strict=False)
        at = next((number for number, (one, other) in enumerate(pairs) if one != other), 0)
        part = slice(max(0, at - 60), at + 120)
        return f"{process.name} shows {address} as it was\nkept: …{got[part]}…\ntrue: …{made[part]}…"

    def warm(self, addresses: list[str], count: int = WARMED) -> None:
        """The same pages of all processes: so many times as few have to be made for comparison."""
        chosen = self.random.sample(addresses, count)
        ask_all(dict.fromkeys(self.processes, ("ask", chosen)))

    def hidden_is_unknown(self) -> None:
        """Nothing tells a story that waits from one that never was."""
        hidden = self.house.hidden()
        if not hidden:
            return
        unknown = [f"{prefix}/country/{UNKNOWN}-slug/" for prefix in ("", "/kk")]
        listening = [one for one in self.processes if not (one.held or one.is_lost)]
        for answers in ask_all(dict.fromkeys(listening, ("ask", [*unknown, *hidden]))).values():
            for address in hidden:
                in_its_language = answers[unknown[address.startswith("/kk/")]]
                assert answers[address][:-1] == in_its_language[:-1], address
