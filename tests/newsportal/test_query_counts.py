"""As many queries for a thousand stories as for ten."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article, Correction, Rubric, StorySource
from tests import newsroom

pytestmark = pytest.mark.django_db

LIMITS = {"story": 8, "front": 10, "rubric": 6, "topic": 6, "author": 6, "archive": 6, "search": 9, "feed": 4}


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(address)
    assert answer.status_code == 200, address
    return len(captured)


def fill(number: int) -> Article:
    """`number` stories over a tree of rubrics, each with all that a story can have."""
    newsroom.outlet()
    top = Rubric.objects.filter(slug="top").first() or newsroom.rubric("top")
    child = Rubric.objects.filter(slug="child").first() or newsroom.rubric("child", parent=top)
    shared = newsroom.topic()
    names = (newsroom.author(), newsroom.author())
    picture = newsroom.photo(rendered=True)
    origin = newsroom.source()
    made = [
        newsroom.story(
            f"Риддер, новость {index}",
            section=child if index % 2 else top,
            topics=(shared,),
            authors=names,
            lead_photo=picture,
            photos=(picture,),
            body=f'<p>Текст</p><figure><img src="/media/photos/{picture.key}/120.jpg" alt="Река"></figure>',
            age=timedelta(seconds=index),
        )
        for index in range(number)
    ]
    for story in made[:3]:
        StorySource.objects.create(article=story, source=origin, url="https://source.example/1")
        Correction.objects.create(
            article=story, kind="correction", text="Было неверно.", published_at=timezone.now()
        )
    return made[0]


def measure(client: Client, story: Article) -> dict[str, int]:
    topic, author = story.topics.get(), story.authors.first()
    assert author is not None
    addresses = {
        "story": story.url,
        "front": "/",
        "rubric": "/top/",
        "topic": topic.url,
        "author": author.url,
        "archive": f"/archive/{timezone.localdate(story.published_at):%Y/%m/%d}/",
        "search": "/search/?q=Риддер",
        "feed": "/rss.xml",
    }
    return {name: queries(client, address) for name, address in addresses.items()}


def test_queries_do_not_grow_with_stories(
    client: Client, record_property: Callable[[str, object], None]
) -> None:
    first = fill(10)
    # The matcher of places is made once for the process.
    client.get("/search/?q=Риддер")
    few = measure(client, first)
    many = measure(client, fill(1000))
    for name, count in many.items():
        record_property(f"queries, {name}", count)
    assert few == many
    assert {name: count for name, count in many.items() if count > LIMITS[name]} == {}
