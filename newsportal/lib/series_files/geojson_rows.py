"""GeoJSON (RFC 7946): each row as a point, its columns as properties; without coordinates it has no point."""

import json
from collections.abc import Iterator
from itertools import batched

from newsportal.lib.series_files.csv_rows import ROWS_AT_ONCE
from newsportal.lib.series_files.file import SeriesFile
from newsportal.lib.series_files.json_rows import about, json_object, json_value

LONGITUDE, LATITUDE = "longitude", "latitude"


def geojson_parts(file: SeriesFile) -> Iterator[bytes]:
    head = json.dumps({"type": "FeatureCollection", "about": about(file)}, ensure_ascii=False, indent=1)
    yield (head.removesuffix("\n}") + ',\n "features": [').encode()
    columns = [column.name for column in file.columns]
    names = [json.dumps(name) for name in columns]
    east, north = columns.index(LONGITUDE), columns.index(LATITUDE)
    separator = "\n  "
    for rows in batched(file.rows, ROWS_AT_ONCE, strict=False):
        part = []
        for row in rows:
            point = "null"
            if row[east] is not None and row[north] is not None:
                pair = f"{json_value(row[east])}, {json_value(row[north])}"
                point = f'{{"type": "Point", "coordinates": [{pair}]}}'
            properties = json_object(names, row)
            part.append(f'{separator}{{"type": "Feature", "geometry": {point}, "properties": {properties}}}')
            separator = ",\n  "
        yield "".join(part).encode()
    yield b"\n ]\n}\n"
