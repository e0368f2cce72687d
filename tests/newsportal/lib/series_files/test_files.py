"""Files of a series, byte for byte."""

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.test import RequestFactory

from newsportal.lib.series_files import Column, Kind, Origin, SeriesFile, Value, answer, refusal
from newsportal.lib.series_files.csv_rows import cell

FETCHED = datetime(2026, 1, 31, 9, 5, 3, 44, tzinfo=UTC)
ROWS: list[Sequence[Value]] = [
    (date(2026, 1, 30), Decimal("498.350"), 1, None, True),
    (date(2026, 1, 31), Decimal("501.02"), 1, "=1+1", False),
]


def made(rows: list[Sequence[Value]] = ROWS) -> SeriesFile:
    columns = [
        Column("date", "date", "day"),
        Column("rate", "decimal", "tenge", unit="KZT"),
        Column("quant", "integer", "units"),
        Column("note", "string", "a note"),
        Column("carried_forward", "boolean", "from another day"),
    ]
    bank = Origin("Bank", "https://bank.example/", "Name the bank")
    return SeriesFile(
        "/rates/usd.csv",
        "?from=2026-01-30",
        "US dollar",
        "Tenge",
        columns,
        ["date"],
        [bank],
        rows,
        FETCHED,
        "7",
    )


def get(kind: Kind, query: str = "", **headers: str) -> Any:
    request = RequestFactory().get(f"/rates/usd.{kind}{query}", headers=headers)
    return answer(request, made(), kind)


def body(response: Any) -> str:
    return b"".join(response).decode()


def test_csv_is_as_the_standard_wants_it() -> None:
    assert body(get(Kind.CSV)) == (
        "date,rate,quant,note,carried_forward\r\n"
        "2026-01-30,498.350,1,,true\r\n"
        "2026-01-31,501.02,1,'=1+1,false\r\n"
    )


def test_csv_for_a_spreadsheet_has_its_mark_semicolons_and_commas() -> None:
    assert body(get(Kind.CSV, "?for=excel")) == (
        "\ufeffdate;rate;quant;note;carried_forward\r\n"
        "2026-01-30;498,350;1;;true\r\n"
        "2026-01-31;501,02;1;'=1+1;false\r\n"
    )


@pytest.mark.parametrize("text", ["=cmd|' /C calc'!A0", "+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", " =1"])
def test_no_text_is_a_formula(text: str) -> None:
    assert cell(text) == f"'{text}"


def test_a_negative_number_stays_a_number() -> None:
    assert cell(Decimal("-17.5")) == "-17.5"
    assert cell(Decimal("1E+3")) == "1000"


def test_json_keeps_decimals_digit_for_digit_and_says_what_they_are() -> None:
    text = body(get(Kind.JSON))
    assert '"rate": 498.350' in text
    read = json.loads(text, parse_float=Decimal)
    assert read["data"][1] == {
        "date": "2026-01-31",
        "rate": Decimal("501.02"),
        "quant": 1,
        "note": "=1+1",
        "carried_forward": False,
    }
    assert read["sources"][0]["licence"]["en"] == "Name the bank"
    assert read["columns"][1] == {
        "name": "rate",
        "type": "decimal",
        "title": {"en": "tenge", "ru": "tenge", "kk": "tenge"},
        "unit": "KZT",
    }


def test_json_without_rows_is_json() -> None:
    request = RequestFactory().get("/")
    assert json.loads(body(answer(request, made([]), Kind.JSON)))["data"] == []


def test_metadata_name_the_file_its_columns_and_its_source() -> None:
    about = json.loads(get(Kind.METADATA).content)
    assert about["url"].endswith("/rates/usd.csv?from=2026-01-30")
    header = body(get(Kind.CSV)).splitlines()[0].split(",")
    assert [column["titles"] for column in about["tableSchema"]["columns"]] == header
    assert about["tableSchema"]["primaryKey"] == ["date"]
    assert about["dc:source"] == ["https://bank.example/"]
    assert about["dc:modified"] == "2026-01-31T09:05:03Z"
    assert about["dc:bibliographicCitation"].startswith("Bank. US dollar. Fetched 2026-01-31. http")


def test_files_lead_to_their_metadata() -> None:
    link = get(Kind.CSV).headers["Link"]
    assert link.endswith(
        '/rates/usd.csv-metadata.json?from=2026-01-30>; rel="describedby"; type="application/csvm+json"'
    )


@pytest.mark.parametrize("kind", Kind)
def test_an_unchanged_file_is_not_sent_twice(kind: Kind) -> None:
    first = get(kind)
    assert first.headers["Cache-Control"] == "public, max-age=300"
    assert first.headers["Last-Modified"] == "Sat, 31 Jan 2026 09:05:03 GMT"
    again = get(kind, **{"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.headers["ETag"]) == (304, first.headers["ETag"])
    assert get(kind, **{"If-Modified-Since": first.headers["Last-Modified"]}).status_code == 304


def test_each_form_of_a_file_has_a_tag_of_its_own() -> None:
    tags = {get(kind).headers["ETag"] for kind in Kind} | {get(Kind.CSV, "?for=excel").headers["ETag"]}
    assert len(tags) == len(Kind) + 1


def test_a_long_series_is_sent_in_parts() -> None:
    rows: list[Sequence[Value]] = [(date(2026, 1, 1), Decimal(1), 1, None, False)] * 1200
    parts = list(answer(RequestFactory().get("/"), made(rows), Kind.CSV))
    assert len(parts) == 4
    assert parts[0] == b"date,rate,quant,note,carried_forward\r\n"


def test_a_refusal_is_a_sentence() -> None:
    response = refusal("There is no such day.")
    assert (response.status_code, response.content) == (400, b"There is no such day.\n")


def test_geojson_has_a_point_for_each_row_that_has_coordinates() -> None:
    columns = [
        Column("name", "string", "town"),
        Column("latitude", "decimal", "north"),
        Column("longitude", "decimal", "east"),
    ]
    rows: list[Sequence[Value]] = [
        ("Риддер", Decimal("50.34413"), Decimal("83.51300")),
        ("Сарань", None, None),
    ]
    bank = Origin("Bank", "https://bank.example/", "Name the bank")
    file = SeriesFile("/towns.csv", "", "Towns", "Towns", columns, ["name"], [bank], rows, None, "1")
    answered = answer(RequestFactory().get("/towns.geojson"), file, Kind.GEOJSON)
    assert answered.headers["Content-Type"] == "application/geo+json"
    document = json.loads(body(answered))
    assert document["type"] == "FeatureCollection"
    assert document["about"]["csv"].endswith("/towns.csv")
    first, second = document["features"]
    assert first == {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [83.513, 50.34413]},
        "properties": {"name": "Риддер", "latitude": 50.34413, "longitude": 83.513},
    }
    assert second["geometry"] is None
