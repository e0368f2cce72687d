"""JSON: what the series is, then its rows as objects, decimals digit for digit."""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from itertools import batched
from typing import Any

from newsportal.lib.meta import absolute
from newsportal.lib.series_files.csv_rows import ROWS_AT_ONCE
from newsportal.lib.series_files.file import SeriesFile, Value, in_languages, plain


def json_parts(file: SeriesFile) -> Iterator[bytes]:
    head = json.dumps(about(file), ensure_ascii=False, indent=1)
    yield (head.removesuffix("\n}") + ',\n "data": [').encode()
    names = [json.dumps(column.name) for column in file.columns]
    separator = "\n  "
    for rows in batched(file.rows, ROWS_AT_ONCE, strict=False):
        part = []
        for row in rows:
            part.append(f"{separator}{json_object(names, row)}")
            separator = ",\n  "
        yield "".join(part).encode()
    yield b"\n ]\n}\n"


def json_object(names: Iterable[str], row: Iterable[Value]) -> str:
    """`names` are JSON already."""
    pairs = (f"{name}: {json_value(value)}" for name, value in zip(names, row, strict=True))
    return f"{{{', '.join(pairs)}}}"


def json_value(value: Value) -> str:
    match value:
        case None:
            return "null"
        case str():
            return json.dumps(value, ensure_ascii=False)
        case Decimal():
            return f"{value:f}"
        case date():
            return f'"{plain(value)}"'
    return plain(value)


def about(file: SeriesFile) -> dict[str, Any]:
    return {
        "title": in_languages(file.title),
        "description": in_languages(file.description),
        "url": absolute(file.json_path),
        "csv": absolute(file.csv_path),
        "metadata": absolute(file.metadata_path),
        "fetched_at": plain(file.fetched_at) if file.fetched_at else None,
        "sources": [
            {
                "name": in_languages(origin.name),
                "url": origin.url,
                "licence": in_languages(origin.licence),
                "licence_url": origin.licence_url or None,
            }
            for origin in file.origins
        ],
        "columns": [
            {
                "name": column.name,
                "type": column.datatype,
                "title": in_languages(column.title),
                "unit": column.unit or None,
            }
            for column in file.columns
        ],
    }
