"""Groups, regions and kinds of measures have pages of their own, and the sitemap knows all of them."""

import re
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from monotowns.reference import load_registry
from tests import newsroom
from tests.monotowns.conftest import region, town

pytestmark = pytest.mark.django_db

GROUP = "/monotowns/editions/draft-diversification/groups/stagnating/"
PAGES = [GROUP, "/monotowns/regions/kz-63/", "/monotowns/measures/industrial-zone/"]


@pytest.fixture(scope="module", autouse=True)
def registry(rows_of_the_module: None) -> None:
    newsroom.outlet()
    load_registry()


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return re.sub(r"\s+", " ", answer.content.decode())


def rows(text: str) -> list[str]:
    return re.findall(r'<th scope="row"><a href="[^"]+">([^<]+)</a>', text)


def test_a_group_has_its_towns_its_status_and_its_measures(client: Client) -> None:
    text = text_of(client, GROUP)
    assert sorted(rows(text)) == ["Алтай", "Житикара", "Каражал", "Курчатов"]
    assert "проект, не принят" in text
    assert '<a href="/monotowns/measures/status/">' in text


def test_a_region_has_its_towns_also_those_outside_of_the_edition(client: Client) -> None:
    town("saran", region=region("KZ-63"))
    text = text_of(client, "/monotowns/regions/kz-63/")
    assert sorted(rows(text)) == ["Алтай", "Риддер"]
    assert '<a href="/monotowns/saran/">' in text.partition('id="others-title"')[2]


def test_a_kind_of_measure_names_its_towns_and_the_draft(client: Client) -> None:
    text = text_of(client, "/monotowns/measures/industrial-zone/")
    towns = re.findall(r'<strong><a href="/monotowns/([a-z]+)/">', text)
    assert towns == ["balkhash", "kulsary", "satpaev", "khromtau"]
    assert text.count("проект, не принят") == 4
    group = text_of(client, "/monotowns/measures/infrastructure/")
    assert '<a href="/monotowns/editions/draft-diversification/groups/medium/">' in group


@pytest.mark.parametrize(
    "address",
    [
        "/monotowns/editions/draft-diversification/groups/nothing/",
        "/monotowns/editions/nothing/groups/stagnating/",
        "/monotowns/regions/kz-99/",
        "/monotowns/regions/nowhere/",
        "/monotowns/measures/exploration/",
        "/monotowns/measures/nonsense/",
        "/monotowns/measures/industrial_zone/",
    ],
)
def test_what_is_not_there(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_pages_lead_to_them(client: Client) -> None:
    overview, ridder = text_of(client, "/monotowns/"), text_of(client, "/monotowns/ridder/")
    assert f'href="{GROUP}"' in overview
    assert f'href="{GROUP}"' in text_of(client, "/monotowns/editions/draft-diversification/")
    assert 'href="/monotowns/regions/kz-63/"' in ridder
    assert 'href="/monotowns/measures/infrastructure/"' in ridder


@pytest.mark.parametrize("address", PAGES)
def test_they_are_in_both_languages_and_ask_little(client: Client, address: str) -> None:
    text_of(client, f"/kk{address}")
    with CaptureQueriesContext(connection) as captured:
        text = text_of(client, address)
    assert len(captured) <= 9
    assert " style=" not in text


def test_the_sitemap_has_every_page_in_both_languages(client: Client) -> None:
    assert "/sitemap-registry.xml" in client.get("/sitemap.xml").content.decode()
    tree = ElementTree.fromstring(client.get("/sitemap-registry.xml").content)
    paths = [
        re.sub(r"^https?://[^/]+", "", node.text or "") for node in tree.iter() if node.tag.endswith("}loc")
    ]
    assert len(paths) == len(set(paths))
    wanted = ["/monotowns/", "/monotowns/ridder/", "/monotowns/editions/draft-diversification/", *PAGES]
    for path in wanted:
        assert path in paths and f"/kk{path}" in paths
    for path in paths:
        assert client.get(path).status_code == 200, path
