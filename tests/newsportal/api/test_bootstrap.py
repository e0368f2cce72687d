"""The first screen of an app in one answer."""

import gzip
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import Pin, ViewCount
from newsportal.demo import loading
from tests import newsroom
from widgets.reference import load_cities_and_currencies, load_samples

pytestmark = pytest.mark.django_db
MOST_BYTES = 30_000


def bootstrap(client: Client, query: str = "", **headers: str) -> Any:
    answer = client.get(f"/api/v1/bootstrap/{query}", headers=headers)
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_each_part_is_the_answer_of_its_own_resource(client: Client) -> None:
    newsroom.outlet()
    newsroom.rubric("nature")
    load_cities_and_currencies()
    load_samples(timezone.now())
    story = newsroom.story("Мост")
    ViewCount.objects.create(article=story, day=timezone.localdate(), count=1)
    Pin.objects.create(
        slot="breaking",
        article=story,
        starts_at=timezone.now() - timedelta(minutes=1),
        ends_at=timezone.now() + timedelta(hours=1),
    )
    answer = bootstrap(client)
    for name in ("outlet", "breaking", "weather"):
        assert answer[name] == client.get(f"/api/v1/{name}/").json(), name
    assert answer["rubrics"] == client.get("/api/v1/rubrics/").json()["items"]
    assert answer["front"]["most_read"] == client.get("/api/v1/popular/?language=ru").json()["items"]
    assert answer["front"]["lead"] == client.get("/api/v1/articles/").json()["items"][0]
    assert len(answer["weather"]["items"]) == 18
    assert answer["rates"]["items"]


def test_the_front_page_is_that_of_the_site(client: Client) -> None:
    newsroom.outlet()
    photo = newsroom.photo()
    for number in range(20):
        newsroom.story(lead_photo=photo if number % 3 else None, age=timedelta(minutes=number + 1))
    lead = newsroom.story("Главное", age=timedelta(days=9))
    newsroom.story("Қазақша", language="kk")
    Pin.objects.create(
        slot="lead",
        article=lead,
        starts_at=timezone.now() - timedelta(minutes=1),
        ends_at=timezone.now() + timedelta(hours=1),
    )
    for language, path in (("ru", "/"), ("kk", "/kk/")):
        page = client.get(path).context
        front = bootstrap(client, f"?language={language}")["front"]
        assert front["lead"]["id"] == page["lead"].pk
        for part in ("secondary", "latest"):
            assert [card["id"] for card in front[part]] == [card.pk for card in page[part]]


def test_a_site_without_anything_answers_too(client: Client) -> None:
    answer = bootstrap(client)
    assert answer["front"] == {"lead": None, "secondary": [], "latest": [], "most_read": []}
    assert (answer["rubrics"], answer["weather"]["items"], answer["rates"]["items"]) == ([], [], [])


def test_its_links_answer(client: Client) -> None:
    links = bootstrap(client, "?language=kk")["links"]
    for address in links.values():
        assert client.get(address).status_code == 200
        assert address.endswith("?language=kk")


def test_the_language_of_who_asks_changes_nothing(client: Client) -> None:
    newsroom.outlet()
    newsroom.story()
    answers = [bootstrap(client, **{"accept-language": tag}) for tag in ("ru", "kk", "en")]
    assert answers[0] == answers[1] == answers[2]


def test_it_is_light(client: Client, record_property: Callable[[str, object], None]) -> None:
    """The newsroom of the demonstration, each of its photos with all its files."""
    loading.load_or_renew(timezone.now())
    for language in ("ru", "kk"):
        answer = client.get(f"/api/v1/bootstrap/?language={language}")
        size = len(gzip.compress(answer.content, 6))
        record_property(f"bootstrap {language}, bytes", size)
        assert answer.json()["front"]["latest"]
        assert size <= MOST_BYTES
