"""Filters of the list of stories: each lets pass what it says, alone and together with others."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import Article, Correction, Mention, Place, Rubric
from articles.places import areas
from tests import newsroom

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def ids(client: Client, query: str) -> list[int]:
    answer = client.get(f"/api/v1/articles/?{query}")
    assert answer.status_code == 200, answer.content
    return [item["id"] for item in answer.json()["items"]]


def ago(distance: timedelta) -> str:
    return (timezone.now() - distance).strftime("%Y-%m-%dT%H:%M:%SZ")


def mention(story: Article, slug: str, verdict: str = "confirmed") -> None:
    place = Place.objects.get_or_create(slug=slug, defaults={"name_ru": slug})[0]
    Mention.objects.create(article=story, place=place, verdict=verdict)


def correct(story: Article, published_at: datetime | None) -> None:
    Correction.objects.create(article=story, kind="correction", text="Было иначе.", published_at=published_at)


def test_by_language(client: Client) -> None:
    russian, kazakh = newsroom.story(), newsroom.story(language="kk")
    assert ids(client, "language=ru") == [russian.pk]
    assert ids(client, "language=kk") == [kazakh.pk]
    assert ids(client, "") == [kazakh.pk, russian.pk]


def test_by_rubric_with_all_below_it_newest_first_whatever_the_rubric(client: Client) -> None:
    top = newsroom.rubric("nature")
    below = newsroom.rubric("rivers", parent=top)
    lowest = newsroom.rubric("ice", parent=below)
    newsroom.story(section=newsroom.rubric("nature-of-things"))
    made = [
        newsroom.story(section=section, age=timedelta(minutes=minutes))
        for minutes, section in enumerate([top, lowest, below, lowest, top], start=1)
    ]
    assert ids(client, "rubric=nature") == [story.pk for story in made]
    assert ids(client, "rubric=nature/rivers") == [made[1].pk, made[2].pk, made[3].pk]
    assert ids(client, "rubric=nature/rivers/ice") == [made[1].pk, made[3].pk]
    assert ids(client, "rubric=rivers") == []


def test_by_topic_and_author(client: Client) -> None:
    water, anna = newsroom.topic("water"), newsroom.author("anna")
    both = newsroom.story(topics=(water, newsroom.topic("ice")), authors=(newsroom.author("ivan"), anna))
    first = newsroom.story(topics=(water,), age=2 * DAY)
    second = newsroom.story(authors=(anna,), age=3 * DAY)
    assert ids(client, "topic=water") == [both.pk, first.pk]
    assert ids(client, "author=anna") == [both.pk, second.pk]
    assert ids(client, "topic=water&author=anna") == [both.pk]
    assert ids(client, "topic=nobody") == ids(client, "author=nobody") == []


def test_by_town_only_what_surely_means_it(client: Client) -> None:
    sure, unsure, no = newsroom.story(), newsroom.story(), newsroom.story()
    mention(sure, "kurchatov")
    mention(unsure, "kurchatov", "ask")
    mention(no, "kurchatov", "rejected")
    mention(no, "ridder")
    assert ids(client, "town=kurchatov") == [sure.pk]
    assert ids(client, "town=nobody") == []


def test_by_region_any_of_its_places_once(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    regions = {"abai": ["kurchatov", "semey"], "vko": ["ridder"], "empty": []}
    monkeypatch.setattr(areas, "_lookups", [lambda region: regions.get(region, [])])
    both, other = newsroom.story(), newsroom.story()
    mention(both, "kurchatov")
    mention(both, "semey")
    mention(other, "ridder")
    assert ids(client, "region=abai") == [both.pk]
    assert ids(client, "region=vko") == [other.pk]
    assert ids(client, "region=vko&town=kurchatov") == []
    assert ids(client, "region=empty") == ids(client, "region=nobody") == []


def test_by_moment_of_publication(client: Client) -> None:
    new, old = newsroom.story(age=timedelta(hours=1)), newsroom.story(age=2 * DAY)
    assert ids(client, f"since={ago(DAY)}") == [new.pk]
    assert ids(client, f"until={ago(DAY)}") == [old.pk]
    assert ids(client, f"since={ago(3 * DAY)}&until={ago(DAY)}") == [old.pk]
    moment = (new.published_at or timezone.now()).isoformat().replace("+", "%2B")
    assert ids(client, f"since={moment}") == [new.pk]
    assert ids(client, f"until={moment}") == [old.pk]


def test_by_what_was_told_since(client: Client) -> None:
    """Published, changed or corrected: each story once, in the order of publication."""
    now = timezone.now()
    new = newsroom.story(age=timedelta(minutes=10), updated_at=now - timedelta(minutes=5))
    changed = newsroom.story(age=5 * DAY, updated_at=now - timedelta(minutes=5))
    corrected = newsroom.story(age=6 * DAY)
    both = newsroom.story(age=7 * DAY, updated_at=now - timedelta(minutes=5))
    changed_long_ago = newsroom.story(age=8 * DAY, updated_at=now - 7 * DAY)
    untouched, proposed = newsroom.story(age=9 * DAY), newsroom.story(age=9 * DAY)
    for story in (new, corrected, both):
        correct(story, now - timedelta(minutes=1))
        correct(story, now - timedelta(minutes=2))
    correct(proposed, None)
    correct(untouched, now + DAY)
    assert ids(client, f"updated_since={ago(DAY)}") == [new.pk, changed.pk, corrected.pk, both.pk]
    assert ids(client, f"updated_since={ago(7 * DAY + timedelta(hours=1))}")[-1] == changed_long_ago.pk
    assert ids(client, "updated_since=2099-01-01") == []


def test_by_corrections(client: Client) -> None:
    mended, proposed, plain = newsroom.story(), newsroom.story(), newsroom.story()
    correct(mended, timezone.now())
    correct(mended, timezone.now())
    correct(proposed, None)
    assert ids(client, "has_correction=true") == [mended.pk]
    assert ids(client, "has_correction=false") == [plain.pk, proposed.pk]


@pytest.mark.parametrize(
    "query",
    [
        "",
        "language=ru",
        "rubric=top",
        "rubric=top&language=ru",
        "topic=shared&rubric=top",
        "author=anna",
        "town=kurchatov",
        "updated_since=2001-01-01",
        "updated_since={ago}&rubric=top",
        "has_correction=true&rubric=top",
        "since=2001-01-01&until=2099-01-01",
    ],
)
def test_pages_of_a_filtered_list_are_the_list(client: Client, query: str) -> None:
    """Stories of one moment among them, on either side of the edge of a page."""
    top = newsroom.rubric("top")
    sections = [top, newsroom.rubric("a", parent=top), newsroom.rubric("b", parent=top)]
    topic, author = newsroom.topic("shared"), newsroom.author("anna")
    now = timezone.now()
    made: list[Article] = []
    for number in range(17):
        story = newsroom.story(
            section=sections[number % 3],
            topics=(topic,),
            authors=(author,),
            published_at=now - timedelta(hours=1 + number // 4),
            updated_at=now if number % 2 else None,
        )
        correct(story, now - timedelta(minutes=1))
        mention(story, "kurchatov")
        made.append(story)
    asked = query.format(ago=ago(timedelta(hours=3)))
    whole = ids(client, f"{asked}&limit=100".removeprefix("&"))
    assert whole == [row.pk for row in sorted(made, key=_place, reverse=True)]
    seen: list[int] = []
    address: str | None = f"/api/v1/articles/?{asked}&limit=3".replace("?&", "?")
    while address:
        page: dict[str, Any] = client.get(address).json()
        seen += [item["id"] for item in page["items"]]
        address = page["links"]["next"]
    assert seen == whole


def _place(story: Article) -> tuple[Any, int]:
    return story.published_at, story.pk


def test_a_moved_rubric_is_found_by_its_present_path_alone(client: Client) -> None:
    section = newsroom.rubric("old")
    story = newsroom.story(section=section)
    Rubric.objects.get(pk=section.pk)
    section.slug = "new"
    section.save()
    assert ids(client, "rubric=new") == [story.pk]
    assert ids(client, "rubric=old") == []
