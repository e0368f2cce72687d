"""What readers may not see crosses by no resource that could show a story, not by its words nor by its id."""

import re
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import Article, Correction, Mention, Pin, Place, StorySource, ViewCount
from tests import newsroom

pytestmark = pytest.mark.django_db

SECRET = "Тайна"
PLACE = "kurchatov"
ADDRESSES = [
    "articles/",
    "articles/?language=ru",
    "articles/?rubric=hidden",
    "articles/?topic=hidden",
    "articles/?author=hidden",
    f"articles/?town={PLACE}",
    "articles/?since=2001-01-01",
    "articles/?until=2099-01-01",
    "articles/?updated_since=2001-01-01",
    "articles/?has_correction=true",
    "articles/?has_correction=false",
    "articles/{neighbour}/",
    "articles/{translation}/",
    "articles/{older}/related/",
    "articles/{neighbour}/next/",
    "popular/",
    "popular/?language=ru&days=31",
    f"search/?q={SECRET}",
    "search/?q=тайнаа",
    f"search/?place={PLACE}",
    f"search/?q={SECRET}&place={PLACE}",
    "corrections/",
    "corrections/?language=ru&kind=correction&since=2001-01-01",
    "breaking/",
    "topics/",
    "authors/",
    "sources/",
    "bootstrap/",
    "bootstrap/?language=kk",
]


@dataclass
class Seen:
    """Stories that readers see: of the same rubric, and one that the hidden one is a translation of."""

    neighbour: Article
    older: Article
    translation: Article

    def answer(self, client: Client, address: str) -> str:
        """Without the echo of the query."""
        path = address.format(
            neighbour=self.neighbour.pk, older=self.older.pk, translation=self.translation.pk
        )
        answer = client.get(f"/api/v1/{path}")
        assert answer.status_code == 200, (address, answer.content)
        return re.sub('"words":"[^"]*"', "", answer.content.decode().lower())


@pytest.fixture
def seen() -> Seen:
    newsroom.outlet()
    section = newsroom.rubric("hidden")
    return Seen(
        newsroom.story("Видно всем", section=section, age=timedelta(minutes=30)),
        newsroom.story("Видно давно", section=section, age=timedelta(hours=3)),
        newsroom.story("Видно и это", section=section, age=timedelta(days=1), language="kk"),
    )


def hidden(seen: Seen, state: str) -> Article:
    """A story that hangs on everything by which a resource could come to it."""
    now = timezone.now()
    photo = newsroom.photo()
    story = newsroom.story(
        SECRET,
        section=seen.neighbour.rubric,
        topics=(newsroom.topic("hidden", name_ru=f"{SECRET} темы"),),
        authors=(newsroom.author("hidden", name_ru=f"{SECRET} автора"),),
        translation_group=seen.translation.translation_group,
        lead_photo=photo,
        lead=f"{SECRET} во вступлении",
        short_title=f"{SECRET} в списке",
        updated_at=now - timedelta(minutes=5),
        **newsroom.hidden_states()[state],
    )
    place = Place.objects.create(slug=PLACE, name_ru="Курчатов", forms_ru={"nominative": ["Курчатов"]})
    Mention.objects.create(article=story, place=place, verdict="confirmed")
    Article.objects.filter(pk=story.pk).update(place_tokens=f"'place:{PLACE}':1D")
    Correction.objects.create(
        article=story, kind="correction", text=f"{SECRET} поправки", published_at=now - timedelta(minutes=1)
    )
    StorySource.objects.create(article=story, source=newsroom.source("hidden", name_ru=f"{SECRET} источника"))
    ViewCount.objects.create(day=timezone.localdate(), article=story, count=1000)
    for slot in Pin.Slot:
        Pin.objects.create(
            slot=slot,
            article=story,
            text_ru=f"{SECRET} строки",
            text_kk=f"{SECRET} строки",
            starts_at=now - timedelta(minutes=1),
            ends_at=now + timedelta(hours=1),
        )
    return story


def names(told: str, story: Article) -> bool:
    """By its id, as a value or in an address."""
    return re.search(rf'("id":|"article":|/){story.pk}(?!\d)', told) is not None


@pytest.mark.parametrize("state", list(newsroom.hidden_states()))
def test_a_hidden_story_is_in_no_answer(client: Client, seen: Seen, state: str) -> None:
    story = hidden(seen, state)
    assert story.lead_photo is not None
    for address in ADDRESSES:
        told = seen.answer(client, address)
        assert SECRET.lower() not in told, address
        assert not names(told, story), address
        assert story.lead_photo.key.lower() not in told, address


@pytest.mark.parametrize("state", list(newsroom.hidden_states()))
def test_what_only_a_hidden_story_has_answers_as_what_never_was(
    client: Client, seen: Seen, state: str
) -> None:
    hidden(seen, state)
    for kind in ("topics", "authors"):
        there = client.get(f"/api/v1/{kind}/hidden/")
        never = client.get(f"/api/v1/{kind}/never/")
        assert (there.status_code, there.content) == (404, never.content)


def test_the_same_story_is_in_every_answer_once_readers_see_it(client: Client, seen: Seen) -> None:
    """Empty answers would pass the test above as well."""
    story = hidden(seen, "embargo")
    Article.objects.filter(pk=story.pk).update(embargo_until=None)
    shows = {address for address in ADDRESSES if names(seen.answer(client, address), story)}
    names_only = {"topics/", "authors/", "sources/"}
    assert {address for address in names_only if SECRET.lower() in seen.answer(client, address)} == names_only
    assert set(ADDRESSES) - shows == names_only | {"articles/?has_correction=false"}
