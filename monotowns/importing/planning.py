"""What the files would change, compared with the database; nothing is written here."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from monotowns.importing.kinds import Kind, recognise
from monotowns.importing.known import Known
from monotowns.importing.problems import Problem, Problems
from monotowns.importing.reading import Sheet


@dataclass
class Change:
    """A new row, or an existing one with what it says and what it would say."""

    row: Model
    file: str
    number: int
    # {field: (old, new)}; empty for a new row.
    fields: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    is_new: bool = False


@dataclass
class Plan:
    """In the order in which the changes can be written: places before towns, towns before their figures."""

    changes: list[Change] = field(default_factory=list)
    unchanged: Counter[type[Model]] = field(default_factory=Counter)
    problems: Problems = field(default_factory=Problems)
    files: list[str] = field(default_factory=list)

    def of(self, model: type[Model]) -> list[Change]:
        return [change for change in self.changes if type(change.row) is model]

    @property
    def models(self) -> list[type[Model]]:
        return list(dict.fromkeys([*(type(change.row) for change in self.changes), *self.unchanged]))


@dataclass(frozen=True)
class Said:
    """A row that has stated a fact, and what it stated."""

    file: str
    number: int
    value: Any

    def __str__(self) -> str:
        return _("%(file)s, row %(row)d") % {"file": self.file, "row": self.number}


class Draft:
    """A plan being made from one file after another."""

    def __init__(self, known: Known, edition: str) -> None:
        self.known = known
        # Of the groups of a table of towns, which does not name one.
        self.edition = edition
        self.plan = Plan()
        # Which row of which file has already said it, so that two rows cannot say two things.
        self._said: dict[tuple[Any, ...], Said] = {}

    def problem(self, sheet: Sheet, number: int, column: str, reason: str | Promise) -> None:
        self.plan.problems.add(Problem(sheet.file, number, column, reason))

    def said_before(self, key: tuple[Any, ...], sheet: Sheet, number: int, value: Any) -> Said | None:
        """By which row, if so; this one is remembered otherwise."""
        here = Said(sheet.file, number, value)
        before = self._said.setdefault(key, here)
        return None if before is here else before

    def want[Row: Model](
        self, existing: Row | None, make: Callable[[], Row], values: dict[str, Any], sheet: Sheet, number: int
    ) -> Row:
        """The row as the file wants it: made, changed, or found as it is."""
        if existing is None:
            row = make()
            for name, value in values.items():
                setattr(row, name, value)
            self.plan.changes.append(Change(row, sheet.file, number, is_new=True))
            return row
        fields = {
            name: (getattr(existing, name), value)
            for name, value in values.items()
            if getattr(existing, name) != value
        }
        if fields:
            self.plan.changes.append(Change(existing, sheet.file, number, fields))
        else:
            self.plan.unchanged[type(existing)] += 1
        return existing


def plan(
    sheets: Iterable[Sheet], *, edition: str = "", told: Callable[[int], None] = lambda count: None
) -> Plan:
    """`told` hears of rows as they are looked at. With problems in it a plan is to be read, not applied."""
    from monotowns.importing.facts import READERS

    sheets = list(sheets)
    early = Problems()
    recognised = [(recognise(sheet, early), sheet) for sheet in sheets]
    if early:
        return Plan(problems=early, files=[sheet.file for sheet in sheets])
    kinds = {kind for kind, _sheet in recognised}
    slugs = {row.get("slug", "") for sheet in sheets for _number, row in sheet.rows}
    known = Known.about(slugs, with_observations=bool(kinds & {Kind.TOWNS, Kind.OBSERVATIONS}))
    draft = Draft(known, edition)
    order = list(Kind)
    for kind, sheet in sorted(recognised, key=lambda pair: order.index(pair[0] or Kind.TOWNS)):
        if kind is not None:
            READERS[kind](draft, sheet, told)
    draft.plan.changes.sort(key=lambda change: WRITING_ORDER.index(type(change.row).__name__))
    draft.plan.files = [sheet.file for sheet in sheets]
    return draft.plan


WRITING_ORDER = ["Region", "Place", "Town", "Enterprise", "Membership", "Observation"]
