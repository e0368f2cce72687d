from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import DateTimeField, QuerySet
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.furniture import _outlet_row
from articles.live_stories import _readable
from articles.models import Article, Outlet, Rubric
from articles.story_page import with_relations
from newsportal.lib.prepared import Asked, Prepared
from tests import newsroom
from tests.rows import same

pytestmark = pytest.mark.django_db
NOW = Asked("now", DateTimeField())


@pytest.fixture
def cards() -> Prepared[Article]:
    return Prepared(
        lambda: Article.objects.published(NOW).filter(rubric__any=Asked("rubrics")).for_cards().newest_first()
    )


def plain(rubrics: list[int]) -> list[Article]:
    stories = Article.objects.published(timezone.now()).filter(rubric__in=rubrics)
    return list(stories.for_cards().newest_first())


def test_it_finds_what_the_plain_queryset_finds(cards: Prepared[Article]) -> None:
    nature, steppe = newsroom.rubric("nature"), newsroom.rubric("steppe")
    for section in (nature, steppe, nature):
        newsroom.story(section=section)
    for asked in ([nature.pk], [steppe.pk, nature.pk], [], [0]):
        assert cards(now=timezone.now(), rubrics=asked) == plain(asked)


def test_rows_are_whole_and_ask_no_more(cards: Prepared[Article]) -> None:
    section = newsroom.rubric("nature")
    newsroom.story(section=section)
    with CaptureQueriesContext(connection) as asked:
        (found,) = cards(now=timezone.now(), rubrics=[section.pk])
        assert found.rubric.path == "nature"
    assert len(asked) == 1
    with pytest.raises(Exception, match="body"):
        _ = found.body


def test_each_value_is_filled_in_anew(cards: Prepared[Article]) -> None:
    section = newsroom.rubric("nature")
    story = newsroom.story(section=section)
    assert cards(now=timezone.now(), rubrics=[section.pk]) == [story]
    assert story.published_at is not None
    before = story.published_at - timedelta(seconds=1)
    assert cards(now=before, rubrics=[section.pk]) == []


def test_the_sql_is_written_once() -> None:
    written: list[int] = []

    def write() -> QuerySet[Rubric]:
        written.append(1)
        return Rubric.objects.filter(path=Asked("path"))

    prepared = Prepared(write)
    newsroom.rubric("nature")
    assert prepared.first(path="nature") is not None
    assert prepared.first(path="steppe") is None
    assert len(written) == 1


def test_a_value_is_a_value_and_never_sql() -> None:
    prepared = Prepared(lambda: Rubric.objects.filter(path=Asked("path")))
    newsroom.rubric("nature")
    assert prepared(path="' OR true --") == []
    assert prepared(path="%s") == []


def test_a_value_that_was_not_given_is_missed() -> None:
    prepared = Prepared(lambda: Rubric.objects.filter(path=Asked("path")))
    with pytest.raises(KeyError, match="path"):
        prepared()


@pytest.mark.django_db(transaction=True)
def test_threads_share_it() -> None:
    section = newsroom.rubric("nature")
    prepared = Prepared(lambda: Rubric.objects.filter(path=Asked("path")))

    def ask(_number: int) -> Rubric | None:
        try:
            return prepared.first(path="nature")
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        assert set(threads.map(ask, range(40))) == {section}


def test_the_story_and_the_outlet_are_those_of_their_querysets() -> None:
    newsroom.outlet()
    story, now = newsroom.story(section=newsroom.rubric("nature")), timezone.now()
    same(
        with_relations(Article.objects.published(now), now).filter(pk=story.pk),
        _readable(now=now, pk=story.pk),
    )
    same(Outlet.objects.with_breaking(now), _outlet_row(now=now))
