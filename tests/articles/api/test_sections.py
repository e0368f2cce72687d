"""Rubrics, topics, authors, sources and places in the API: what stories are filed under."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import Place, StorySource, User
from tests import newsroom

pytestmark = pytest.mark.django_db
SITE = "http://testserver"


@pytest.fixture(autouse=True)
def _site(settings: Any) -> None:
    settings.PUBLIC_URL = SITE


def read(client: Client, address: str, **headers: str) -> Any:
    answer = client.get(f"/api/v1/{address}", headers=headers)
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_rubrics_are_a_tree_in_the_order_of_the_menu(client: Client) -> None:
    newsroom.rubric("sport", position=2)
    nature = newsroom.rubric("nature", position=1, menu_name_kk="Табиғат")
    newsroom.rubric("rivers", parent=nature)
    first, second = read(client, "rubrics/")["items"]
    assert (first["path"], second["path"]) == ("nature", "sport")
    assert first["menu_name"] == {"ru": "Nature", "kk": "Табиғат"}
    assert first["full_name"] == {"ru": "Новости: nature", "kk": "Новости: nature"}
    assert first["page"] == {"ru": f"{SITE}/nature/", "kk": f"{SITE}/kk/nature/"}
    [below] = first["children"]
    assert below["feed"]["kk"] == f"{SITE}/kk/nature/rivers/rss.xml"
    assert below["stories"] == f"{SITE}/api/v1/articles/?rubric=nature%2Frivers"


def test_the_links_of_a_rubric_lead_to_its_stories(client: Client) -> None:
    nature = newsroom.rubric("nature")
    story = newsroom.story(section=newsroom.rubric("rivers", parent=nature))
    newsroom.story(section=newsroom.rubric("sport"))
    address = read(client, "rubrics/")["items"][0]["stories"].removeprefix(f"{SITE}/api/v1/")
    assert [item["id"] for item in read(client, address)["items"]] == [story.pk]


@pytest.mark.parametrize("kind", ["topics", "authors", "sources", "places"])
def test_lists_go_on_by_cursor_and_end(client: Client, kind: str) -> None:
    for number in range(7):
        story = newsroom.story(
            topics=(newsroom.topic(f"s{number}"),), authors=(newsroom.author(f"s{number}"),)
        )
        StorySource.objects.create(article=story, source=newsroom.source(f"s{number}"))
        Place.objects.create(slug=f"s{number}", name_ru="Место")
    seen: list[str] = []
    address = f"{kind}/?limit=3"
    while address:
        page = read(client, address)
        seen += [item["slug"] for item in page["items"]]
        address = (page["links"]["next"] or "").removeprefix(f"{SITE}/api/v1/")
    assert seen == [f"s{number}" for number in range(7)]


def test_a_topic_has_its_page_feed_and_stories(client: Client) -> None:
    story = newsroom.story(topics=(newsroom.topic("water", name_kk="Су"),))
    newsroom.story()
    topic = read(client, "topics/water/")
    assert topic == {
        "slug": "water",
        "name": {"ru": "Тема water", "kk": "Су"},
        "page": {"ru": f"{SITE}/topics/water/", "kk": f"{SITE}/kk/topics/water/"},
        "feed": {"ru": f"{SITE}/topics/water/rss.xml", "kk": f"{SITE}/kk/topics/water/rss.xml"},
        "stories": f"{SITE}/api/v1/articles/?topic=water",
    }
    address = topic["stories"].removeprefix(f"{SITE}/api/v1/")
    assert [item["id"] for item in read(client, address)["items"]] == [story.pk]


def test_an_author_is_told_of_without_the_account(client: Client) -> None:
    user = User.objects.create_user("secretlogin", email="secret@example.org", first_name="Тайная")
    portrait = newsroom.photo(rendered=True)
    newsroom.story(authors=(newsroom.author("anna", about_ru="Пишет о реке", user=user, portrait=portrait),))
    author = read(client, "authors/anna/")
    assert author["about"] == {"ru": "Пишет о реке", "kk": "Пишет о реке"}
    assert author["portrait"]["key"] == portrait.key
    assert author["portrait"]["renditions"]
    assert portrait.original.name
    told = json.dumps([author, read(client, "authors/")], ensure_ascii=False)
    for secret in ("secretlogin", "secret@example.org", "Тайная", portrait.original.name):
        assert secret not in told


@pytest.mark.parametrize(
    "fields",
    [
        {"consent": "not_obtained"},
        {"withdrawn_at": timezone.now(), "withdrawal_reason": "x"},
        {"rights_until": (timezone.now() - timedelta(days=3)).date()},
    ],
)
def test_a_portrait_that_may_not_be_shown_is_not_there(client: Client, fields: dict[str, Any]) -> None:
    portrait = newsroom.photo(**fields)
    newsroom.story(authors=(newsroom.author("anna", portrait=portrait),))
    assert read(client, "authors/anna/")["portrait"] is None
    assert portrait.key not in json.dumps(read(client, "authors/"))


def test_a_place_has_its_names(client: Client) -> None:
    Place.objects.create(
        slug="semey", name_ru="Семей", name_kk="Семей", former_names=["Семипалатинск"], aliases=["Семей қ."]
    )
    place = read(client, "places/semey/")
    assert place == {
        "slug": "semey",
        "name": {"ru": "Семей", "kk": "Семей"},
        "aliases": ["Семей қ."],
        "former_names": ["Семипалатинск"],
        "page": None,
        "stories": f"{SITE}/api/v1/articles/?town=semey",
    }


@pytest.mark.parametrize("kind", ["topics", "authors", "places"])
@pytest.mark.parametrize("slug", ["never", "9" * 200, "-", "A_B"])
def test_what_is_not_there_is_a_problem(client: Client, kind: str, slug: str) -> None:
    answer = client.get(f"/api/v1/{kind}/{slug}/")
    assert answer.status_code == 404
    assert answer.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    "address",
    [
        "rubrics/?depth=1",
        "topics/?limit=0",
        "topics/?cursor=made-up",
        "authors/?limit=101",
        "sources/?q=a",
        "places/?cursor=%00",
        "corrections/?kind=rumour",
        "corrections/?since=never",
        "outlet/?language=ru",
        "breaking/?x=1",
        "popular/?days=0",
        "popular/?days=32",
        "popular/?limit=51",
        "bootstrap/?language=en",
        "search/",
        "search/?q=%20%09",
        "search/?q=" + "a" * 201,
        "search/?q=a&cursor=made-up",
        "search/?q=a%00b",
        "search/?q=a&place=%27",
    ],
)
def test_what_cannot_be_understood_is_refused(client: Client, address: str) -> None:
    answer = client.get(f"/api/v1/{address}")
    assert answer.status_code == 400, answer.content
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_a_cursor_of_one_list_is_none_of_another(client: Client) -> None:
    for number in range(2):
        newsroom.story(topics=(newsroom.topic(f"t{number}"),), authors=(newsroom.author(f"a{number}"),))
    following = read(client, "topics/?limit=1")["links"]["next"]
    cursor = following.partition("cursor=")[2].partition("&")[0]
    assert client.get(f"/api/v1/authors/?cursor={cursor}").status_code == 400


@pytest.mark.parametrize(
    "address", ["rubrics/", "topics/", "authors/anna/", "outlet/", "corrections/", "places/"]
)
def test_no_answer_depends_on_the_language_of_who_asks(client: Client, address: str) -> None:
    newsroom.outlet()
    newsroom.story(topics=(newsroom.topic("t"),), authors=(newsroom.author("anna"),))
    Place.objects.create(slug="semey", name_ru="Семей")
    answers = [read(client, address, **{"accept-language": language}) for language in ("ru", "kk", "en", "")]
    assert all(answer == answers[0] for answer in answers)
