"""The same table as a Dataset of schema.org, for search engines of data."""

from collections.abc import Iterable
from typing import Any

from newsportal.lib.meta import absolute
from newsportal.lib.series_files.answers import Kind
from newsportal.lib.series_files.file import SeriesFile
from newsportal.lib.series_files.metadata import citation

TYPES = {Kind.CSV: "text/csv", Kind.JSON: "application/json", Kind.GEOJSON: "application/geo+json"}


def dataset(file: SeriesFile, *, path: str, kinds: Iterable[Kind]) -> dict[str, Any]:
    """In the language of the page at `path`; the rows are not read."""
    paths = {Kind.CSV: file.csv_path, Kind.JSON: file.json_path, Kind.GEOJSON: file.geojson_path}
    document: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": str(file.title),
        "description": str(file.description),
        "url": absolute(path),
        "isAccessibleForFree": True,
        "citation": citation(file),
        "creator": [
            {"@type": "Organization", "name": str(origin.name), "url": absolute(origin.url)}
            for origin in file.origins
        ],
        "variableMeasured": [str(column.title) for column in file.columns],
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": TYPES[kind], "contentUrl": absolute(paths[kind])}
            for kind in kinds
            if kind in TYPES
        ],
    }
    if licences := [origin.licence_url for origin in file.origins if origin.licence_url]:
        document["license"] = licences[0] if len(licences) == 1 else licences
    return document
