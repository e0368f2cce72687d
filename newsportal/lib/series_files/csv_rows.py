"""CSV as RFC 4180 wants it, in UTF-8; and the same for a spreadsheet that takes Russian or Kazakh numbers."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from enum import StrEnum
from itertools import batched

from newsportal.lib.series_files.file import SeriesFile, Value, plain
from newsportal.lib.spreadsheets import safe_cell

ROWS_AT_ONCE = 500


class Dialect(StrEnum):
    """`?for=excel`: semicolons, decimal commas, and the mark without which Excel misreads UTF-8."""

    PLAIN = ""
    EXCEL = "excel"


def csv_parts(file: SeriesFile, dialect: Dialect) -> Iterator[bytes]:
    page = io.StringIO()
    writer = csv.writer(page, delimiter=";" if dialect is Dialect.EXCEL else ",")

    def written(rows: Iterable[Sequence[str]]) -> bytes:
        page.seek(0)
        page.truncate()
        writer.writerows(rows)
        return page.getvalue().encode()

    mark = "\N{BOM}".encode() if dialect is Dialect.EXCEL else b""
    yield mark + written([[column.name for column in file.columns]])
    for rows in batched(file.rows, ROWS_AT_ONCE, strict=False):
        yield written([cell(value, dialect) for value in row] for row in rows)


def cell(value: Value, dialect: Dialect = Dialect.PLAIN) -> str:
    match value:
        case None:
            return ""
        case str():
            return safe_cell(value)
        case Decimal():
            return f"{value:f}".replace(".", "," if dialect is Dialect.EXCEL else ".")
    return plain(value)
