"""What readers may not see is in no answer of the API, whatever is asked; and asking for it tells nothing."""

from datetime import timedelta

import pytest
from django.db.models import Q
from django.test import Client
from django.utils import timezone

from articles.models import (
    Article,
    Author,
    Correction,
    Mention,
    Photo,
    Pin,
    Place,
    Source,
    StorySource,
    Topic,
    ViewCount,
)
from monotowns.models import Document
from tests import newsroom
from tests.newsportal.api.questions import AUTHOR, PLACE, RUBRIC, STORY, TOPIC, addresses

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]

MARK = "сокрытое"
# Above and below: a shorter number must not be found within another.
NEVER = 7_999_999_999
STATES = list(newsroom.hidden_states())


def hidden(state: str) -> Article:
    """A story that hangs on everything by which an answer could come to it."""
    now = timezone.now()
    live = Article.objects.get(pk=STORY)
    text = f"<p>{MARK} двадцать городов</p>"
    story = newsroom.story(
        f"{MARK} городов",
        section=live.rubric,
        topics=(Topic.objects.get(slug=TOPIC),),
        authors=(Author.objects.get(slug=AUTHOR),),
        lead_photo=newsroom.photo(alt_ru=MARK, rendered=True),
        photos=(newsroom.photo(caption_ru=MARK),),
        lead=f"{MARK} городов",
        short_title=MARK,
        body=text,
        slug="sokrytoe",
        **newsroom.hidden_states(now)[state],
    )
    Mention.objects.create(article=story, place=Place.objects.get(slug=PLACE), verdict="confirmed")
    Article.objects.filter(pk=story.pk).update(place_tokens=f"'place:{PLACE}':1D")
    Correction.objects.create(article=story, kind="correction", text=MARK, published_at=now)
    StorySource.objects.create(article=story, source=Source.objects.get(slug="first"))
    ViewCount.objects.create(day=timezone.localdate(), article=story, count=1000)
    for slot in Pin.Slot:
        term = {"starts_at": now - timedelta(minutes=1), "ends_at": now + timedelta(hours=1)}
        Pin.objects.create(slot=slot, article=story, text_ru=MARK, text_kk=MARK, **term)
    Document.objects.update(story=story)
    return story


def questions(client: Client) -> list[str]:
    """All of the table, what has changed since the story came, and what begins with words of it."""
    cursor = client.get("/api/v1/changes/").json()["cursor"]
    return [
        *addresses(),
        f"/api/v1/changes/?cursor={cursor}",
        f"/api/v1/changes/?cursor={cursor}&include=body_html",
        f"/api/v1/articles/?rubric={RUBRIC}&limit=100",
        f"/api/v1/search/?q={MARK[:-1]}",
    ]


def test_it_is_in_no_answer(client: Client) -> None:
    """One of each state, all there at once, and each by itself where a row of the registry names one story."""
    asked = questions(client)
    of_registry = [address for address in asked if address.startswith("/api/v1/monotowns/")]
    assert of_registry
    marks = [MARK, "sokrytoe"]
    for state in STATES:
        story = hidden(state)
        photos = Photo.objects.filter(Q(pk=story.lead_photo_id) | Q(articles=story))
        marks += [str(story.pk), *photos.values_list("key", flat=True)]
        for address in of_registry if state != STATES[-1] else asked:
            told = client.get(address).content.decode()
            told = told.replace(f'"words":"{MARK[:-1]}"', "")
            for mark in marks:
                assert mark not in told, (state, address, mark)
    assert len(marks) == 2 + 3 * len(STATES)


def test_it_is_in_many_once_readers_see_it(client: Client) -> None:
    """Empty answers would pass the test above as well."""
    asked = questions(client)
    story = hidden("embargo")
    Article.objects.filter(pk=story.pk).update(embargo_until=None)
    telling = [address for address in asked if str(story.pk) in client.get(address).content.decode()]
    paths = {address.partition("?")[0].removeprefix("/api/v1/") for address in telling}
    assert paths >= {
        "articles/",
        "bootstrap/",
        "breaking/",
        "changes/",
        "corrections/",
        "monotowns/documents/",
        f"monotowns/{PLACE}/mentions/",
        "popular/",
        "search/",
    }
    assert len(telling) > 30


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize(
    "address",
    [
        "articles/{id}/",
        "articles/{id}/?fields=body",
        "articles/{id}/next/",
        "articles/{id}/related/",
        "articles/by-address/?url=/news/{id}-sokrytoe/",
    ],
)
def test_asking_for_it_is_asking_for_what_never_was(client: Client, state: str, address: str) -> None:
    """But for a withdrawn one, of which readers are told why it is gone, and nothing else."""
    story = hidden(state)
    there = client.get("/api/v1/" + address.format(id=story.pk))
    never = client.get("/api/v1/" + address.format(id=NEVER))
    if state == "withdrawn":
        assert there.status_code == 410
        assert MARK not in there.content.decode()
        assert there.json()["detail"] == "По требованию закона"
    else:
        assert (there.status_code, there.content) == (404, never.content)
        changing = {"RateLimit-Remaining", "RateLimit-Reset", "X-Request-ID"}
        assert {name: value for name, value in there.items() if name not in changing} == {
            name: value for name, value in never.items() if name not in changing
        }


@pytest.mark.parametrize("state", STATES)
def test_errors_tell_nothing_of_it(client: Client, state: str) -> None:
    story = hidden(state)
    for address in (
        f"articles/?fields={story.pk}",
        f"articles/?cursor={story.pk}",
        f"articles/{story.pk}/?fields=headline",
        f"articles/{story.pk}/?unknown=1",
        f"search/?q={story.pk}&cursor=x",
    ):
        answer = client.get(f"/api/v1/{address}")
        assert 400 <= answer.status_code < 500
        assert MARK not in answer.content.decode()


def test_images_of_it_are_not_given(client: Client) -> None:
    for state in STATES:
        photo = hidden_photo(state)
        assert photo.renditions
        for rendition in photo.renditions:
            assert client.get(photo.url(rendition["width"], rendition["extension"])).status_code == 404


def hidden_photo(state: str) -> Photo:
    photo = newsroom.photo(rendered=True)
    newsroom.story(lead_photo=photo, **newsroom.hidden_states()[state])
    return photo
