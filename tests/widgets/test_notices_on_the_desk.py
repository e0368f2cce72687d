"""Notices on the desk: who sees them, in which words, and how they leave."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from selectolax.lexbor import LexborHTMLParser

from tests.articles.admin.conftest import desk_of, member
from widgets.models import City, Currency, Notice
from widgets.notices.desk import pile
from widgets.tasks import prune_notices

NOW = datetime(2026, 1, 31, 9, 5, tzinfo=UTC)
FACTS: dict[str, dict[str, Any]] = {
    "rate_moved": {
        "currency": "USD",
        "date": "2026-01-31",
        "value": "501.02",
        "quant": 1,
        "previous_value": "494.94",
        "previous_quant": 1,
        "previous_date": "2026-01-30",
        "percent": "+1.23",
    },
    "rate_held_back": {
        "currency": "EUR",
        "date": "2026-01-31",
        "reason": "jump",
        "value": "700",
        "quant": 1,
        "previous_value": "597.27",
        "previous_date": "2026-01-30",
    },
    "frost": {
        "city": "ridder",
        "date": "2026-01-31",
        "observed_at": "2026-01-31T02:30:00+00:00",
        "temperature": "-33.4",
        "source": "metno",
    },
    "record": {
        "city": "semey",
        "date": "2026-01-31",
        "which": "lowest",
        "temperature": "-41.0",
        "previous": "-40.5",
        "previous_date": "2025-01-03",
        "days": 731,
    },
}


@pytest.fixture(autouse=True)
def _frozen(reference: None) -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def notice(kind: str, age: timedelta = timedelta(0), key: str = "", **facts: Any) -> Notice:
    return Notice.objects.create(
        kind=kind, key=key or f"{kind}:1", facts=FACTS[kind] | facts, noticed_at=NOW - age
    )


def all_kinds() -> list[Notice]:
    return [notice(kind) for kind in FACTS]


def sentences() -> list[str]:
    return [line.sentence.replace("\N{NO-BREAK SPACE}", " ") for line in pile(NOW).lines][::-1]


def block(client: Client) -> LexborHTMLParser | None:
    page = client.get("/admin/")
    assert page.status_code == 200
    found = LexborHTMLParser(page.content).css_first('[aria-labelledby="desk-notices"]')
    return LexborHTMLParser(found.html or "") if found else None


# Words.


def test_each_kind_is_a_sentence_with_its_figures() -> None:
    all_kinds()
    with translation.override("ru"):
        moved, held, frost, record = sentences()
    for part in ("Доллар США", "+1,23 %", "501,02", "31 января 2026", "494,94", "30 января 2026"):
        assert part in moved
    for part in ("Евро", "700,00", "31 января 2026"):
        assert part in held
    for part in ("в Риддере", "−33,4 °C", "31 января 2026, 07:30", "MET Norway"):
        assert part in frost
    for part in ("в Семее", "−41 °C", "−40,5 °C", "3 января 2025"):
        assert part in record


def test_names_are_in_the_language_of_the_reader() -> None:
    all_kinds()
    with translation.override("kk"):
        moved, _held, frost, _record = sentences()
    assert "АҚШ доллары" in moved
    assert "Риддерде" in frost


def test_what_lacks_a_value_or_a_name_is_told_all_the_same() -> None:
    Notice.objects.create(
        kind="rate_held_back",
        key="1",
        facts={"date": "2026-01-31", "reason": "major_missing", "missing": ["EUR", "RUB"]},
    )
    Notice.objects.create(
        kind="rate_held_back",
        key="2",
        facts={"currency": "USD", "date": "2026-01-31", "reason": "unreadable"},
    )
    notice("frost", city="gone")
    missing, unreadable, frost = sentences()
    assert "EUR, RUB" in missing
    assert "31 января 2026" in unreadable
    assert "gone" in frost


# Who sees what.


@pytest.mark.parametrize(
    ("role", "links"),
    [
        ("correspondent", ["draft/ru", "draft/kk"]),
        ("editor", ["draft/ru", "draft/kk", "suspectrate"]),
        ("chief_editor", ["draft/ru", "draft/kk", "suspectrate"]),
        ("administrator", ["draft/ru", "draft/kk"]),
    ],
)
def test_who_writes_has_a_draft_and_who_decides_the_way_to_held_rates(role: str, links: list[str]) -> None:
    all_kinds()
    found = block(desk_of(member(roles=(role,))))
    assert found is not None
    hrefs = {link.attributes["href"] or "" for link in found.css("a")}
    assert sorted(
        part for part in ("draft/ru", "draft/kk", "suspectrate") if any(part in h for h in hrefs)
    ) == (sorted(links))
    assert len(found.css("form[action$='/dismiss/']")) == 4


@pytest.mark.parametrize("role", ["photo_editor", "registry_curator"])
def test_who_does_not_write_has_no_block_and_may_not_put_away(role: str) -> None:
    told = notice("frost")
    client = desk_of(member(roles=(role,)))
    assert block(client) is None
    assert client.post(f"/admin/widgets/notice/{told.pk}/dismiss/").status_code == 403
    told.refresh_from_db()
    assert told.dismissed_at is None


def test_without_a_notice_there_is_no_block() -> None:
    assert block(desk_of(member(roles=("editor",)))) is None


# How they leave.


def test_put_away_it_leaves_every_desk_under_a_name() -> None:
    told, user = notice("frost"), member(roles=("correspondent",))
    client = desk_of(user)
    answer = client.post(f"/admin/widgets/notice/{told.pk}/dismiss/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/admin/")
    told.refresh_from_db()
    assert (told.dismissed_at, told.dismissed_by) == (NOW, user.username)
    assert block(client) is None
    # Who was second changes nothing.
    other = desk_of(member(roles=("editor",)))
    with time_machine.travel(NOW + timedelta(hours=1), tick=False):
        assert other.post(f"/admin/widgets/notice/{told.pk}/dismiss/").status_code == 302
    told.refresh_from_db()
    assert told.dismissed_by == user.username
    assert user.username in other.get("/admin/widgets/notice/").content.decode()


def test_it_is_put_away_by_a_click_alone() -> None:
    told = notice("frost")
    user = member(roles=("editor",))
    assert desk_of(user).get(f"/admin/widgets/notice/{told.pk}/dismiss/").status_code == 405
    careful = Client(enforce_csrf_checks=True)
    careful.force_login(user)
    assert careful.post(f"/admin/widgets/notice/{told.pk}/dismiss/").status_code == 403
    assert desk_of(user).post("/admin/widgets/notice/999999/dismiss/").status_code == 404
    told.refresh_from_db()
    assert told.dismissed_at is None


def test_an_old_one_leaves_by_itself() -> None:
    notice("frost", age=timedelta(days=3) - timedelta(seconds=1), key="new")
    notice("frost", age=timedelta(days=3), key="old")
    assert len(pile(NOW).lines) == 1


def test_what_has_left_long_ago_is_pruned() -> None:
    notice("frost", age=timedelta(days=89), key="kept")
    notice("frost", age=timedelta(days=91), key="pruned")
    prune_notices(0)
    assert [row.key for row in Notice.objects.all()] == ["kept"]


def test_the_newest_are_shown_and_the_rest_are_one_click_away() -> None:
    for number in range(12):
        notice("frost", age=timedelta(minutes=number), key=f"frost:{number}")
    found = block(desk_of(member(roles=("editor",))))
    assert found is not None
    assert len(found.css(".notice-line")) == 8
    assert found.css_first(".desk-more a") is not None


def test_the_list_of_notices_is_to_look_at() -> None:
    all_kinds()
    client = desk_of(member(roles=("editor",)))
    page = client.get("/admin/widgets/notice/")
    assert page.status_code == 200
    assert "MET Norway" in page.content.decode()
    assert client.get("/admin/widgets/notice/add/").status_code == 403
    assert client.get(f"/admin/widgets/notice/{Notice.objects.latest('pk').pk}/delete/").status_code == 403


def test_one_query_however_many() -> None:
    for number, kind in enumerate(list(FACTS) * 2):
        notice(kind, key=str(number))
    with CaptureQueriesContext(connection) as queries:
        assert len(pile(NOW).lines) == 8
    assert len(queries) == 1


def test_a_hostile_name_stays_text() -> None:
    City.objects.filter(slug="ridder").update(name_in_ru="<script>alert(1)</script>")
    Currency.objects.filter(pk="USD").update(name_ru='"><img src=x>')
    notice("frost")
    notice("rate_moved")
    found = block(desk_of(member(roles=("editor",))))
    assert found is not None
    assert found.css("script, img") == []
