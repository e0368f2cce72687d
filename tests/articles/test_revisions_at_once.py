"""Who waits for a story sees it as it is after the wait: its newest version too, not only its own columns."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import revisions, scheduled_changes
from articles.models import Article
from tests import newsroom
from tests.articles.admin.conftest import draft
from tests.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)
WRITERS = 6


def test_versions_that_are_saved_at_once_are_numbered_one_after_the_other() -> None:
    story = draft(newsroom.rubric("news"))
    content = story.revisions.get().content

    def save(index: int) -> None:
        own = content | {"headline": f"Заголовок {index}"}
        revisions.save_revision(Article.objects.get(pk=story.pk), own, by=None)

    assert at_once(WRITERS, save) == []
    assert list(story.revisions.order_by("number").values_list("number", flat=True)) == list(range(1, 8))


def test_a_scheduled_change_is_applied_once_and_knows_the_version_before_it() -> None:
    story = newsroom.story()
    first = revisions.save_revision(story, draft(newsroom.rubric("n")).revisions.get().content, by=None)
    Article.objects.filter(pk=story.pk).update(
        scheduled_revision=first, scheduled_at=timezone.now() - timedelta(minutes=1)
    )
    applied: list[bool] = []
    assert at_once(WRITERS, lambda index: applied.append(scheduled_changes.apply_if_due(story.pk))) == []
    assert sorted(applied) == [False] * (WRITERS - 1) + [True]
    assert story.events.filter(kind="changed").count() == 1
