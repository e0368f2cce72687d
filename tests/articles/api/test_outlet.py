"""The publication, its bar, its corrections and what is read most, in the API."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.http import http_date

from articles.models import Article, Correction, Pin, ViewCount
from tests import newsroom

pytestmark = pytest.mark.django_db
SITE = "http://testserver"


@pytest.fixture(autouse=True)
def _site(settings: Any) -> None:
    settings.PUBLIC_URL = SITE


def read(client: Client, address: str) -> Any:
    answer = client.get(f"/api/v1/{address}")
    assert answer.status_code == 200, answer.content
    return answer.json()


def pin(article: Article | None = None, **fields: Any) -> Pin:
    now = timezone.now()
    times = {"starts_at": now - timedelta(minutes=1), "ends_at": now + timedelta(hours=1)}
    return Pin.objects.create(slot=Pin.Slot.BREAKING, article=article, **times | fields)


def test_the_publication_has_its_imprint_and_the_channels_that_are_filled_in(client: Client) -> None:
    newsroom.outlet(
        phone="+7 (7222) 00-00-00",
        telegram="@sliyanie",
        owner_ru="ТОО «Слияние»",
        age_mark=16,
        consent_version="7",
        tip_contact_days=30,
    )
    outlet = read(client, "outlet/")
    assert outlet["name"] == {"ru": "Слияние", "kk": "Құйылыс"}
    assert outlet["age_mark"] == 16
    assert outlet["imprint"]["owner"] == {"ru": "ТОО «Слияние»", "kk": "ТОО «Слияние»"}
    assert outlet["channels"] == [
        {"kind": "phone", "text": "+7 (7222) 00-00-00", "url": "tel:+77222000000"},
        {"kind": "telegram", "text": "@sliyanie", "url": "https://t.me/sliyanie"},
    ]
    assert outlet["consent"] == {
        "text": {"ru": "Согласен", "kk": "Согласен"},
        "version": "7",
        "days_contacts_are_kept": 30,
    }
    assert outlet["feeds"]["site"] == {"ru": f"{SITE}/rss.xml", "kk": f"{SITE}/kk/rss.xml"}
    assert outlet["feeds"]["rubric"] == {
        "ru": f"{SITE}/{{+path}}/rss.xml",
        "kk": f"{SITE}/kk/{{+path}}/rss.xml",
    }


def test_the_templates_of_feeds_make_addresses_that_answer(client: Client) -> None:
    newsroom.outlet()
    newsroom.rubric("rivers", parent=newsroom.rubric("nature"))
    newsroom.topic("water")
    newsroom.author("anna")
    feeds = read(client, "outlet/")["feeds"]
    for kind, part, value in (
        ("rubric", "{+path}", "nature/rivers"),
        ("topic", "{slug}", "water"),
        ("author", "{slug}", "anna"),
    ):
        for template in feeds[kind].values():
            assert client.get(template.replace(part, value).removeprefix(SITE)).status_code == 200


def test_a_site_without_an_outlet_answers_too(client: Client) -> None:
    assert read(client, "outlet/")["channels"] == []
    assert read(client, "breaking/") == {"ru": [], "kk": []}


def test_lines_of_the_bar_stand_in_the_languages_of_their_pages(client: Client) -> None:
    newsroom.outlet()
    russian = newsroom.story("Мост закрыт", short_title="Мост", is_unverified=True)
    kazakh = newsroom.story("Көпір жабық", language="kk")
    pin(russian, position=1)
    pin(kazakh, position=2)
    pin(text_ru="Связи нет", text_kk="Байланыс жоқ", position=3)
    bar = read(client, "breaking/")
    assert [(line["text"], line["article"], line["is_unverified"]) for line in bar["ru"]] == [
        ("Мост", russian.pk, True),
        ("Связи нет", None, False),
    ]
    assert [(line["text"], line["url"]) for line in bar["kk"]] == [
        ("Көпір жабық", f"{SITE}{kazakh.url}"),
        ("Байланыс жоқ", None),
    ]


def test_a_line_ends_by_itself(client: Client) -> None:
    newsroom.outlet()
    now = timezone.now()
    pin(text_ru="Прошло", ends_at=now - timedelta(seconds=1))
    pin(text_ru="Впереди", starts_at=now + timedelta(minutes=1))
    pin(text_ru="Снято", ended_at=now)
    assert read(client, "breaking/") == {"ru": [], "kk": []}


def test_what_changes_without_a_story_is_never_said_to_be_unchanged(client: Client) -> None:
    """A date alone asks: it is that of the newest story, and what is shown is younger."""
    newsroom.outlet()
    portrait = newsroom.photo()
    story = newsroom.story(authors=(newsroom.author("anna", portrait=portrait),))
    addresses = ("breaking/", "popular/", "authors/anna/", "bootstrap/")
    before = [read(client, address) for address in addresses]
    pin(text_ru="Мост закрыт")
    ViewCount.objects.create(article=story, day=timezone.localdate(), count=1)
    portrait.consent = "not_obtained"
    portrait.save()
    asked = {"if-modified-since": http_date(timezone.now().timestamp() + 1)}
    for address, former in zip(addresses, before, strict=True):
        answer = client.get(f"/api/v1/{address}", headers=asked)
        assert answer.status_code == 200, address
        assert answer.json() != former, address


def correction(story: Article, text: str, *, minutes: int, kind: str = "correction") -> Correction:
    return Correction.objects.create(
        article=story, kind=kind, text=text, published_at=timezone.now() - timedelta(minutes=minutes)
    )


def test_corrections_are_listed_newest_first_with_their_stories(client: Client) -> None:
    story = newsroom.story("О мосте")
    correction(story, "Раньше", minutes=5)
    newest = correction(story, "Позже", minutes=1, kind="clarification")
    Correction.objects.create(article=story, kind="correction", text="Предложено")
    correction(story, "Завтра", minutes=-60)
    items = read(client, "corrections/")["items"]
    assert [item["text"] for item in items] == ["Позже", "Раньше"]
    assert items[0]["id"] == newest.pk
    assert items[0]["kind"] == "clarification"
    assert items[0]["kind_name"] == {"ru": "Уточнение", "kk": "Нақтылау"}
    assert items[0]["article"] == {
        "id": story.pk,
        "language": "ru",
        "headline": "О мосте",
        "url": f"{SITE}{story.url}",
    }


def test_corrections_are_filtered(client: Client) -> None:
    russian, kazakh = newsroom.story(), newsroom.story(language="kk")
    correction(russian, "Одно", minutes=1)
    correction(kazakh, "Другое", minutes=2, kind="reply")
    correction(kazakh, "Давно", minutes=5000)
    moment = (timezone.now() - timedelta(minutes=60)).strftime("%Y-%m-%dT%H:%M:%SZ")

    def texts(query: str) -> list[str]:
        return [item["text"] for item in read(client, f"corrections/?{query}")["items"]]

    assert texts("language=ru") == ["Одно"]
    assert texts("kind=reply") == ["Другое"]
    assert texts(f"language=kk&since={moment}") == ["Другое"]


def test_corrections_go_on_while_new_ones_come(client: Client) -> None:
    story = newsroom.story()
    there = {correction(story, f"{number}", minutes=number // 3 + 1).pk for number in range(10)}
    seen: list[int] = []
    address = "corrections/?limit=3"
    while address:
        page = read(client, address)
        seen += [item["id"] for item in page["items"]]
        correction(story, "Новая", minutes=0)
        address = (page["links"]["next"] or "").removeprefix(f"{SITE}/api/v1/")
    assert len(seen) == len(set(seen))
    assert set(seen) == there


def test_the_most_read_come_first_within_the_days(client: Client) -> None:
    today = timezone.localdate()
    often, seldom, kazakh = newsroom.story(), newsroom.story(), newsroom.story(language="kk")
    for story, days, count in (
        (often, 0, 5),
        (often, 1, 5),
        (seldom, 0, 6),
        (seldom, 20, 90),
        (kazakh, 0, 50),
    ):
        ViewCount.objects.create(article=story, day=today - timedelta(days=days), count=count)

    def ids(query: str) -> list[int]:
        return [item["id"] for item in read(client, f"popular/?{query}")["items"]]

    assert ids("language=ru") == [often.pk, seldom.pk]
    assert ids("language=ru&days=31") == [seldom.pk, often.pk]
    assert ids("limit=1") == [kazakh.pk]
    [card] = read(client, "popular/?limit=1&fields=lead")["items"]
    assert "photo" not in card
