"""Which edition is shown, what was in force on a day, and what changes between two."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from monotowns.registry import editions
from monotowns.registry.difference import difference
from monotowns.registry.sorting import by_name
from tests.monotowns.conftest import edition, put, town

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


def test_the_edition_in_force_is_shown_before_a_draft() -> None:
    edition("draft")
    assert getattr(editions.shelf().shown(TODAY), "slug", "") == "draft"
    edition("law", valid_from=date(2026, 1, 1))
    assert getattr(editions.shelf().shown(TODAY), "slug", "") == "law"
    assert getattr(editions.shelf().shown(date(2025, 12, 31)), "slug", "") == "draft"


def test_of_two_drafts_the_newer_one() -> None:
    edition("older"), edition("newer")
    assert getattr(editions.shelf().shown(TODAY), "slug", "") == "newer"


def test_an_empty_registry_shows_nothing() -> None:
    assert editions.shelf().shown(TODAY) is None
    assert editions.default_slug() == ""


@pytest.mark.parametrize(
    ("day", "slug"),
    [
        (date(2011, 12, 31), None),
        (date(2012, 1, 1), "first"),
        (date(2019, 12, 31), "first"),
        (date(2020, 1, 1), "second"),
        (TODAY, "second"),
    ],
)
def test_as_of_a_day(day: date, slug: str | None) -> None:
    edition("first", valid_from=date(2012, 1, 1), valid_to=date(2019, 12, 31))
    edition("second", valid_from=date(2020, 1, 1))
    edition("draft")
    assert getattr(editions.shelf().in_force(day), "slug", None) == slug


def test_the_edition_before() -> None:
    first = edition("first", valid_from=date(2012, 1, 1), valid_to=date(2019, 12, 31))
    second = edition("second", valid_from=date(2020, 1, 1))
    draft = edition("draft")
    shelf = editions.shelf()
    assert [shelf.before(one) for one in (draft, second, first)] == [second, first, None]


def test_who_joined_left_and_moved() -> None:
    old, new = edition("old", valid_from=date(2012, 1, 1)), edition("new")
    saran, altay, abay, aksu = town("saran"), town("altay"), town("abay"), town("aksu")
    put(saran, old, "first"), put(altay, old, "first"), put(abay, old, "second")
    put(aksu, new, "first"), put(altay, new, "second"), put(abay, new, "second")
    with CaptureQueriesContext(connection) as captured:
        found = difference(old, new)
    assert len(captured) == 1
    assert [step.place.slug for step in found.joined] == ["aksu"]
    assert [step.place.slug for step in found.left] == ["saran"]
    assert [(step.place.slug, step.before.code, step.after.code) for step in found.moved] == [  # type: ignore[union-attr]
        ("altay", "first", "second")
    ]
    assert [step.place.slug for step in found.stayed] == ["abay"]


def test_names_stand_in_the_order_of_the_kazakh_alphabet() -> None:
    names = ["Қаражал", "Кентау", "Ақсу", "Аксай", "Жітіқара", "Жаңаөзен", "Құлсары", "Рудный"]
    assert sorted(names, key=by_name) == [
        "Аксай", "Ақсу", "Жаңаөзен", "Жітіқара", "Кентау", "Қаражал", "Құлсары", "Рудный",
    ]  # fmt: skip
