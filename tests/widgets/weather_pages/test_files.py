"""The series of a city as files."""

import csv
import io
import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from tests.widgets.observations import day_of_city, observe

NOON = datetime(2026, 1, 31, 7, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def rows(reference: None) -> None:
    day_of_city("ridder", date(2026, 1, 30), "-22.0", "-11.5", mean="-16.5", observations=47)
    day_of_city("ridder", date(2026, 1, 31), "-19.4", "-9.5", mean="-14.0", observations=2)
    observe("ridder", NOON, "-9.5", code=71, humidity=80, wind_speed="3.5", fetched_at=NOON)
    observe("ridder", NOON + timedelta(minutes=30), "-9.6", fetched_at=NOON + timedelta(minutes=34))
    observe("ridder", NOON, "-9", source="sample")


def body(answer: Any) -> str:
    return b"".join(answer.streaming_content).decode() if answer.streaming else answer.content.decode()


def lines(client: Client, address: str) -> list[list[str]]:
    answer = client.get(address)
    assert answer.status_code == 200
    return list(csv.reader(io.StringIO(body(answer))))


def test_days_are_the_file_without_a_question(client: Client) -> None:
    assert lines(client, "/weather/ridder.csv") == [
        ["date", "low", "high", "mean", "observations"],
        ["2026-01-30", "-22.0", "-11.5", "-16.5", "47"],
        ["2026-01-31", "-19.4", "-9.5", "-14.0", "2"],
    ]


def test_a_period_includes_both_ends(client: Client) -> None:
    found = lines(client, "/weather/ridder.csv?from=2026-01-31&to=2026-01-31")
    assert [row[0] for row in found] == ["date", "2026-01-31"]
    assert len(lines(client, "/weather/ridder.csv?from=2027-01-01")) == 1


def test_single_observations_are_another_step(client: Client) -> None:
    address = "/weather/ridder.csv?step=observation&from=2026-01-31&to=2026-01-31"
    assert lines(client, address) == [
        ["observed_at", "temperature", "humidity", "wind_speed", "code", "source", "fetched_at"],
        ["2026-01-31T07:00:00Z", "-9.5", "80", "3.5", "71", "metno", "2026-01-31T07:00:00Z"],
        ["2026-01-31T07:30:00Z", "-9.6", "", "", "", "metno", "2026-01-31T07:34:00Z"],
    ]


def test_json_has_numbers_sources_and_the_address_of_its_metadata(client: Client) -> None:
    answer = client.get("/weather/ridder.json")
    text = body(answer)
    found = json.loads(text)
    assert found["data"][1] == {
        "date": "2026-01-31",
        "low": -19.4,
        "high": -9.5,
        "mean": -14.0,
        "observations": 2,
    }
    assert found["sources"][0]["url"] == "https://www.met.no/"
    assert found["sources"][0]["licence_url"] == "https://creativecommons.org/licenses/by/4.0/"
    assert found["title"]["en"].endswith("Ridder")
    assert found["title"]["kk"].endswith("Риддер")


def test_metadata_stand_beside_the_file(client: Client) -> None:
    answer = client.get("/weather/ridder.csv-metadata.json")
    assert answer.headers["Content-Type"] == "application/csvm+json"
    found = answer.json()
    assert found["url"].endswith("/weather/ridder.csv")
    units = {column["name"]: column.get("schema:unitText") for column in found["tableSchema"]["columns"]}
    assert units == {"date": None, "low": "°C", "high": "°C", "mean": "°C", "observations": None}
    assert found["tableSchema"]["primaryKey"] == ["date"]
    assert {words["@language"]: words["@value"] for words in found["dc:publisher"]} == {
        "en": "Weather data by MET Norway",
        "ru": "Данные о погоде: MET Norway",
        "kk": "Ауа райы деректері: MET Norway",
    }


def test_a_copy_is_fresh_until_the_series_changes(client: Client) -> None:
    for address in (
        "/weather/ridder.csv",
        "/weather/ridder.csv?step=observation&from=2026-01-31&to=2026-01-31",
    ):
        first = client.get(address)
        assert first.headers["Cache-Control"] == "public, max-age=300"
        assert first.headers["Last-Modified"] == "Sat, 31 Jan 2026 07:34:00 GMT"
        assert client.get(address, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
        observe("ridder", NOON + timedelta(minutes=60), "-9.8", fetched_at=NOON + timedelta(minutes=34))
        day_of_city("ridder", date(2026, 2, 1), "-20", "-10")
        again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
        assert again.status_code == 200
        break


@pytest.mark.parametrize(
    "question",
    [
        "step=hour",
        "step=observation&from=2020-01-01&to=2026-01-01",
        "from=2026-02-31",
        "from=x",
        "from=" + "9" * 30,
        "from=0001-01-01",
        "to=9999-12-31",
        "from=2026-02-01&to=2026-01-01",
    ],
)
@pytest.mark.parametrize("kind", ["csv", "json", "csv-metadata.json"])
def test_a_question_that_cannot_be_answered_is_refused_in_words(
    client: Client, kind: str, question: str
) -> None:
    answer = client.get(f"/weather/ridder.{kind}?{question}")
    assert answer.status_code == 400
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert len(answer.content.decode().strip()) > 20


def test_a_city_without_a_series_has_an_empty_file(client: Client) -> None:
    assert len(lines(client, "/weather/semey.csv")) == 1
    assert client.get("/weather/semey.csv-metadata.json").json()["dc:source"] == []


def test_files_have_no_address_of_their_own_in_kazakh(client: Client) -> None:
    assert client.get("/kk/weather/ridder.csv").status_code == 404
