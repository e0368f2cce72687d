"""Chosen towns side by side, with nothing but an address and a form."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from monotowns.models import Observation
from monotowns.reference import load_registry
from tests import newsroom

pytestmark = pytest.mark.django_db


def text_of(client: Client, query: str = "") -> str:
    newsroom.outlet()
    answer = client.get(f"/monotowns/compare/{query}")
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def columns(text: str) -> list[str]:
    return re.findall(r'<th scope="col"><a href="/monotowns/([a-z]+)/">', text)


def test_towns_stand_in_the_order_of_the_address(client: Client) -> None:
    load_registry()
    text = text_of(client, "?town=ridder&town=altay&town=ridder")
    assert columns(text) == ["ridder", "altay"]
    assert "<td>Города со средним потенциалом развития</td><td>Стагнирующие города</td>" in text
    assert "проект, не принят" in text
    assert re.findall(r'value="([a-z]+)" checked', text) == ["altay", "ridder"]
    assert '<meta name="robots" content="noindex, follow">' in text


def test_what_is_not_confirmed_is_said_so(client: Client) -> None:
    load_registry()
    Observation.objects.filter(town__place__slug="ridder").delete()
    row = text_of(client, "?town=ridder").partition(">Население</th>")[2].partition("</tr>")[0]
    assert row == '<td><span class="muted">не подтверждено</span></td>'


def test_without_a_choice_there_is_the_form(client: Client) -> None:
    load_registry()
    text = text_of(client)
    assert columns(text) == []
    assert text.count('type="checkbox"') == 20
    assert 'href="/monotowns/compare/"' in client.get("/monotowns/").content.decode()


def test_nonsense_is_passed_over_and_many_are_cut(client: Client) -> None:
    load_registry()
    seven = "&".join(
        f"town={slug}" for slug in ("aksu", "abay", "altay", "kentau", "ridder", "rudny", "khromtau")
    )
    text = text_of(client, f"?town=saran&town={'9' * 30}&town=%3Cb%3E&{seven}")
    assert columns(text) == ["aksu", "abay", "altay", "kentau", "ridder", "rudny"]
    assert "Показаны только первые 6 городов" in text


def test_an_empty_registry_says_so(client: Client) -> None:
    assert "В реестре пока нет ни одной редакции классификации" in text_of(client, "?town=ridder")


def test_it_asks_little_in_either_language(client: Client) -> None:
    load_registry()
    newsroom.outlet()
    assert client.get("/kk/monotowns/compare/?town=ridder").status_code == 200
    with CaptureQueriesContext(connection) as captured:
        client.get("/monotowns/compare/?town=ridder&town=altay")
    assert len(captured) <= 8
