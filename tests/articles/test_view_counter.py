"""Readings are counted in batches, for visible stories alone."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import view_counter
from articles.models import ViewCount
from articles.view_counter import ViewCounter, most_read
from tests import newsroom

pytestmark = pytest.mark.django_db


@pytest.fixture
def counter(monkeypatch: pytest.MonkeyPatch) -> ViewCounter:
    """A counter that writes only when the test says so."""
    monkeypatch.setattr(view_counter, "FLUSH_SECONDS", 3600)
    fresh = ViewCounter()
    monkeypatch.setattr("articles.views.beacon.counter", fresh)
    return fresh


def test_a_beacon_costs_no_query_and_is_written_with_the_batch(counter: ViewCounter, client: Client) -> None:
    story = newsroom.story()
    with CaptureQueriesContext(connection) as captured:
        for _reading in range(3):
            assert client.post("/beacon/", str(story.pk), content_type="text/plain").status_code == 204
    assert len(captured) == 0
    counter.flush()
    counter.add(story.pk)
    counter.flush()
    row = ViewCount.objects.get()
    assert (row.article_id, row.day, row.count) == (story.pk, timezone.localdate(), 4)


def test_made_up_ids_and_hidden_stories_are_not_counted(counter: ViewCounter) -> None:
    draft = newsroom.story(publication="none", published_at=None)
    for article_id in (draft.pk, draft.pk + 1000, 2**31):
        counter.add(article_id)
    counter.flush()
    assert not ViewCount.objects.exists()


def test_a_flood_of_ids_is_bounded(counter: ViewCounter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(view_counter, "MAX_DISTINCT", 10)
    for article_id in range(1, 1000):
        counter.add(article_id)
    assert len(counter._counts) == 10


def test_most_read_sums_the_last_days() -> None:
    today = timezone.localdate()
    often, seldom, long_ago = (newsroom.story() for _ in range(3))
    for story, age, count in ((often, 0, 3), (often, 1, 3), (seldom, 0, 5), (long_ago, 9, 999)):
        ViewCount.objects.create(article=story, day=today - timedelta(days=age), count=count)
    assert most_read("ru") == [often, seldom]
