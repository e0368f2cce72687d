"""The corpus for measuring: it looks like stories, and it goes away without a trace."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from articles import publishing, work
from articles.load_corpus.stories import days_of
from articles.management.commands.seed_load import MOST
from articles.models import Article, Author, Photo, Revision, Rubric, Source, StoryEvent, Topic
from newsportal.lib.dates import EARLIEST
from tests import newsroom

pytestmark = pytest.mark.django_db


def test_the_corpus_reads_like_stories(client: Client) -> None:
    newsroom.outlet()
    call_command("seed_load", "--articles", "120", verbosity=0)
    assert Article.objects.count() == 120
    assert Revision.objects.count() == 120
    story = Article.objects.published().in_language("ru").newest_first().first()
    assert story is not None
    assert 1400 <= len(story.body_text) <= 1800
    page = client.get(story.url)
    assert page.status_code == 200
    assert story.headline in page.content.decode()
    assert client.get(f"/{story.rubric.path}/").status_code == 200
    assert client.get("/search/?q=зимнюю дорогу").status_code == 200
    # Its versions are versions: what is live can be published again.
    publishing.publish(story, story.revisions.get())


def test_the_largest_begins_no_earlier_than_a_story_may() -> None:
    assert timezone.now() - timedelta(days=days_of(MOST)) > EARLIEST


def test_two_loads_add_up_and_the_same_seed_writes_the_same_words() -> None:
    call_command("seed_load", "--articles", "30", verbosity=0)
    first = list(Article.objects.order_by("pk").values_list("headline", flat=True))
    call_command("seed_load", "--articles", "30", verbosity=0)
    assert Article.objects.count() == 60
    both = list(Article.objects.order_by("pk").values_list("headline", flat=True))
    assert both[30:] == first


def test_removing_leaves_what_is_the_newsrooms_own() -> None:
    own = newsroom.story("Своя", section=newsroom.rubric("own"), lead_photo=newsroom.photo())
    call_command("seed_load", "--articles", "40", verbosity=0)
    touched = Article.objects.filter(publication="none").first() or Article.objects.exclude(pk=own.pk)[0]
    Article.objects.filter(pk=touched.pk).update(work_state="draft")
    work.submit(touched, by=None)
    assert StoryEvent.objects.exists()
    call_command("seed_load", "--remove", verbosity=0)
    assert list(Article.objects.all()) == [own]
    assert list(Rubric.objects.values_list("slug", flat=True)) == ["own"]
    assert Photo.objects.count() == 1
    assert not (Author.objects.exists() or Topic.objects.exists() or Source.objects.exists())
    assert not StoryEvent.objects.exists()


def test_new_stories_go_on_after_the_numbers_of_the_corpus() -> None:
    call_command("seed_load", "--articles", "10", verbosity=0)
    largest = Article.objects.latest("pk").pk
    assert newsroom.story("Новая", published_at=timezone.now()).pk > largest


@pytest.mark.parametrize("count", ["0", "-1", "5000001"])
def test_a_senseless_number_is_refused(count: str) -> None:
    with pytest.raises(CommandError, match="--articles"):
        call_command("seed_load", "--articles", count)
