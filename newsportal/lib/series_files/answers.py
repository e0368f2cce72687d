"""Files of series over HTTP: sent row by row, kept for minutes, not sent again where nothing is new."""

import hashlib
import json
from datetime import datetime
from enum import StrEnum

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag

from newsportal.lib.meta import absolute
from newsportal.lib.series_files.csv_rows import Dialect, csv_parts
from newsportal.lib.series_files.file import SeriesFile
from newsportal.lib.series_files.geojson_rows import geojson_parts
from newsportal.lib.series_files.json_rows import json_parts
from newsportal.lib.series_files.metadata import metadata

FORMAT = 1
"""Grows when the same rows are written in another way: then nobody's copy is fresh."""
FRESH_SECONDS = 300


class Kind(StrEnum):
    CSV = "csv"
    JSON = "json"
    GEOJSON = "geojson"
    METADATA = "csv-metadata.json"


# What any table has; GeoJSON is for rows that stand on a map.
TABULAR = (Kind.CSV, Kind.JSON, Kind.METADATA)


def answer(request: HttpRequest, file: SeriesFile, kind: Kind) -> HttpResponseBase:
    # Another word is no reason to refuse: addresses get tails on their way.
    dialect = Dialect.EXCEL if request.GET.get("for") == Dialect.EXCEL else Dialect.PLAIN
    state = f"{FORMAT} {kind} {dialect} {file.csv_path} {file.version}"
    etag = quote_etag(hashlib.sha256(state.encode()).hexdigest()[:32])
    changed = _whole_seconds(file.fetched_at)
    response: HttpResponseBase | None = get_conditional_response(request, etag, changed)
    if response is None:
        response = _full(file, kind, dialect)
    response.headers["ETag"] = etag
    if changed is not None:
        response.headers["Last-Modified"] = http_date(changed)
    response.headers["Cache-Control"] = f"public, max-age={FRESH_SECONDS}"
    # Open data: a page of anybody's may read them.
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def refusal(sentence: str) -> HttpResponse:
    """For a program and for the person behind it."""
    return HttpResponse(f"{sentence}\n", status=400, content_type="text/plain; charset=utf-8")


def _full(file: SeriesFile, kind: Kind, dialect: Dialect) -> HttpResponseBase:
    if kind is Kind.METADATA:
        words = json.dumps(metadata(file), ensure_ascii=False, indent=1)
        return HttpResponse(f"{words}\n", content_type="application/csvm+json")
    response: HttpResponseBase
    if kind is Kind.JSON:
        response = StreamingHttpResponse(json_parts(file), content_type="application/json")
    elif kind is Kind.GEOJSON:
        response = StreamingHttpResponse(geojson_parts(file), content_type="application/geo+json")
    else:
        response = StreamingHttpResponse(
            csv_parts(file, dialect), content_type="text/csv; charset=utf-8; header=present"
        )
    response.headers["Content-Disposition"] = f'inline; filename="{file.name}.{kind}"'
    about = absolute(file.metadata_path)
    response.headers["Link"] = f'<{about}>; rel="describedby"; type="application/csvm+json"'
    return response


def _whole_seconds(moment: datetime | None) -> int | None:
    return int(moment.timestamp()) if moment else None
