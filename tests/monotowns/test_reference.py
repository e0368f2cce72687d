"""The facts that the registry begins with, and that they stay with whoever edits them."""

import pytest

from articles.models import Place
from monotowns.models import (
    Classification,
    Document,
    Enterprise,
    Group,
    Measure,
    Membership,
    Observation,
    Region,
    Town,
)
from monotowns.reference import load_registry
from tests import newsroom

pytestmark = pytest.mark.django_db


def counts() -> list[int]:
    models = (Region, Place, Town, Enterprise, Membership, Observation, Classification, Document, Measure)
    return [model._default_manager.count() for model in models]


def test_twenty_towns_in_three_groups_of_a_draft() -> None:
    load_registry()
    draft = Classification.objects.get()
    assert (draft.document.status, draft.valid_from, draft.document.number) == ("draft", None, "")
    assert [(group.name, group.memberships.count()) for group in draft.groups.all()] == [
        ("Города на пути к диверсификации", 6),
        ("Города со средним потенциалом развития", 10),
        ("Стагнирующие города", 4),
    ]
    assert Town.objects.count() == 20
    assert Observation.objects.count() == 123


def test_what_is_not_confirmed_is_blank() -> None:
    load_registry()
    assert Town.objects.filter(kato="").count() == 7
    assert Enterprise.objects.get(town__place__slug="kulsary").name == ""


def test_measures_of_a_draft_are_planned() -> None:
    load_registry()
    zones = Measure.objects.filter(kind="industrial_zone")
    assert sorted(zones.values_list("town__place__slug", flat=True)) == [
        "balkhash",
        "khromtau",
        "kulsary",
        "satpaev",
    ]
    assert set(Measure.objects.values_list("stage", flat=True)) == {"planned"}


def test_a_town_of_the_weather_list_alone_is_no_monotown() -> None:
    load_registry()
    assert not Town.objects.filter(place__slug="saran").exists()


def test_loading_again_changes_nothing() -> None:
    load_registry()
    before = counts()
    load_registry()
    assert counts() == before == [12, 20, 20, 20, 20, 123, 1, 1, 6]


def test_what_a_curator_has_changed_stays() -> None:
    load_registry()
    Town.objects.filter(place__slug="abay").update(kato="")
    Enterprise.objects.get(town__place__slug="abay").delete()
    Observation.objects.filter(town__place__slug="abay").delete()
    Membership.objects.get(town__place__slug="abay").delete()
    Place.objects.filter(slug="abay").update(name_ru="Абай-город")
    Group.objects.filter(code="medium").update(name_ru="Вторая группа")
    before = counts()
    load_registry()
    assert counts() == before
    assert Town.objects.get(place__slug="abay").kato == ""


def test_what_a_curator_has_deleted_does_not_come_back() -> None:
    load_registry()
    Membership.objects.all().delete()
    Measure.objects.all().delete()
    Town.objects.get(place__slug="abay").delete()
    Classification.objects.get().delete()
    load_registry()
    assert Town.objects.count() == 19
    assert not Classification.objects.exists()


def test_the_document_names_the_story_it_was_reported_in() -> None:
    newsroom.outlet()
    story = newsroom.story("Группы", slug="stagniruyushchie-goroda-klassifikatsiya")
    load_registry()
    assert Document.objects.get().story == story
