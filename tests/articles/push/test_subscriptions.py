"""Subscriptions: taken by the API, called off by their secret alone, found by what a story is about."""

from typing import Any

import pytest
from django.test import Client

from articles.models import Mention, Place, PushSubscription
from articles.push import subscriptions
from articles.push.subscriptions import Interests, listeners
from tests import newsroom
from tests.articles.api.keys import sent
from tests.articles.push.browsers import Browser

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/push/subscriptions/"


def subscribe(client: Client, browser: Browser, **fields: Any) -> Any:
    body = {"subscription": browser.told(), "language": "ru"}
    return sent(client, "POST", "push/subscriptions/", body | fields)


def test_a_site_without_keys_sends_no_messages(client: Client) -> None:
    assert client.get(ADDRESS).json() == {"public_key": None}
    assert subscribe(client, Browser()).status_code == 404
    assert not PushSubscription.objects.exists()


def test_a_browser_subscribes_and_calls_off(client: Client, vapid: str) -> None:
    section, topic = newsroom.rubric("nature"), newsroom.topic("led")
    place = Place.objects.first() or Place.objects.create(slug="ridder", name_ru="Риддер", name_kk="Риддер")
    assert client.get(ADDRESS).json() == {"public_key": vapid}
    browser = Browser()
    answer = subscribe(client, browser, topics=["led"], rubrics=["nature"], towns=[place.slug])
    assert answer.status_code == 201, answer.content
    row = PushSubscription.objects.get()
    assert (row.endpoint, row.p256dh, row.auth) == (browser.endpoint, browser.p256dh, browser.auth)
    assert (row.topics.get(), row.rubrics.get(), row.places.get()) == (topic, section, place)
    told = answer.json()
    assert told["token"] not in str(PushSubscription.objects.values_list().get())
    for wrong in ("", "x", told["token"][:-1], "Ж"):
        refused = client.delete(f"{ADDRESS}{told['id']}/", headers={"Subscription-Token": wrong})
        never = client.delete(f"{ADDRESS}5d3d9f1c-2f0b-4f6e-9d53-000000000001/")
        assert (refused.status_code, refused.content) == (404, never.content)
    done = client.delete(f"{ADDRESS}{told['id']}/", headers={"Subscription-Token": told["token"]})
    assert (done.status_code, PushSubscription.objects.count()) == (204, 0)


def test_a_browser_that_subscribes_anew_keeps_its_place(client: Client, vapid: str) -> None:
    newsroom.topic("led")
    browser = Browser()
    first = subscribe(client, browser, topics=["led"]).json()
    again = subscribe(client, browser, language="kk").json()
    row = PushSubscription.objects.get()
    assert (row.language, row.topics.count(), again["id"]) == ("kk", 0, first["id"])
    assert not subscriptions.unsubscribe(row.pk, first["token"])


BAD: dict[str, tuple[dict[str, Any], str]] = {
    "http": ({"endpoint": "http://push.example/x"}, "/subscription/endpoint"),
    "a number": ({"endpoint": "https://127.0.0.1/x"}, "/subscription/endpoint"),
    "a number of IPv6": ({"endpoint": "https://[::1]/x"}, "/subscription/endpoint"),
    "a number in disguise": ({"endpoint": "https://2130706433/x"}, "/subscription/endpoint"),
    "hexadecimal": ({"endpoint": "https://0x7f.0x1/x"}, "/subscription/endpoint"),
    "a local name": ({"endpoint": "https://localhost/x"}, "/subscription/endpoint"),
    "a password": ({"endpoint": "https://a:b@push.example/x"}, "/subscription/endpoint"),
    "a file": ({"endpoint": "file:///etc/passwd"}, "/subscription/endpoint"),
    "too long": ({"endpoint": "https://push.example/" + "x" * 800}, "/subscription/endpoint"),
    "no key": ({"keys": {"p256dh": "AAAA", "auth": "AAAA"}}, "/subscription/keys/p256dh"),
    "no base64": ({"keys": {"p256dh": "ж" * 87, "auth": "!" * 22}}, "/subscription/keys/auth"),
    "unknown": ({"secret": 1}, "/subscription/secret"),
}


@pytest.mark.parametrize("case", BAD)
def test_what_is_no_subscription_is_named_and_not_kept(client: Client, vapid: str, case: str) -> None:
    fields, pointer = BAD[case]
    answer = subscribe(client, Browser(), subscription=Browser().told() | fields)
    assert answer.status_code == 400, answer.content
    assert pointer in [fault["pointer"] for fault in answer.json()["errors"]]
    assert not PushSubscription.objects.exists()


def test_unknown_interests_are_named(client: Client, vapid: str) -> None:
    answer = subscribe(client, Browser(), topics=["none"], towns=["none"], rubrics=["none"])
    assert {fault["pointer"] for fault in answer.json()["errors"]} == {"/topics/0", "/towns/0", "/rubrics/0"}


def test_one_address_subscribes_so_often_and_no_more(client: Client, vapid: str) -> None:
    for number in range(subscriptions.PER_HOUR):
        assert subscribe(client, Browser(f"https://push.example/{number}")).status_code == 201
    answer = subscribe(client, Browser("https://push.example/more"))
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "3600")


def test_a_story_is_told_to_whom_it_concerns() -> None:
    news, sport = newsroom.rubric("news"), newsroom.rubric("sport")
    below = newsroom.rubric("rivers", parent=news)
    led, other = newsroom.topic("led"), newsroom.topic("other")
    here, there = (
        Place.objects.create(slug=f"place-{name}", name_ru=name, name_kk=name) for name in ("Алтын", "Күміс")
    )

    def asked(name: str, language: str = "ru", **interests: list[int]) -> None:
        subscriptions.subscribe(
            endpoint=f"https://push.example/{name}",
            p256dh="x",
            auth="x",
            language=language,
            interests=Interests(**{"topics": [], "rubrics": [], "places": []} | interests),  # type: ignore[typeddict-item]
        )

    asked("everything")
    asked("kazakh", language="kk")
    asked("above", rubrics=[news.pk, sport.pk])
    asked("sport", rubrics=[sport.pk])
    asked("led", topics=[led.pk], rubrics=[sport.pk])
    asked("other", topics=[other.pk])
    asked("here", places=[here.pk])
    asked("there", places=[there.pk])
    story = newsroom.story(section=below, topics=(led,))
    Mention.objects.create(article=story, place=here, verdict=Mention.Answer.CONFIRMED)
    Mention.objects.create(article=story, place=there, verdict=Mention.Answer.ASK)
    told = {row.endpoint.rpartition("/")[2] for row in listeners(story)}
    assert told == {"everything", "above", "led", "here"}
    # Who asked for a topic alone does not hear of everything once the topic is gone.
    other.delete()
    assert {row.endpoint.rpartition("/")[2] for row in listeners(story)} == told


@pytest.mark.parametrize("host", ["push.example.de", "cafe.ad", "fcm.googleapis.com"])
def test_a_name_that_could_be_spelled_in_hexadecimal_is_a_name(client: Client, vapid: str, host: str) -> None:
    answer = subscribe(client, Browser(f"https://{host}/x"))
    assert answer.status_code == 201
