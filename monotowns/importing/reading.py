"""Bytes of a file into rows of text. What is too large is refused before it is read."""

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from monotowns.importing.problems import Problem, RefusedError
from newsportal.lib.spreadsheets import is_formula
from newsportal.lib.text import legal

MAX_BYTES = 16 * 1024 * 1024
MAX_ROWS = 200_000
MAX_CELL = 10_000
MAX_COLUMNS = 60

TOO_LARGE = _("The file is larger than 16 MB. Import it in parts.")
TOO_LONG = _("The file has more than 200,000 rows. Import it in parts.")
NOT_UTF8 = _("This is not text in UTF-8. Save the table as «CSV UTF-8».")


@dataclass(frozen=True)
class Sheet:
    """A table: rows by number, each a mapping of column to text without spaces around."""

    file: str
    columns: tuple[str, ...]
    rows: list[tuple[int, dict[str, str]]]

    def problem(self, row: int, column: str, reason: str | Promise) -> Problem:
        return Problem(self.file, row, column, reason)


def read_path(path: Path) -> Sheet:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise RefusedError(Problem(path.name, 0, "", TOO_LARGE))
        with path.open("rb") as source:
            return read(path.name, source)
    except OSError as error:
        reason = _("cannot be read: %(why)s") % {"why": error.strerror or type(error).__name__}
        raise RefusedError(Problem(path.name, 0, "", reason)) from None


def read(file: str, source: BinaryIO) -> Sheet:
    """A device or a pipe does not say its size: never more than the limit is taken from it."""
    content = source.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise RefusedError(Problem(file, 0, "", TOO_LARGE))
    return parse(file, content)


def parse(file: str, content: bytes) -> Sheet:
    text = _decode(file, content)
    records = _records(file, text)
    columns = _header(file, next(records, []))
    rows: list[tuple[int, dict[str, str]]] = []
    for number, record in enumerate(records, start=2):
        if not any(cell.strip() for cell in record):
            continue
        if len(rows) == MAX_ROWS:
            raise RefusedError(
                Problem(file, number, "", _("The file has too many rows. Import it in parts."))
            )
        rows.append((number, _row(file, number, columns, record)))
    if not rows:
        raise RefusedError(Problem(file, 0, "", _("The table has no rows.")))
    return Sheet(file, columns, rows)


def _decode(file: str, content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8-sig", "replace")
        row, column = _place_of_end(before)
        raise RefusedError(Problem(file, row, column, NOT_UTF8)) from None


def _place_of_end(before: str) -> tuple[int, str]:
    """The row and the column that this beginning of a file breaks off in."""
    records = list(csv.reader(io.StringIO(before, newline=""), delimiter=_delimiter(before)))
    if not records or before.endswith(("\n", "\r")):
        records.append([""])
    header, last = records[0], records[-1]
    index = max(len(last) - 1, 0)
    return len(records), header[index] if len(records) > 1 and index < len(header) else ""


def _delimiter(text: str) -> str:
    """Spreadsheets of this country write semicolons."""
    header = text.partition("\n")[0]
    return max(",;\t", key=header.count)


def _records(file: str, text: str) -> Iterator[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    number = 0
    try:
        for record in reader:
            number += 1
            yield record
    except csv.Error:
        reason = _("From here on it is no CSV table: a quotation mark is not closed, or a cell is huge.")
        raise RefusedError(Problem(file, number + 1, "", reason)) from None


def _header(file: str, names: list[str]) -> tuple[str, ...]:
    refuse = _refusal(file, 1)
    columns = tuple(name.strip() for name in names)
    if not any(columns):
        raise refuse("", _("The first row names the columns; this file has none."))
    if len(columns) > MAX_COLUMNS:
        raise refuse("", _("There are too many columns."))
    for name in columns:
        if legal(name) != name or not name:
            raise refuse(legal(name), _("A column has no name that can be read."))
        if columns.count(name) > 1:
            raise refuse(name, _("The column stands twice in the table."))
    return columns


def _row(file: str, number: int, columns: tuple[str, ...], record: list[str]) -> dict[str, str]:
    refuse = _refusal(file, number)
    if len(record) != len(columns):
        counts = {"cells": len(record), "columns": len(columns)}
        raise refuse("", _("The row has %(cells)d cells, the table %(columns)d columns.") % counts)
    for column, cell in zip(columns, record, strict=True):
        if legal(cell) != cell:
            raise refuse(column, _("The cell holds a character that no text may hold."))
        if len(cell) > MAX_CELL:
            raise refuse(column, _("The cell is too long."))
        if is_formula(cell):
            raise refuse(column, _("The cell begins like a formula of a spreadsheet. Write its value."))
    return {column: cell.strip() for column, cell in zip(columns, record, strict=True)}


def _refusal(file: str, row: int) -> Callable[[str, str | Promise], RefusedError]:
    return lambda column, reason: RefusedError(Problem(file, row, column, reason))
