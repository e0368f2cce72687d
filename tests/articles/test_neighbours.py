"""«Следующая» is the next older story of the rubric, then of the rubrics above it, then of the site."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import FieldFetchBlocked
from django.test import Client
from django.utils import timezone

from articles.live_stories import live_story
from articles.models import Article, Rubric
from articles.next_story import following
from tests import newsroom

pytestmark = pytest.mark.django_db


def next_of(story: Article, client: Client) -> Article | None:
    found: Article | None = client.get(story.url).context["next_article"]
    return found


@pytest.fixture(autouse=True)
def site() -> None:
    newsroom.outlet()


def test_next_is_the_older_neighbour_of_the_same_rubric(client: Client) -> None:
    section, other = newsroom.rubric("a"), newsroom.rubric("b")
    newest, middle, oldest = (newsroom.story(section=section, age=timedelta(hours=age)) for age in (1, 3, 5))
    newsroom.story(section=other, age=timedelta(hours=2))
    assert next_of(newest, client) == middle
    assert next_of(middle, client) == oldest


def test_the_end_of_a_rubric_leads_to_its_parent_and_then_to_the_site(client: Client) -> None:
    top = newsroom.rubric("top")
    leaf, sister = newsroom.rubric("leaf", parent=top), newsroom.rubric("sister", parent=top)
    elsewhere = newsroom.rubric("elsewhere")
    last_of_leaf = newsroom.story(section=leaf, age=timedelta(hours=1))
    newsroom.story(section=elsewhere, age=timedelta(hours=2))
    of_sister = newsroom.story(section=sister, age=timedelta(hours=3))
    of_site = newsroom.story(section=elsewhere, age=timedelta(hours=4))
    assert next_of(last_of_leaf, client) == of_sister
    assert next_of(of_sister, client) == of_site
    assert next_of(of_site, client) is None
    assert 'rel="next"' not in client.get(of_site.url).content.decode()


def test_stories_of_one_second_are_told_apart_by_id(client: Client) -> None:
    section, moment = newsroom.rubric("a"), timezone.now() - timedelta(hours=1)
    first, second = (newsroom.story(section=section, published_at=moment) for _ in range(2))
    assert next_of(second, client) == first
    assert next_of(first, client) is None


def test_next_speaks_the_language_of_the_story(client: Client) -> None:
    section = newsroom.rubric("a")
    story = newsroom.story(section=section, age=timedelta(hours=1))
    newsroom.story(section=section, language="kk", age=timedelta(hours=2))
    assert next_of(story, client) is None


def test_a_new_publication_does_not_move_next(client: Client) -> None:
    section = newsroom.rubric("a")
    story, older = (newsroom.story(section=section, age=timedelta(hours=age)) for age in (2, 3))
    newsroom.story(section=section, age=timedelta(hours=1))
    assert next_of(story, client) == older


def test_related_stories_share_a_topic_first(client: Client) -> None:
    section, other = newsroom.rubric("a"), newsroom.rubric("b")
    shared = newsroom.topic("shared")
    story = newsroom.story(section=section, topics=(shared,), age=timedelta(hours=1))
    newsroom.story("Соседка по рубрике", section=section, age=timedelta(hours=2))
    newsroom.story("Вторая соседка", section=section, age=timedelta(hours=3))
    same_topic = newsroom.story("О том же", section=other, topics=(shared,), age=timedelta(days=9))
    assert client.get(story.url).context["related"][0] == same_topic


def test_rubrics_below_cost_no_query_more(django_assert_num_queries: Any) -> None:
    top = newsroom.rubric("top")
    leaf = newsroom.rubric("leaf", parent=top)
    # Begins with the same letters, and is not below it.
    newsroom.story(section=newsroom.rubric("topical"), age=timedelta(hours=2))
    story = newsroom.story(section=top, age=timedelta(hours=1))
    newsroom.story(section=top, age=timedelta(hours=4))
    of_leaf = newsroom.story(section=leaf, age=timedelta(hours=3))
    read, tree = live_story(story.pk, timezone.now()), Rubric.objects.tree()
    assert read is not None
    trail = tree.trail(read.rubric)
    with django_assert_num_queries(0):
        assert following(read, tree, trail) == of_leaf


def test_next_of_a_rubric_that_is_newer_than_the_tree() -> None:
    top = newsroom.rubric("top")
    tree = Rubric.objects.tree()
    story = newsroom.story(section=top, age=timedelta(hours=1))
    older = newsroom.story(section=top, age=timedelta(hours=3))
    newsroom.story(section=newsroom.rubric("new", parent=top), age=timedelta(hours=2))
    read = live_story(story.pk, timezone.now())
    assert read is not None
    # As the tree has it, which soon hears of the new one.
    assert following(read, tree, tree.trail(read.rubric)) == older


def test_what_follows_may_be_asked_twice() -> None:
    section = newsroom.rubric("a")
    older, story = (newsroom.story(section=section, age=timedelta(hours=age)) for age in (2, 1))
    read, tree = live_story(story.pk, timezone.now()), Rubric.objects.tree()
    assert read is not None
    for _ in range(2):
        found = following(read, tree, tree.trail(read.rubric))
        assert found is not None
        assert (found, found.url, found.published_at) == (older, older.url, older.published_at)


def test_what_follows_is_not_asked_for_what_it_lacks(django_assert_num_queries: Any) -> None:
    section = newsroom.rubric("a")
    story = [newsroom.story(section=section, age=timedelta(hours=age)) for age in (2, 1)][-1]
    read, tree = live_story(story.pk, timezone.now()), Rubric.objects.tree()
    assert read is not None
    with django_assert_num_queries(0):
        found = following(read, tree, tree.trail(read.rubric))
    assert found is not None
    with pytest.raises(FieldFetchBlocked):
        _ = found.body
