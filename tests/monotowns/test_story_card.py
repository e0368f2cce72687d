"""«Моногорода в материале»: the towns of a story by their groups, and one query for them at most."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from articles.models import Mention, Place
from monotowns.reference import load_registry
from monotowns.registry.editions import shelf
from monotowns.registry.story_card import story_card
from tests import newsroom
from tests.monotowns.conftest import edition, put, town

pytestmark = pytest.mark.django_db


def page_of(client: Client, *slugs: str, language: str = "ru") -> str:
    newsroom.outlet()
    load_registry()
    story = newsroom.story(language=language)
    for slug in slugs:
        place = Place.objects.get_or_create(slug=slug, defaults={"name_ru": slug})[0]
        Mention.objects.create(article=story, place=place, verdict="confirmed")
    answer = client.get(story.url)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def test_towns_stand_in_their_groups_under_a_draft(client: Client) -> None:
    text = page_of(client, "ridder", "altay", "aksay")
    card = text.partition('<section class="story-towns"')[2].partition("</section>")[0]
    assert "по проекту, не принят" in card
    assert re.findall(r"<dt>([^<]+)</dt><dd>(.*?)</dd>", card) == [
        (
            "Города со средним потенциалом развития",
            '<a href="/monotowns/aksay/">Аксай</a>, <a href="/monotowns/ridder/">Риддер</a>',
        ),
        ("Стагнирующие города", '<a href="/monotowns/altay/">Алтай</a>'),
    ]


def test_in_kazakh_names_and_addresses_are_kazakh(client: Client) -> None:
    text = page_of(client, "ridder", language="kk")
    assert '<a href="/kk/monotowns/ridder/">Риддер</a>' in text
    assert "Даму әлеуеті орташа қалалар" in text


def test_a_place_that_is_no_town_makes_no_card(client: Client) -> None:
    assert "story-towns" not in page_of(client, "saran")


def test_a_mention_that_nobody_confirmed_is_none(client: Client) -> None:
    page_of(client)
    story = newsroom.story()
    Mention.objects.create(article=story, place=Place.objects.get(slug="ridder"), verdict="ask")
    assert "story-towns" not in client.get(story.url).content.decode()


def test_no_query_without_places_and_one_with_them(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    load_registry()
    with django_assert_num_queries(0):
        assert story_card([]) is None
    with django_assert_num_queries(1):
        card = story_card(["ridder", "altay", "aksu"])
    assert card is not None
    assert [len(group.towns) for group in card.groups] == [1, 1, 1]


def test_the_edition_in_force_comes_before_a_newer_draft() -> None:
    today = timezone.localdate()
    one, other = town("one"), town("other")
    old = edition("old", valid_from=date(2000, 1, 1), valid_to=today - timedelta(days=1))
    law = edition("law", valid_from=today)
    draft = edition("draft")
    put(one, old, "first")
    put(one, law, "second")
    put(one, draft, "first")
    put(other, draft, "first")
    shown = shelf().shown(today)
    assert shown is not None
    assert shown.slug == "law"
    card = story_card(["one"])
    assert card is not None
    assert (card.is_draft, card.edition_url, [group.name for group in card.groups]) == (
        False,
        "/monotowns/editions/law/",
        ["Second"],
    )
    # A draft says nothing of a town while something else is in force.
    assert story_card(["other"]) is None
