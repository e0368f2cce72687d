"""A change to a live story at a set time: readers have the old text until its second, and the new one from then on."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from articles import content, publishing, revisions, scheduled_changes
from articles.models import Article, Correction, StoryEvent
from articles.publishing import Change
from articles.tasks import apply_change, apply_due_changes
from tests import newsroom
from tests.articles.admin.conftest import draft, member

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def live_story() -> Article:
    newsroom.outlet()
    story = draft(newsroom.rubric("nature"))
    publishing.publish(story, story.revisions.get(), at=timezone.now() - HOUR)
    return story


def planned(story: Article, **options: object) -> None:
    newer = content.of_revision(story.revisions.get()) | {"headline": "Новый заголовок"}
    revision = revisions.save_revision(story, newer, by=None)
    scheduled_changes.schedule_change(
        Article.objects.get(pk=story.pk),
        revision,
        at=timezone.now() + HOUR,
        by=None,
        **options,  # type: ignore[arg-type]
    )


def headline_for_readers(client: Client, story: Article) -> str:
    page = client.get(story.url).content.decode()
    return "новый" if "Новый заголовок" in page else "прежний" if "Лёд на реке" in page else "никакой"


def test_readers_have_the_old_text_until_its_second(live_story: Article, client: Client) -> None:
    now = timezone.now()
    with time_machine.travel(now, tick=False):
        planned(live_story)
        assert headline_for_readers(client, live_story) == "прежний"
    with time_machine.travel(now + HOUR - timedelta(seconds=1), tick=False):
        assert headline_for_readers(client, live_story) == "прежний"
    with time_machine.travel(now + HOUR, tick=False):
        # No worker is running: whoever opens the story finds it due.
        assert headline_for_readers(client, live_story) == "новый"
    row = Article.objects.get()
    assert row.scheduled_at is None
    assert row.updated_at is not None
    assert row.work_state == "done"


def test_the_queue_has_a_job_for_its_second(live_story: Article) -> None:
    planned(live_story)
    job = ProcrastinateJob.objects.get(task_name="articles.apply_change")
    assert job.scheduled_at == Article.objects.get().scheduled_at


def test_the_worker_brings_it_once(live_story: Article) -> None:
    planned(live_story, change=Change.TYPO)
    apply_change(article_id=live_story.pk)
    assert Article.objects.get().headline == "Лёд на реке"
    with time_machine.travel(timezone.now() + HOUR, tick=False):
        apply_change(article_id=live_story.pk)
        apply_change(article_id=live_story.pk)
        apply_due_changes(timestamp=0)
    row = Article.objects.get()
    assert (row.headline, row.updated_at) == ("Новый заголовок", None)
    assert StoryEvent.objects.filter(kind="changed").count() == 1


def test_what_a_worker_that_was_away_has_missed_is_brought_later(live_story: Article) -> None:
    planned(live_story)
    with time_machine.travel(timezone.now() + 5 * HOUR, tick=False):
        apply_due_changes(timestamp=0)
    assert Article.objects.get().headline == "Новый заголовок"


def test_a_correction_comes_with_the_change(live_story: Article, client: Client) -> None:
    correction = Correction.objects.create(article=live_story, kind="correction", text="Уточнили число.")
    planned(live_story, corrections=[correction])
    assert "Уточнили число" not in client.get(live_story.url).content.decode()
    with time_machine.travel(timezone.now() + HOUR, tick=False):
        assert "Уточнили число" in client.get(live_story.url).content.decode()
    correction.refresh_from_db()
    assert correction.from_revision is not None
    assert correction.to_revision is not None
    assert (correction.from_revision.number, correction.to_revision.number) == (1, 2)


def test_publishing_at_once_replaces_the_plan(live_story: Article) -> None:
    planned(live_story)
    story = Article.objects.get()
    publishing.publish(story, live_story.revisions.get(number=1))
    assert Article.objects.get().scheduled_at is None


def test_withdrawing_ends_the_plan(live_story: Article, client: Client) -> None:
    planned(live_story)
    publishing.withdraw(Article.objects.get(), reason="По просьбе")
    with time_machine.travel(timezone.now() + HOUR, tick=False):
        apply_change(article_id=live_story.pk)
        assert client.get(live_story.url).status_code == 410


def test_calling_off_is_logged_and_nothing_comes(live_story: Article) -> None:
    planned(live_story)
    chief = member(roles=("chief_editor",))
    scheduled_changes.cancel_change(Article.objects.get(), by=chief)
    with time_machine.travel(timezone.now() + HOUR, tick=False):
        apply_change(article_id=live_story.pk)
    assert Article.objects.get().headline == "Лёд на реке"
    assert StoryEvent.objects.get(kind="cancelled").by == chief


def test_who_may_not_publish_plans_nothing(live_story: Article) -> None:
    writer = member(roles=("correspondent",))
    with pytest.raises(PermissionDenied):
        scheduled_changes.schedule_change(
            Article.objects.get(), live_story.revisions.get(), at=timezone.now() + HOUR, by=writer
        )


def test_a_plan_that_names_what_is_gone_is_called_off(live_story: Article, client: Client) -> None:
    author = newsroom.author()
    newer = content.of_revision(live_story.revisions.get()) | {"authors": [author.pk]}
    revision = revisions.save_revision(live_story, newer, by=None)
    scheduled_changes.schedule_change(Article.objects.get(), revision, at=timezone.now() + HOUR, by=None)
    author.delete()
    with time_machine.travel(timezone.now() + HOUR, tick=False):
        assert headline_for_readers(client, live_story) == "прежний"
    assert StoryEvent.objects.get(kind="cancelled").note
    assert Article.objects.get().scheduled_at is None


def test_a_change_that_fails_keeps_no_other_from_coming(
    live_story: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = draft(newsroom.rubric("economy"))
    publishing.publish(other, other.revisions.get(), at=timezone.now() - HOUR)
    planned(live_story)
    planned(other)
    bring = publishing.bring_to_readers

    def fail_for_the_first(row: Article, *what: Any, **more: Any) -> None:
        if row.pk == live_story.pk:
            raise RuntimeError("broken")
        bring(row, *what, **more)

    monkeypatch.setattr(scheduled_changes, "bring_to_readers", fail_for_the_first)
    with time_machine.travel(timezone.now() + 2 * HOUR, tick=False):
        apply_due_changes(timestamp=0)
    assert Article.objects.get(pk=other.pk).headline == "Новый заголовок"
    assert Article.objects.get(pk=live_story.pk).scheduled_at is not None
