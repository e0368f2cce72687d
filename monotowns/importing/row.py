"""One row of a sheet: values read from its cells, complaints put down with their column."""

from collections.abc import Callable
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from monotowns.importing import cells
from monotowns.importing.planning import Draft
from monotowns.importing.reading import Sheet

REQUIRED = _("The cell is empty; a row cannot be without it.")


class Row:
    """A blank cell states nothing and changes nothing."""

    def __init__(self, draft: Draft, sheet: Sheet, number: int, texts: dict[str, str]) -> None:
        self.draft, self.sheet, self.number, self.texts = draft, sheet, number, texts
        self.is_good = True

    def complain(self, column: str, reason: str | Promise) -> None:
        self.is_good = False
        self.draft.problem(self.sheet, self.number, column, reason)

    def read[Value](self, column: str, reader: Callable[[str], Value]) -> Value | None:
        """None where the cell says nothing, or nothing that can be read."""
        text = self.texts.get(column, "")
        if not text:
            return None
        try:
            return reader(text)
        except cells.CellError as error:
            self.complain(column, error.args[0])
            return None

    def need[Value](self, column: str, reader: Callable[[str], Value]) -> Value | None:
        if not self.texts.get(column):
            self.complain(column, REQUIRED)
        return self.read(column, reader)

    def find[Found](self, column: str, among: dict[str, Found], reason: str | Promise) -> Found | None:
        text = self.texts.get(column, "")
        found = among.get(text)
        if text and found is None:
            self.complain(column, reason)
        return found

    def once(self, key: tuple[Any, ...], column: str, value: Any = None) -> bool:
        """Whether this is the first to state it. Another file may repeat a value; the same file may not."""
        before = self.draft.said_before(key, self.sheet, self.number, value)
        if before and (value is None or value != before.value or before.file == self.sheet.file):
            self.complain(column, _("The same already stands in %(where)s.") % {"where": before})
        return before is None

    def want(self, existing: Any, make: Callable[[], Any], values: dict[str, Any]) -> Any:
        """Only what the row says is compared."""
        stated = {name: value for name, value in values.items() if value not in (None, "")}
        return self.draft.want(existing, make, stated, self.sheet, self.number)
