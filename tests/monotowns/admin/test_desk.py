"""The curator's desk: every change with its reason, imports in two steps, exports that nothing runs."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from articles.models import User
from monotowns.models import (
    Classification,
    Document,
    Enterprise,
    Group,
    Indicator,
    Membership,
    Observation,
    Town,
)
from monotowns.reference import load_registry
from tests.articles.admin.conftest import desk_of, member
from tests.monotowns.conftest import document, edition, put, region, town
from tests.monotowns.importing.test_import import TOWNS

pytestmark = pytest.mark.django_db
MODELS = [
    "region",
    "town",
    "industry",
    "enterprise",
    "document",
    "classification",
    "group",
    "membership",
    "measure",
    "indicator",
    "observation",
]


@pytest.fixture
def curator(db: None) -> User:
    return member(roles=("registry_curator",))


@pytest.fixture
def desk(curator: User) -> Client:
    return desk_of(curator)


def page(name: str, *args: Any) -> str:
    return reverse(f"admin:monotowns_{name}", args=args)


def inline(prefix: str, *rows: dict[str, Any], initial: int = 0) -> dict[str, Any]:
    counts = {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": initial}
    return counts | {
        f"{prefix}-{i}-{name}": value for i, row in enumerate(rows) for name, value in row.items()
    }


@pytest.mark.parametrize("model", MODELS)
def test_every_page_of_the_desk_opens_under_a_strict_policy(desk: Client, model: str) -> None:
    load_registry()
    row: Any = {
        "town": Town,
        "classification": Classification,
        "document": Document,
        "enterprise": Enterprise,
        "group": Group,
        "membership": Membership,
        "observation": Observation,
    }.get(model, Indicator)._default_manager.first()
    addresses = [page(f"{model}_changelist"), page(f"{model}_add")]
    if model in {
        "town",
        "classification",
        "document",
        "enterprise",
        "group",
        "membership",
        "observation",
        "indicator",
    }:
        addresses += [page(f"{model}_{view}", row.pk) for view in ("change", "history", "delete")]
        addresses.append(page(f"{model}_simple_history", row.pk, row.history.first().pk))
    for address in addresses:
        answer = desk.get(address)
        assert answer.status_code == 200, address
        text = answer.content.decode()
        assert " style=" not in text and "onclick" not in text and "onchange" not in text, address


@pytest.mark.parametrize("role", ["correspondent", "chief_editor", "administrator"])
def test_others_look_and_change_nothing(role: str) -> None:
    here = town("abay")
    desk = desk_of(member(roles=(role,)))
    assert desk.get(page("town_change", here.pk)).status_code == 200
    assert desk.post(page("town_change", here.pk), {"kato": "111111111"}).status_code == 403
    assert desk.get(page("town_add")).status_code == 403
    assert desk.get(page("town_import")).status_code == 403
    assert desk.post(page("town_process_import")).status_code == 403


def values(here: Town, **fields: Any) -> dict[str, Any]:
    return {"place": here.place_id, "region": here.region_id, **inline("enterprises"), **fields}


def test_a_change_says_who_and_why(desk: Client, curator: User) -> None:
    here = town("abay")
    answer = desk.post(
        page("town_change", here.pk), values(here, kato="353220100", change_reason="КАТО, приказ 1")
    )
    assert answer.status_code == 302
    row = here.history.first()
    assert (row.kato, row.history_user, row.history_change_reason) == ("353220100", curator, "КАТО, приказ 1")


def test_without_a_reason_nothing_is_saved_and_what_was_typed_stays(desk: Client) -> None:
    here = town("abay")
    answer = desk.post(page("town_change", here.pk), values(here, kato="353220100"))
    assert "353220100" in answer.content.decode()
    here.refresh_from_db()
    assert here.kato == ""


def test_rows_saved_along_have_the_same_who_and_why(desk: Client, curator: User) -> None:
    here = town("abay")
    row = {"name_ru": "Шахта «Абайская»", "source": "genpen.ru", "confidence": "medium"}
    answer = desk.post(
        page("town_change", here.pk), values(here, change_reason="Статья", **inline("enterprises", row))
    )
    assert answer.status_code == 302
    made = Enterprise.objects.get().history.get()
    assert (made.history_user, made.history_change_reason) == (curator, "Статья")


def test_a_deletion_has_a_reason(desk: Client, curator: User) -> None:
    here = town("abay")
    assert "Напишите почему" in desk.post(page("town_delete", here.pk), {"post": "yes"}).content.decode()
    assert Town.objects.count() == 1
    desk.post(page("town_delete", here.pk), {"post": "yes", "change_reason": "Заведён дважды"})
    assert Town.objects.count() == 0
    row = Town.history.first()
    assert (row.history_type, row.history_user, row.history_change_reason) == ("-", curator, "Заведён дважды")


def test_a_document_is_adopted_together_with_the_days_of_its_edition(desk: Client) -> None:
    draft = edition("draft")
    here = page("document_change", draft.document_id)
    row = {"id": draft.pk, "document": draft.document_id, "slug": "draft", "name_ru": "Три группы"}
    adopted = {
        "title_ru": "Постановление",
        "status": "adopted",
        "number": "7",
        "date": "2026-03-01",
        "change_reason": "Подписано",
    }
    answer = desk.post(here, adopted | inline("classifications", row, initial=1))
    assert answer.status_code == 200
    assert Document.objects.get().is_draft
    answer = desk.post(
        here, adopted | inline("classifications", row | {"valid_from": "2026-03-10"}, initial=1)
    )
    assert answer.status_code == 302, answer.context["errors"]
    assert Classification.objects.get().valid_from == date(2026, 3, 10)


def test_a_draft_gets_no_days(desk: Client) -> None:
    draft = edition("draft")
    answer = desk.post(
        page("classification_change", draft.pk),
        {
            "slug": "draft",
            "name_ru": "Проект",
            "document": draft.document_id,
            "valid_from": "2026-01-01",
            "change_reason": "x",
            **inline("groups"),
        },
    )
    assert answer.status_code == 200
    assert "valid_from" in answer.context["adminform"].form.errors


def test_days_that_another_edition_has_are_refused_in_words(desk: Client) -> None:
    edition("old", valid_from=date(2020, 1, 1))
    answer = desk.post(
        page("classification_add"),
        {
            "slug": "new",
            "name_ru": "Новая",
            "document": document("adopted").pk,
            "valid_from": "2026-01-01",
            "change_reason": "x",
            **inline("groups"),
        },
    )
    assert answer.status_code == 200
    assert Classification.objects.count() == 1


def test_a_town_is_put_into_a_group_and_its_edition_follows(desk: Client) -> None:
    draft, here = edition("draft"), town("abay")
    first, second = draft.groups.all()
    desk.post(page("membership_add"), {"town": here.pk, "group": first.pk, "change_reason": "Проект"})
    assert Membership.objects.get().classification == draft
    again = desk.post(
        page("membership_add"), {"town": here.pk, "group": second.pk, "change_reason": "Проект"}
    )
    assert again.status_code == 200
    assert Membership.objects.count() == 1


@pytest.mark.parametrize("value", ["-5", "1" * 30, "NaN", "x\x00"])
def test_a_figure_that_cannot_be_is_refused_in_words(desk: Client, population: Indicator, value: str) -> None:
    figure = {
        "town": town().pk,
        "indicator": population.pk,
        "value": value,
        "date": "2023-01-01",
        "precision": "day",
        "scope": "city",
        "kind": "census",
        "source": "БНС",
        "change_reason": "x",
    }
    assert desk.post(page("observation_add"), figure).status_code in {200, 400}
    assert not Observation.objects.exists()


def upload(text: str | bytes, name: str = "towns.csv", **fields: str) -> dict[str, Any]:
    content = text.encode() if isinstance(text, str) else text
    return {"import_file": SimpleUploadedFile(name, content, "text/csv"), "edition": "", **fields}


@pytest.fixture
def draft(population: Indicator) -> Classification:
    load_registry()
    return edition("draft-2025")


def hidden(answer: Any) -> dict[str, Any]:
    form = answer.context["confirm"]
    return {field.html_name: field.value() for field in form.hidden_fields()}


NEW = (
    TOWNS.replace("temirtau,Темиртау,Теміртау", "saran,Сарань,Саран")
    .replace("352410000", "352200000")
    .replace("kulsary,Кульсары,Құлсары", "tekeli,Текели,Текелі")
)


def test_an_import_shows_what_would_change_and_writes_it_once_confirmed(
    desk: Client, draft: Classification, curator: User
) -> None:
    answer = desk.post(page("town_import"), upload(NEW, edition="draft-2025"))
    assert "+ Сарань" in answer.content.decode()
    assert Town.objects.count() == 20
    refused = desk.post(page("town_process_import"), hidden(answer))
    assert refused.context["confirm"].errors.keys() == {"change_reason"}
    assert Town.objects.count() == 20
    answer = desk.post(page("town_process_import"), hidden(answer) | {"change_reason": "Прежний перечень"})
    assert answer.status_code == 302
    assert Town.objects.count() == 22
    row = Town.history.get(place__slug="saran")
    assert (row.history_user, row.history_change_reason) == (curator, "Прежний перечень")


def test_a_malformed_file_is_refused_with_its_row_and_column(desk: Client, draft: Classification) -> None:
    answer = desk.post(page("town_import"), upload(NEW.replace("66580", "-1"), edition="draft-2025"))
    (problem,) = answer.context["problems"]
    assert (problem.file, problem.row, problem.column) == ("towns.csv", 3, "population")
    assert "confirm" not in answer.context
    for wrong in (NEW.encode("cp1251", "replace"), NEW.encode("utf-16"), b"\x00", b"", NEW + "=1+1\n"):
        answer = desk.post(page("town_import"), upload(wrong))
        assert answer.status_code == 200
        assert Town.objects.count() == 20


def test_a_file_above_the_limit_is_refused(
    desk: Client, draft: Classification, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("monotowns.importing.reading.MAX_BYTES", 100)
    answer = desk.post(page("town_import"), upload(NEW))
    assert [problem.row for problem in answer.context["problems"]] == [0]


def test_what_was_edited_meanwhile_is_shown_anew(desk: Client, draft: Classification) -> None:
    answer = desk.post(page("town_import"), upload(NEW, edition="draft-2025"))
    region("KZ-99")
    put(town("saran", region=region("KZ-35")), draft, "second")
    Town.objects.filter(place__slug="saran").update(kato="352200000")
    Town.objects.get(place__slug="saran").place.__class__.objects.filter(slug="saran").update(
        name_ru="Сарань"
    )
    again = desk.post(page("town_process_import"), hidden(answer) | {"change_reason": "x"})
    assert again.status_code == 200
    assert Town.objects.count() == 21
    done = desk.post(page("town_process_import"), hidden(again) | {"change_reason": "x"})
    assert done.status_code == 302
    assert Town.objects.count() == 22


@pytest.mark.parametrize("kept", ["", "0" * 32, "../../etc/passwd", "x\x00"])
def test_a_file_that_is_no_longer_kept(desk: Client, draft: Classification, kept: str) -> None:
    fields = {"kept": kept, "file_name": "f", "seen": "0" * 64, "change_reason": "x"}
    assert desk.post(page("town_process_import"), fields).status_code in {302, 400}
    assert desk.get(page("town_process_import")).status_code == 302


TABLES = ["town", "enterprise", "membership", "observation"]


@pytest.mark.parametrize("model", TABLES)
def test_an_export_comes_back_as_it_is(desk: Client, model: str) -> None:
    load_registry()
    answer = desk.get(page(f"{model}_export"))
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.content.startswith(b"\xef\xbb\xbfslug,")
    back = desk.post(page("town_import"), upload(answer.content, f"{model}.csv"))
    assert back.context["problems"] == []
    assert back.context["is_same"]


def test_an_export_is_safe_to_open_in_a_spreadsheet(desk: Client) -> None:
    here = town("abay")
    for name in ("=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(1)", "\t=1"):
        Enterprise.objects.create(town=here, name_ru=name, source="-5")
    text = desk.get(page("enterprise_export")).content.decode("utf-8-sig")
    cells = [cell.strip('"') for cell in text.replace("\n", ",").split(",")]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@", "\t", "-2"))]
    assert "'=cmd" in text and "'@SUM" in text and "'-2+3" in text
    assert ",-5," in text


def test_an_export_keeps_the_filters_of_the_list(desk: Client) -> None:
    load_registry()
    text = desk.get(page("enterprise_export"), {"confidence__exact": "low"}).content.decode("utf-8-sig")
    assert [line.split(",")[0] for line in text.splitlines()] == ["slug", "kulsary"]
