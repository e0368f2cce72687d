"""Tables of the registry as files: the rows of the page, safe for a spreadsheet, and said what they mean."""

import csv
import json
from datetime import date
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from articles.models import Place
from monotowns.models import Indicator, Measure, Observation, Town
from monotowns.reference import load_registry
from tests import newsroom
from tests.monotowns.conftest import edition, put, town

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def registry(rows_of_the_module: None) -> None:
    newsroom.outlet()
    load_registry()


def body(client: Client, address: str) -> str:
    answer: Any = client.get(address)
    assert answer.status_code == 200, address
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return content.decode()


def rows(client: Client, address: str) -> list[dict[str, str]]:
    return list(csv.DictReader(body(client, address).splitlines()))


def test_all_towns_of_the_edition_with_status_and_source(client: Client) -> None:
    found = rows(client, "/monotowns.csv")
    assert len(found) == 20
    ridder = next(row for row in found if row["town"] == "ridder")
    assert ridder["name_ru"] == "Риддер"
    assert ridder["region"] == "KZ-63"
    assert (ridder["group"], ridder["edition_status"]) == ("medium", "draft")
    assert ridder["population"].isdigit()
    assert ridder["population_date"] and ridder["population_source"]
    assert float(ridder["latitude"]) == pytest.approx(50.34, abs=0.1)


@pytest.mark.parametrize(
    ("query", "towns"),
    [
        ("?group=stagnating", ["altay", "zhitikara", "karazhal", "kurchatov"]),
        ("?group=stagnating&sort=name&order=desc", ["kurchatov", "karazhal", "zhitikara", "altay"]),
        ("?region=KZ-63", ["ridder", "altay"]),
        ("?group=nonsense&region=KZ-63", ["ridder", "altay"]),
    ],
)
def test_the_filters_of_the_page_are_kept(client: Client, query: str, towns: list[str]) -> None:
    assert [row["town"] for row in rows(client, f"/monotowns.csv{query}")] == towns
    features = json.loads(body(client, f"/monotowns.geojson{query}"))["features"]
    assert [feature["properties"]["town"] for feature in features] == towns
    assert {feature["geometry"]["type"] for feature in features} == {"Point"}
    assert [row["town"] for row in json.loads(body(client, f"/monotowns.json{query}"))["data"]] == towns


def test_the_page_leads_to_its_own_choice(client: Client) -> None:
    text = body(client, "/monotowns/?group=stagnating&sort=name")
    assert 'href="/monotowns.csv?group=stagnating&amp;sort=name"' in text
    assert 'href="/monotowns.csv?group=stagnating&amp;sort=name&amp;for=excel"' in text
    assert 'href="/monotowns.geojson?group=stagnating&amp;sort=name"' in text
    assert 'href="/monotowns.csv-metadata.json?group=stagnating&amp;sort=name"' in text


def test_the_metadata_say_what_columns_mean_and_how_to_cite(client: Client) -> None:
    about = json.loads(body(client, "/monotowns.csv-metadata.json"))
    columns = {column["name"]: column for column in about["tableSchema"]["columns"]}
    assert list(columns) == list(rows(client, "/monotowns.csv")[0])
    assert columns["population"]["schema:unitText"] == "people"
    assert about["tableSchema"]["primaryKey"] == ["town"]
    assert {"@id": "https://creativecommons.org/licenses/by/4.0/"} in about["dc:license"]
    assert about["dc:bibliographicCitation"].endswith("/monotowns.csv")


def test_figures_of_a_town_with_areas_and_sources(client: Client) -> None:
    found = rows(client, "/monotowns/ridder.csv")
    assert len(found) == Observation.objects.filter(town__place__slug="ridder").count() > 1
    assert {row["area"] for row in found} <= {"city", "akimat", "unclear"}
    assert all(row["value"].isdigit() and row["source"] for row in found)
    assert client.get("/monotowns/ridder.geojson").status_code == 404
    assert 'href="/monotowns/ridder.csv"' in body(client, "/monotowns/ridder/")


def test_a_fraction_and_a_year_are_as_they_were_given(client: Client) -> None:
    made = town("somewhere")
    births = Indicator.objects.create(code="births", name_ru="Рождаемость", unit_ru="на 1000")
    Observation.objects.create(
        town=made,
        indicator=births,
        value="17.25",
        date=date(1999, 1, 1),
        precision="year",
        scope="city",
        kind="census",
        source="=1+1",
    )
    (row,) = rows(client, "/monotowns/somewhere.csv")
    assert (row["value"], row["date"], row["source"]) == ("17.25", "1999", "'=1+1")


def test_members_of_an_edition(client: Client) -> None:
    old = edition("of-2000", valid_from=date(2000, 1, 1), valid_to=date(2001, 1, 1))
    put(Town.objects.get(place__slug="ridder"), old, "first")
    (row,) = rows(client, "/monotowns/editions/of-2000.csv")
    assert (row["town"], row["group"], row["edition"]) == ("ridder", "first", "of-2000")
    assert [row["town"] for row in rows(client, "/monotowns.csv?on=2000-06-01")] == ["ridder"]
    assert 'href="/monotowns/editions/of-2000.csv"' in body(client, "/monotowns/editions/of-2000/")


@pytest.mark.parametrize(
    ("address", "page", "towns"),
    [
        ("/monotowns/regions/kz-63.csv", "/monotowns/regions/kz-63/", ["ridder", "altay"]),
        (
            "/monotowns/editions/draft-diversification/groups/stagnating.csv",
            "/monotowns/editions/draft-diversification/groups/stagnating/",
            ["zhitikara", "karazhal", "altay", "kurchatov"],
        ),
        (
            "/monotowns/compare.csv?town=ridder&town=abay",
            "/monotowns/compare/?town=ridder&town=nowhere&town=abay&town=ridder",
            ["ridder", "abay"],
        ),
    ],
)
def test_tables_of_a_part_have_their_files(client: Client, address: str, page: str, towns: list[str]) -> None:
    assert [row["town"] for row in rows(client, address)] == towns
    text = body(client, page)
    for extension in (".csv", ".json", ".geojson", ".csv-metadata.json"):
        linked = address.replace(".csv", extension, 1)
        assert f'href="{linked.replace("&", "&amp;")}"' in text
        assert client.get(linked).status_code == 200
    points = json.loads(body(client, address.replace(".csv", ".geojson", 1)))["features"]
    assert [feature["properties"]["town"] for feature in points] == towns


def test_measures_of_one_kind_with_their_sources(client: Client) -> None:
    here = Town.objects.get(place__slug="ridder")
    Measure.objects.create(kind="other", stage="done", town=here, description_ru="=1+1", source="Акимат")
    (row,) = rows(client, "/monotowns/measures/other.csv")
    assert (row["town"], row["stage"]) == ("ridder", "done")
    assert (row["description_ru"], row["source"], row["document_status"]) == ("'=1+1", "Акимат", "")
    zones = rows(client, "/monotowns/measures/industrial-zone.csv")
    assert {row["document_status"] for row in zones} == {"draft"} and len(zones) == 4
    assert 'href="/monotowns/measures/industrial-zone.csv"' in body(
        client, "/monotowns/measures/industrial-zone/"
    )
    about = json.loads(body(client, "/monotowns/measures/other.csv-metadata.json"))
    assert [column["name"] for column in about["tableSchema"]["columns"]] == list(row)


def test_a_name_that_is_a_formula_stays_a_text(client: Client) -> None:
    Place.objects.filter(slug="ridder").update(name_ru="=HYPERLINK(1)")
    ridder = next(row for row in rows(client, "/monotowns.csv") if row["town"] == "ridder")
    assert ridder["name_ru"] == "'=HYPERLINK(1)"


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/monotowns.csv?on=yesterday", 400),
        ("/monotowns.csv?on=1990-01-01", 404),
        ("/monotowns/nowhere.csv", 404),
        ("/monotowns/saran.csv", 404),
        ("/monotowns/editions/nothing.json", 404),
        ("/monotowns/regions/kz-99.csv", 404),
        ("/monotowns/regions/kz-62.geojson", 200),
        ("/monotowns/measures/industrial_zone.csv", 404),
        ("/monotowns/measures/industrial-zone.geojson", 404),
        ("/monotowns/editions/draft-diversification/groups/none.csv", 404),
        ("/monotowns/compare.csv", 404),
        ("/monotowns/compare.csv?town=%F0%9F%92%A9&town=nowhere", 404),
        ("/monotowns.csv?group=%F0%9F%92%A9&region=" + "9" * 30, 200),
    ],
)
def test_what_is_not_there(client: Client, address: str, status: int) -> None:
    assert client.get(address).status_code == status


@pytest.mark.parametrize(
    "address",
    [
        "/monotowns/",
        "/monotowns/ridder/",
        "/kk/monotowns/ridder/",
        "/monotowns/regions/kz-63/",
        "/monotowns/measures/industrial-zone/",
    ],
)
def test_pages_declare_a_dataset(client: Client, address: str) -> None:
    documents = client.get(address).context["meta"].documents
    (found,) = [document for document in documents if document["@type"] == "Dataset"]
    types = [file["encodingFormat"] for file in found["distribution"]]
    assert types[:2] == ["text/csv", "application/json"]
    assert found["citation"] and found["creator"]


def test_files_ask_little(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    body(client, "/monotowns.csv")
    with django_assert_num_queries(4):
        body(client, "/monotowns.csv")
    with django_assert_num_queries(2):
        body(client, "/monotowns/ridder.csv")
