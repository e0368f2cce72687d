from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import DataError, NotSupportedError, connection, transaction
from django.db.models import DateTimeField, QuerySet
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import next_story
from articles.furniture import _outlet_row
from articles.live_stories import _readable
from articles.models import Article, Outlet, Rubric
from articles.next_story import with_next
from articles.story_page import with_relations
from newsportal.lib.asked import Asked
from newsportal.lib.prepared import Prepared
from newsportal.lib.statements import Statement
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
        with_relations(with_next(Article.objects.published(now), now), now).filter(pk=story.pk),
        _readable(now=now, pk=story.pk),
    )
    same(Outlet.objects.with_breaking(now), _outlet_row(now=now))


def test_it_is_planned_once_on_each_connection() -> None:
    prepared = Prepared(lambda: Rubric.objects.filter(path=Asked("path")))
    newsroom.rubric("nature")
    with CaptureQueriesContext(connection) as queries:
        assert [prepared.first(path=path) is not None for path in ("nature", "steppe")] == [True, False]
    assert [query["sql"].split()[0] for query in queries.captured_queries] == ["EXECUTE", "EXECUTE"]
    _queryset, _compiler, statement = prepared._written or prepared._first()
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM pg_prepared_statements WHERE name = %s", [statement.name])
        assert len(cursor.fetchall()) == 1


@pytest.fixture
def outdated(transactional_db: None) -> Iterator[Prepared[Rubric]]:
    """Prepared on this connection before a migration changed the type of a column."""
    prepared = Prepared(lambda: Rubric.objects.filter(path=Asked("path")))
    newsroom.rubric("nature")
    assert prepared.first(path="nature") is not None
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE articles_rubric ALTER menu_name_ru TYPE varchar(61)")
        yield prepared
        cursor.execute("ALTER TABLE articles_rubric ALTER menu_name_ru TYPE varchar(60)")


def test_a_type_that_a_migration_changes_is_no_error(outdated: Prepared[Rubric]) -> None:
    assert outdated.first(path="nature") is not None
    assert outdated.first(path="steppe") is None


def test_in_a_transaction_the_next_one_has_it(outdated: Prepared[Rubric]) -> None:
    with pytest.raises(NotSupportedError), transaction.atomic():
        outdated.first(path="nature")
    with transaction.atomic():
        assert outdated.first(path="nature") is not None


@pytest.mark.parametrize("spoil", ["DEALLOCATE {name}", "PREPARE {name} AS SELECT 1"])
@pytest.mark.django_db(transaction=True)
def test_behind_a_pool_of_transactions_plain_sql_is_sent(spoil: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """There the server behind a connection is another each time: it has no such statement, or has it already."""
    monkeypatch.setattr(Statement, "is_refused", False)
    prepared = Prepared(lambda: Rubric.objects.filter(path=Asked("path"), position=Asked("position")))
    newsroom.rubric("nature", position=7)
    if spoil.startswith("DEALLOCATE"):
        assert prepared.first(path="nature", position=7) is not None
    _queryset, _compiler, statement = prepared._written or prepared._first()
    with connection.cursor() as cursor:
        cursor.execute(spoil.format(name=statement.name))
    with CaptureQueriesContext(connection) as queries:
        assert prepared.first(path="nature", position=7) is not None
        assert prepared.first(path="nature", position=8) is None
    assert queries.captured_queries[-1]["sql"].startswith("SELECT")
    connection.close()


def test_other_errors_are_told() -> None:
    prepared = Prepared(lambda: Rubric.objects.filter(position=Asked("position")))
    with pytest.raises(DataError), transaction.atomic():
        prepared(position="third")
    assert not Statement.is_refused


def test_what_follows_a_story_is_that_of_its_queryset() -> None:
    newsroom.outlet()
    section, now = newsroom.rubric("nature"), timezone.now()
    older, story = (newsroom.story(section=section, age=timedelta(hours=age)) for age in (2, 1))
    newsroom.story(section=section, language="kk", age=timedelta(hours=2))
    plain = Article.objects.published(now).filter(pk=older.pk).for_titles()
    values = {"now": now, "language": "ru", "published_at": story.published_at, "pk": story.pk}
    same(plain, next_story._prepared(1)(**values, **{"rubric 0": section.pk}))
