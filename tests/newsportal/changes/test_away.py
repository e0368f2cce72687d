"""A phone that was away: a day costs few requests, a month is caught up with, and more begins anew."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from articles.models import Article, Correction, Pin, Rubric
from newsportal.changes.moments import Position
from tests import newsroom
from tests.newsportal.changes.phone import Phone, fresh

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def section() -> Rubric:
    newsroom.outlet()
    return newsroom.rubric("nature")


def stories(section: Rubric, count: int) -> list[int]:
    made = Article.objects.bulk_create(
        Article(
            headline=f"История {number}",
            slug=f"istoriya-{number}",
            rubric=section,
            publication="published",
            published_at=timezone.now() - timedelta(days=90, minutes=number),
        )
        for number in range(count)
    )
    return [story.pk for story in made]


def begun(language: str = "") -> Phone:
    phone = Phone(language)
    phone.begin()
    phone.requests = 0
    return phone


def was_away(phone: Phone, term: timedelta) -> None:
    """The cursor is so old as if it had been given so long ago; the changes came after it."""
    position = Position.read(phone.cursor)
    phone.cursor = replace(position, since=replace(position.since, at=position.since.at - term)).write()


def a_days_work(section: Rubric, ids: list[int]) -> int:
    """150 changed stories, as many ways as there are."""
    now = timezone.now()
    changed = Article.objects.filter(pk__in=ids[:80])
    for pk in changed.values_list("pk", flat=True):
        Article.objects.filter(pk=pk).update(headline=f"Иначе {pk}", updated_at=now)
    Article.objects.filter(pk__in=ids[80:95]).update(
        publication="withdrawn", withdrawn_at=now, withdrawal_reason="Ошибка"
    )
    Article.objects.filter(pk__in=ids[95:100]).update(embargo_until=now + timedelta(days=1))
    Article.objects.filter(pk__in=ids[100:105]).update(language="kk")
    Article.objects.filter(pk__in=ids[105:110]).delete()
    for pk in ids[110:115]:
        Correction.objects.create(article_id=pk, kind="correction", text="Верно 21.", published_at=now)
    stories(section, 35)
    newsroom.rubric()
    Pin.objects.create(slot="breaking", text_ru="Паводок", starts_at=now, ends_at=now + timedelta(hours=1))
    return 150


@pytest.mark.parametrize("language", ["", "ru", "kk"])
def test_a_day_away_costs_at_most_three_requests(
    section: Rubric, language: str, record_property: Callable[[str, object], None]
) -> None:
    ids = stories(section, 200)
    phone = begun(language)
    assert a_days_work(section, ids) == 150
    was_away(phone, timedelta(hours=24))
    phone.sync()
    record_property("requests after 24 hours and 150 changed stories", phone.requests)
    assert phone.requests <= 3
    server = fresh(language)
    assert (phone.stories, phone.wholes) == (server.stories, server.wholes)


def test_a_month_away_is_caught_up_with(section: Rubric, is_long: bool) -> None:
    ids = stories(section, 300)
    phones = [begun(language) for language in ("", "ru", "kk")]
    for _day in range(30 if is_long else 5):
        a_days_work(section, list(Article.objects.order_by("?").values_list("pk", flat=True)[:200]))
    Article.objects.filter(pk__in=ids[150:160]).update(expires_at=timezone.now() + timedelta(milliseconds=1))
    for phone in phones:
        was_away(phone, timedelta(days=31))
        phone.sync()
        server = fresh(phone.language)
        assert (phone.stories, phone.wholes) == (server.stories, server.wholes)


@pytest.mark.parametrize(("days", "expires"), [(59, False), (61, True)])
def test_after_sixty_days_it_begins_anew(section: Rubric, days: int, expires: bool) -> None:
    stories(section, 3)
    phone = begun()
    Article.objects.filter(pk__in=Article.objects.values("pk")[:1]).delete()
    was_away(phone, timedelta(days=days))
    answer = phone.client.get(f"/api/v1/changes/?cursor={phone.cursor}")
    assert (answer.status_code == 410) == expires
    assert (answer.json().get("code") == "cursor_expired") == expires
    phone.sync()
    assert phone.stories == fresh().stories
    assert len(phone.stories) == 2


def test_an_operator_ends_all_cursors(section: Rubric, capsys: pytest.CaptureFixture[str]) -> None:
    """As after a restore into the same database, of which no trigger knows."""
    ids = stories(section, 3)
    phone = begun()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE articles_article DISABLE TRIGGER USER")
        cursor.execute("UPDATE articles_article SET headline = 'Из копии' WHERE id = %s", [ids[0]])
        cursor.execute("ALTER TABLE articles_article ENABLE TRIGGER USER")
    phone.sync()
    assert phone.stories != fresh().stories
    call_command("end_cursors")
    assert "begins anew" in capsys.readouterr().out
    answer = phone.client.get(f"/api/v1/changes/?cursor={phone.cursor}")
    assert (answer.status_code, answer.json()["code"]) == (410, "cursor_expired")
    phone.sync()
    assert phone.stories == fresh().stories
    phone.requests = 0
    phone.sync()
    assert phone.requests == 1


def test_a_cluster_that_was_taken_back_in_time_is_another_one(section: Rubric) -> None:
    """It keeps its identity and its oids; what it writes from then on stands in another timeline."""
    phone = begun()
    position = Position.read(phone.cursor)
    cluster, database, timeline = position.since.database.split(".")
    with connection.cursor() as cursor:
        cursor.execute("SELECT timeline_id FROM pg_control_checkpoint()")
        assert int(timeline, 16) == cursor.fetchone()[0]
    former = replace(position.since, database=f"{cluster}.{database}.{int(timeline, 16) + 1:08X}")
    cursor_of_then = replace(position, since=former).write()
    answer = phone.client.get(f"/api/v1/changes/?cursor={cursor_of_then}")
    assert (answer.status_code, answer.json()["code"]) == (410, "cursor_expired")
