"""The file beside the CSV that says what it holds: https://www.w3.org/TR/tabular-metadata/."""

from datetime import UTC
from typing import Any

from newsportal.lib.meta import absolute
from newsportal.lib.series_files.file import Column, SeriesFile, Text, in_languages, plain


def metadata(file: SeriesFile) -> dict[str, Any]:
    about: dict[str, Any] = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": absolute(file.csv_path),
        "dc:title": _tagged(file.title),
        "dc:description": _tagged(file.description),
        "dc:source": [origin.url for origin in file.origins],
        "dc:publisher": [words for origin in file.origins for words in _tagged(origin.name)],
        "dc:rights": [words for origin in file.origins for words in _tagged(origin.licence)],
        "dc:license": [{"@id": origin.licence_url} for origin in file.origins if origin.licence_url],
        "dc:bibliographicCitation": citation(file),
        "dialect": {"header": True, "delimiter": ",", "encoding": "utf-8"},
        "tableSchema": {"columns": [_column(column) for column in file.columns], "primaryKey": [*file.key]},
    }
    if file.fetched_at:
        about["dc:modified"] = plain(file.fetched_at)
    return about


def citation(file: SeriesFile) -> str:
    """How to name the data in an article, in English as catalogues want it."""
    names = "; ".join(in_languages(origin.name)["en"] for origin in file.origins)
    fetched = f" Fetched {file.fetched_at.astimezone(UTC):%Y-%m-%d}." if file.fetched_at else ""
    return f"{names}. {in_languages(file.title)['en']}.{fetched} {absolute(file.csv_path)}"


def _column(column: Column) -> dict[str, Any]:
    return {
        "name": column.name,
        # The word of the header row, by which programs find the column.
        "titles": column.name,
        "datatype": column.datatype,
        "dc:description": _tagged(column.title),
        **({"schema:unitText": column.unit} if column.unit else {}),
    }


def _tagged(text: Text) -> list[dict[str, str]]:
    return [{"@value": words, "@language": language} for language, words in in_languages(text).items()]
