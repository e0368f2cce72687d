"""The log: nobody changes it, and it tells what readers saw at any moment."""

from datetime import timedelta

import pytest
import time_machine
from django.db import DatabaseError, transaction
from django.utils import timezone

from articles import content, publishing, revisions, terms
from articles.models import Article, StoryEvent
from articles.publication_state import PublicationState as State
from articles.publishing import Change
from articles.story_log import seen_at
from tests import newsroom
from tests.articles.admin.conftest import desk_of, draft, member

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def story() -> Article:
    newsroom.outlet()
    return draft(newsroom.rubric("nature"))


def fresh(story: Article) -> Article:
    return Article.objects.get(pk=story.pk)


@pytest.mark.parametrize("change", ["update", "delete"])
def test_an_entry_is_neither_changed_nor_deleted(story: Article, change: str) -> None:
    entry = StoryEvent.objects.get(kind="created")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        if change == "update":
            StoryEvent.objects.filter(pk=entry.pk).update(note="x")
        else:
            entry.delete()
    assert StoryEvent.objects.get(pk=entry.pk).note == ""


def test_what_readers_saw_at_each_moment_of_a_long_life(story: Article) -> None:
    start = timezone.now()

    def at(minute: int) -> "time_machine.travel":
        return time_machine.travel(start + minute * MINUTE, tick=False)

    with at(10):
        publishing.publish(fresh(story), story.revisions.get(), at=start + 20 * MINUTE)
    with at(30):
        newer = content.of_revision(story.revisions.get()) | {"headline": "Новее"}
        revision = revisions.save_revision(story, newer, by=None)
    with at(40):
        publishing.publish(fresh(story), revision, change=Change.UPDATE)
    with at(50):
        terms.set_embargo(fresh(story), start + 70 * MINUTE, by=None)
    with at(80):
        publishing.withdraw(fresh(story), reason="По просьбе")
    with at(90):
        publishing.publish(fresh(story), revision)
        terms.set_expiry(fresh(story), start + 100 * MINUTE, by=None)

    def told(minute: int) -> tuple[State, int | None]:
        seen = seen_at(story, start + minute * MINUTE)
        return seen.state, seen.revision.number if seen.revision else None

    assert told(5) == (State.NONE, None)
    assert told(15) == (State.SCHEDULED, None)
    assert told(20) == (State.PUBLISHED, 1)
    assert told(35) == (State.PUBLISHED, 1)
    assert told(40) == (State.PUBLISHED, 2)
    assert told(55) == (State.EMBARGO, None)
    assert told(75) == (State.PUBLISHED, 2)
    assert told(85) == (State.WITHDRAWN, None)
    assert told(95) == (State.PUBLISHED, 2)
    assert told(100) == (State.EXPIRED, None)
    assert seen_at(story, start + 85 * MINUTE).withdrawal_reason == "По просьбе"


def test_the_page_answers_what_readers_saw(story: Article) -> None:
    moment = timezone.localtime() - timedelta(days=2)
    with time_machine.travel(moment, tick=False):
        publishing.publish(fresh(story), story.revisions.get())
    newer = content.of_revision(story.revisions.get()) | {"headline": "Новее", "body": "<p>Второй текст.</p>"}
    publishing.publish(fresh(story), revisions.save_revision(story, newer, by=None))
    desk = desk_of(member(roles=("chief_editor",)))
    url = f"/admin/articles/article/{story.pk}/seen/?at="
    then = desk.get(f"{url}{moment + timedelta(hours=1):%Y-%m-%dT%H:%M}").content.decode()
    assert "Первый текст" in then
    assert "Второй текст" not in then
    assert StoryEvent.objects.get(kind="published").text_hash in then
    before = desk.get(f"{url}{moment - timedelta(hours=1):%Y-%m-%dT%H:%M}").content.decode()
    assert "Первый текст" not in before


@pytest.mark.parametrize("at", ["", "x", "0001-01-01T00:00", "9999-12-31T23:59", "%00", "2026-02-30T10:00"])
def test_a_senseless_moment_is_no_error(story: Article, at: str) -> None:
    desk = desk_of(member(roles=("chief_editor",)))
    assert desk.get(f"/admin/articles/article/{story.pk}/seen/?at={at}").status_code in {200, 400}


def test_the_log_tells_who_did_what_with_which_version(story: Article) -> None:
    chief = member(roles=("chief_editor",), first_name="Алия", last_name="Главная")
    publishing.publish(fresh(story), story.revisions.get(), by=chief)
    publishing.withdraw(fresh(story), reason="Ошибка в имени", by=chief)
    page = desk_of(chief).get(f"/admin/articles/article/{story.pk}/log/").content.decode()
    assert "Алия Главная" in page
    assert "Ошибка в имени" in page
    assert "№ 1" in page
    kinds = list(StoryEvent.objects.order_by("pk").values_list("kind", flat=True))
    assert kinds == ["created", "published", "withdrawn"]


def test_the_hash_is_of_the_words_and_of_nothing_else(story: Article) -> None:
    first = content.of_revision(story.revisions.get())
    assert content.text_hash(first) == content.text_hash(first | {"slug": "other", "topics": [1]})
    assert content.text_hash(first) != content.text_hash(first | {"lead": "Иначе."})
