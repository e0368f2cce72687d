"""What must not be in the registry, the database itself refuses."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from monotowns.models import Document, Enterprise, Group, Indicator, Measure, Membership, Observation, Region
from tests.monotowns.conftest import document, edition, put, town

pytestmark = pytest.mark.django_db


def refused(do: Callable[[], Any]) -> str:
    """The name of the constraint that refused; deferred ones are asked at once."""
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        do()
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    cause = caught.value.__cause__
    assert cause is not None
    return str(cause.diag.constraint_name)  # type: ignore[attr-defined]


def test_a_town_stands_once_in_an_edition() -> None:
    here, draft = town(), edition()
    put(here, draft, "first")
    assert refused(lambda: put(here, draft, "second")) == "membership_once_in_edition"


def test_a_group_is_of_the_edition_of_the_membership() -> None:
    one, other, here = edition(), edition(), town()
    foreign = other.groups.get(code="first")
    assert (
        refused(lambda: Membership.objects.create(classification=one, town=here, group=foreign))
        == "membership_group_of_its_edition"
    )


def test_two_editions_are_not_in_force_on_one_day() -> None:
    edition(valid_from=date(2020, 1, 1), valid_to=date(2022, 12, 31))
    edition(valid_from=date(2023, 1, 1))
    assert refused(lambda: edition(valid_from=date(2022, 12, 31))) == "classification_one_in_force"


def test_drafts_may_stand_beside_each_other() -> None:
    edition(), edition()


def test_a_draft_is_never_in_force() -> None:
    draft = document("draft")
    assert (
        refused(lambda: edition(document=draft, valid_from=date(2024, 1, 1)))
        == "classification_in_force_by_its_document"
    )


def test_an_adopted_document_cannot_leave_its_edition_without_days() -> None:
    draft = edition()

    def adopt() -> None:
        Document.objects.filter(pk=draft.document_id).update(
            status="adopted", number="1", date=date(2026, 1, 1)
        )

    assert refused(adopt) == "classification_in_force_by_its_document"


def test_the_edition_of_a_repealed_document_has_a_last_day() -> None:
    old = edition(valid_from=date(2020, 1, 1))
    assert (
        refused(lambda: Document.objects.filter(pk=old.document_id).update(status="repealed"))
        == "classification_ends_with_its_document"
    )


def test_what_was_adopted_has_a_number_and_a_date() -> None:
    assert (
        refused(lambda: Document.objects.create(title_ru="Постановление", status="adopted"))
        == "document_adopted_has_number_and_date"
    )


def test_an_edition_does_not_end_before_it_begins() -> None:
    name = refused(lambda: edition(valid_from=date(2020, 1, 2), valid_to=date(2020, 1, 1)))
    assert name == "classification_begins_before_it_ends"


@pytest.mark.parametrize("both", [True, False])
def test_a_measure_is_of_one_town_or_of_one_group(both: bool) -> None:
    group, here = edition().groups.get(code="first"), town()
    owners: dict[str, Any] = {"town": here, "group": group} if both else {}
    assert (
        refused(lambda: Measure.objects.create(kind="offtake", source="s", **owners))
        == "measure_of_town_or_group"
    )


def test_a_measure_has_a_source() -> None:
    here = town()
    assert refused(lambda: Measure.objects.create(kind="offtake", town=here)) == "measure_has_source"


def test_a_draft_only_plans() -> None:
    here, draft = town(), document("draft")
    assert (
        refused(lambda: Measure.objects.create(kind="offtake", town=here, document=draft, stage="done"))
        == "measure_of_a_draft_is_planned"
    )


OBSERVATION = {"date": date(2023, 1, 1), "scope": "city", "kind": "estimate", "source": "БНС", "value": 100}


@pytest.mark.parametrize(
    ("wrong", "name"),
    [
        ({"value": -1}, "observation_not_below_zero"),
        ({"scope": "region"}, "observation_scope_known"),
        ({"kind": "guess"}, "observation_kind_known"),
        ({"source": ""}, "observation_has_source"),
        ({"date": date(1500, 1, 1)}, "observation_date_in_range"),
        ({"date": date(2023, 2, 1), "precision": "year"}, "observation_date_as_precise_as_said"),
        ({"date": date(2023, 2, 3), "precision": "month"}, "observation_date_as_precise_as_said"),
        ({"precision": "week"}, "observation_date_as_precise_as_said"),
    ],
)
def test_a_figure_that_cannot_be(population: Indicator, wrong: dict[str, Any], name: str) -> None:
    here = town()
    values = OBSERVATION | wrong
    assert refused(lambda: Observation.objects.create(town=here, indicator=population, **values)) == name


def test_one_source_says_one_figure_once(population: Indicator) -> None:
    values = OBSERVATION | {"town": town(), "indicator": population}
    Observation.objects.create(**values)
    again = values | {"value": 101}
    assert refused(lambda: Observation.objects.create(**again)) == "observation_once_from_a_source"
    Observation.objects.create(**values | {"scope": "akimat"})


def test_a_balance_may_be_below_zero() -> None:
    balance = Indicator.objects.create(
        code="migration", name_ru="Сальдо", unit_ru="чел.", may_be_negative=True
    )
    made = Observation.objects.create(town=town(), indicator=balance, **OBSERVATION | {"value": -5})
    assert Observation.objects.get(pk=made.pk).value == -5


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"latitude": "50.05"}, "town_coordinates_in_the_country"),
        ({"latitude": "72.95", "longitude": "50.05"}, "town_coordinates_in_the_country"),
        ({"kato": "12345"}, "town_kato_nine_digits"),
    ],
)
def test_a_town_that_cannot_be(fields: dict[str, str], name: str) -> None:
    assert refused(lambda: town(**fields)) == name


def test_a_code_of_kato_is_of_one_town_and_may_be_unknown_for_many() -> None:
    town(), town(), town(kato="352410000")
    assert refused(lambda: town(kato="352410000")) == "town_kato_once"


def test_a_region_has_a_code_of_iso() -> None:
    assert refused(lambda: Region.objects.create(code="35", name_ru="Область")) == "region_code_is_iso"


def test_a_position_in_an_edition_is_taken_once() -> None:
    draft = edition()
    assert (
        refused(lambda: Group.objects.create(classification=draft, code="third", name_ru="3", position=1))
        == "group_position_once_in_edition"
    )


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"name_ru": "", "source": "s"}, "enterprise_has_name_or_industry"),
        ({"name_ru": "Комбинат", "source": ""}, "enterprise_has_source"),
        (
            {"name_ru": "Комбинат", "source": "s", "since": 1990, "until": 1980},
            "enterprise_begins_before_it_ends",
        ),
        ({"name_ru": "Комбинат", "source": "s", "since": 19}, "enterprise_years_in_range"),
        ({"name_ru": "Комбинат", "source": "s", "confidence": "sure"}, "enterprise_confidence_known"),
    ],
)
def test_an_enterprise_that_cannot_be(fields: dict[str, Any], name: str) -> None:
    here = town()
    assert refused(lambda: Enterprise.objects.create(town=here, **fields)) == name
