"""Rows by which a story is listed hold its date: the database writes it, whoever changes what."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from importlib import import_module
from threading import Event
from types import SimpleNamespace

import pytest
from django.db import connection, transaction
from django.utils import timezone

from articles.models import Article, Author, Byline, Mention, Place, Tagging
from tests import newsroom

pytestmark = pytest.mark.django_db
ROWS = (Tagging, Byline, Mention)


@pytest.fixture
def story() -> Article:
    """With a row of each kind."""
    newsroom.outlet()
    return listed(newsroom.story(topics=(newsroom.topic("rivers"),)))


def listed(story: Article) -> Article:
    author = Author.objects.first() or newsroom.author()
    place, _made = Place.objects.get_or_create(slug="ridder", defaults={"name_ru": "Риддер"})
    Byline.objects.get_or_create(article=story, author=author)
    Mention.objects.create(article=story, place=place, verdict="confirmed")
    return story


def dates(story: Article) -> set[object]:
    return {row.published_at for model in ROWS for row in model.objects.filter(article=story)}


def test_a_new_row_has_the_date_of_its_story(story: Article) -> None:
    assert dates(story) == {story.published_at}
    assert all(model.objects.filter(article=story).exists() for model in ROWS)


def test_rows_follow_the_date(story: Article) -> None:
    story.published_at = timezone.now() - timedelta(days=9)
    story.save()
    assert dates(story) == {story.published_at}
    Article.objects.update(published_at=timezone.now() - timedelta(days=10))
    story.refresh_from_db()
    assert dates(story) == {story.published_at}
    Article.objects.update(publication="none", published_at=None)
    assert dates(story) == {None}


def test_a_row_that_moves_takes_the_date_of_its_new_story(story: Article) -> None:
    other = newsroom.story(age=timedelta(days=3))
    Tagging.objects.filter(article=story).update(article=other)
    assert Tagging.objects.get(article=other).published_at == other.published_at


def test_a_row_and_a_new_date_at_once_agree(transactional_db: None) -> None:
    newsroom.outlet()
    story, author, moment = newsroom.story(), newsroom.author(), timezone.now() - timedelta(days=5)
    Byline.objects.filter(article=story).delete()
    is_signed = Event()

    def change_the_date() -> None:
        try:
            assert is_signed.wait(10)
            Article.objects.filter(pk=story.pk).update(published_at=moment)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as threads:
        with transaction.atomic():
            Byline.objects.create(article=story, author=author)
            is_signed.set()
            changing = threads.submit(change_the_date)
            # It waits for the row that holds the date it changes.
            with pytest.raises(TimeoutError):
                changing.result(0.3)
        changing.result(10)
    assert Byline.objects.get(article=story).published_at == moment


def test_a_date_alone_is_told_as_one_change_of_the_story(story: Article) -> None:
    def told() -> list[object]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM newsportal_change WHERE resource = 'articles'")
            return list(cursor.fetchall())

    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM newsportal_change")
    Byline.objects.update(published_at=None)
    Tagging.objects.update(published_at=None)
    assert told() == [(0,)]
    Byline.objects.update(position=3)
    assert told() == [(1,)]


def test_rows_of_before_get_their_dates(story: Article) -> None:
    for model in ROWS:
        model.objects.update(published_at=None)
    migration = import_module("articles.migrations.0016_dates_of_before")
    migration.write_dates(None, SimpleNamespace(connection=connection))
    assert dates(story) == {story.published_at}


@pytest.mark.parametrize(
    ("relation", "field"), [("tagging", "topic"), ("byline", "author"), ("mentions", "place")]
)
def test_lists_are_those_of_the_plain_querysets(relation: str, field: str, story: Article) -> None:
    topic = story.topics.get()
    moment = timezone.now() - timedelta(hours=3)
    for number in range(12):
        at = moment if number % 3 else moment - timedelta(hours=number)
        listed(newsroom.story(published_at=at, topics=(topic,), language="kk" if number % 4 else "ru"))
    hidden = Article.objects.order_by("-pk").values_list("pk", flat=True)[:2]
    Article.objects.filter(pk__in=list(hidden)).update(embargo_until=timezone.now() + timedelta(days=1))
    newsroom.story(topics=(topic,))
    value = getattr(getattr(story, f"{relation}_set", None) or story.mentions, "get")()  # noqa: B009
    row = {field: getattr(value, field)}
    plain = Article.objects.published().filter(**{f"{relation}__{name}": it for name, it in row.items()})
    ordered = list(plain.order_by("-published_at", "-pk"))
    stories = Article.objects.published().of(relation, **row)
    assert len(ordered) > 10
    assert list(stories.newest_first()) == ordered
    for number, anchor in enumerate(ordered):
        assert list(stories.before(anchor).newest_first()) == ordered[number + 1 :]
    assert list(stories.in_language("kk").newest_first()) == [it for it in ordered if it.language == "kk"]


def test_a_newer_date_than_the_migration_sees_stays(story: Article) -> None:
    """The desk changes a date while its rows are dated: the trigger's date is the newer one."""
    moment = timezone.now() - timedelta(days=40)
    Byline.objects.update(published_at=moment)
    migration = import_module("articles.migrations.0016_dates_of_before")
    migration.write_dates(None, SimpleNamespace(connection=connection))
    assert set(Byline.objects.values_list("published_at", flat=True)) == {moment}


def test_bounds_of_a_list_are_bounds_of_its_index(story: Article) -> None:
    """Otherwise what is older than four years is looked for from today on."""
    stories = Article.objects.published().of("tagging", topic=story.topics.get())
    assert story.published_at is not None
    later = story.published_at + timedelta(seconds=1)
    assert list(stories.dated(since=story.published_at, until=later)) == [story]
    assert list(stories.dated(until=story.published_at)) == list(stories.dated(since=later)) == []
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_sort = off; SET LOCAL enable_seqscan = off")
        page = stories.dated(until=later).before(story).newest_first()[:20]
        # Whatever version of Postgres would find out that a second one is the same.
        assert str(page.query).count("articles_article_topics") == str(stories.query).count(
            "articles_article_topics"
        )
        plan = stories.dated(until=later).newest_first()[:20].explain()
    assert re.search(r"Index Cond: \(.*topic_id.* AND \(published_at < ", plan), plan


def test_they_are_listed_along_one_relation(story: Article) -> None:
    with pytest.raises(TypeError):
        Article.objects.published().of("tagging", topic=1).of("byline", author=1)


def test_a_list_goes_along_its_index(story: Article) -> None:
    stories = Article.objects.published().of("tagging", topic=story.topics.get()).newest_first().for_cards()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_sort = off; SET LOCAL enable_seqscan = off")
        plan = stories[:20].explain()
    assert "tagging_newest" in plan
    assert "Sort" not in plan
