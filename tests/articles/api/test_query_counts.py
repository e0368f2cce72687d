"""As many queries for thirty rows as for three."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article, Correction, Mention, Pin, Place, Rubric, StorySource, ViewCount
from tests import newsroom

pytestmark = pytest.mark.django_db

# The rate limit, and when anything last changed.
AROUND = 3
# Of the resource itself.
MOST = {
    "articles/": 1,
    "articles/?language=ru": 1,
    "articles/?rubric=top": 2,
    "articles/?topic=shared": 2,
    "articles/?author=shared": 2,
    "articles/?town=shared": 2,
    "articles/?rubric=top&topic=shared&author=shared&town=shared": 5,
    "articles/?updated_since=2001-01-01": 1,
    "articles/?has_correction=true": 1,
    "articles/{story}/": 5,
    "articles/{story}/related/": 6,
    "articles/{story}/next/": 5,
    "popular/": 2,
    "search/?q=новость": 6,
    "search/?place=shared": 5,
    "corrections/": 1,
    "rubrics/": 1,
    "topics/": 1,
    "topics/shared/": 1,
    "authors/": 1,
    "authors/shared/": 1,
    "sources/": 1,
    "places/": 3,
    "places/shared/": 3,
    "outlet/": 1,
    "breaking/": 1,
    "bootstrap/": 8,
}


def measure(client: Client, story: Article) -> dict[str, int]:
    counts = {}
    for address in MOST:
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(f"/api/v1/{address.format(story=story.pk)}")
        assert answer.status_code == 200, (address, answer.content)
        counts[address] = len(captured)
    return counts


def fill(number: int) -> Article:
    """So many rows of everything, each story with all that a story can have; the newest of them."""
    newsroom.outlet()
    top = Rubric.objects.filter(slug="top").first() or newsroom.rubric("top")
    topic = newsroom.topic("shared" if number == 3 else "")
    author = newsroom.author("shared" if number == 3 else "")
    place = Place.objects.get_or_create(slug="shared", defaults={"name_ru": "Место"})[0]
    now = timezone.now()
    for index in range(number):
        picture = newsroom.photo()
        story = newsroom.story(
            f"Новость {index}",
            section=newsroom.rubric(parent=top),
            topics=(topic, newsroom.topic()),
            authors=(author, newsroom.author(portrait=picture)),
            lead_photo=picture,
            photos=(picture,),
            body=f'<p>Текст</p><figure><img src="/media/photos/{picture.key}/120.jpg" alt="Река"></figure>',
            age=timedelta(minutes=number - index),
        )
        StorySource.objects.create(article=story, source=newsroom.source())
        Correction.objects.create(article=story, kind="correction", text="Было иначе.", published_at=now)
        Mention.objects.create(article=story, place=place, verdict="confirmed")
        Mention.objects.create(
            article=story,
            place=Place.objects.create(slug=f"p{story.pk}", name_ru="Место"),
            verdict="confirmed",
        )
        Article.objects.filter(pk=story.pk).update(place_tokens="'place:shared':1D")
        ViewCount.objects.create(article=story, day=timezone.localdate(), count=index + 1)
        Pin.objects.create(
            slot="breaking",
            article=story,
            starts_at=now - timedelta(minutes=1),
            ends_at=now + timedelta(hours=1),
        )
    return story


def measure_twice(client: Client, story: Article) -> dict[str, int]:
    """What a process reads once, such as the names of places, it has read by then."""
    measure(client, story)
    return measure(client, story)


def test_counts_do_not_grow_with_the_rows(client: Client) -> None:
    few = measure_twice(client, fill(3))
    many = measure_twice(client, fill(30))
    assert many == few
    assert {address: count for address, count in few.items() if count > AROUND + MOST[address]} == {}
