"""Stories in the API: what is there, what is not, and where a list goes on."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from articles.models import Correction, Rubric
from tests import newsroom

pytestmark = pytest.mark.django_db


@pytest.fixture
def section() -> Rubric:
    return newsroom.rubric("nature")


def items(client: Client, address: str) -> list[dict[str, Any]]:
    answer = client.get(address)
    assert answer.status_code == 200, answer.content
    found: list[dict[str, Any]] = answer.json()["items"]
    return found


def test_the_list_gives_published_stories_newest_first(client: Client, section: Rubric) -> None:
    older = newsroom.story("Раньше", section=section, age=timedelta(hours=2))
    newer = newsroom.story("Позже", section=section, age=timedelta(hours=1))
    for fields in newsroom.hidden_states().values():
        newsroom.story(section=section, **fields)
    assert [item["id"] for item in items(client, "/api/v1/articles/")] == [newer.pk, older.pk]


def test_following_the_cursor_neither_skips_nor_repeats_while_news_flows_in(
    client: Client, section: Rubric
) -> None:
    there = {
        newsroom.story(section=section, age=timedelta(minutes=number // 3)).pk for number in range(3, 30)
    }
    seen: list[int] = []
    address = "/api/v1/articles/?limit=4"
    while address:
        answer = client.get(address).json()
        seen += [item["id"] for item in answer["items"]]
        newsroom.story(section=section, age=timedelta(seconds=1))
        address = answer["links"]["next"]
    assert len(seen) == len(set(seen))
    assert set(seen) == there


def test_rubrics_include_those_below_them(client: Client, section: Rubric) -> None:
    below = newsroom.rubric("rivers", parent=section)
    mine = newsroom.story(section=below)
    newsroom.story(section=newsroom.rubric("sport"))
    assert [item["id"] for item in items(client, "/api/v1/articles/?rubric=nature")] == [mine.pk]
    assert items(client, "/api/v1/articles/?rubric=natur") == []


def test_only_the_chosen_fields_are_sent(client: Client, section: Rubric) -> None:
    newsroom.story(section=section)
    [item] = items(client, "/api/v1/articles/?fields=lead,rubric")
    assert set(item) == {"id", "language", "headline", "url", "published_at", "updated_at", "lead", "rubric"}


def test_a_corrected_story_says_so(client: Client, section: Rubric) -> None:
    story = newsroom.story(section=section)
    newsroom.story(section=section)
    Correction.objects.create(
        article=story, kind="correction", text="Было иначе.", published_at=story.published_at
    )
    [item] = items(client, "/api/v1/articles/?has_correction=true")
    assert (item["id"], item["has_correction"]) == (story.pk, True)


@pytest.mark.parametrize(
    "query",
    [
        "limit=0",
        "limit=" + "9" * 30,
        "limit=ten",
        "since=yesterday",
        "since=0001-01-01T00:00:00Z",
        "until=9999-12-31T23:59:59Z",
        "until=0001-01-01",
        "cursor=made-up",
        "cursor=%F0%9F%98%80",
        "language=fr",
        "rubric='",
        "town=x' | 'y",
        "rubic=nature",
        "fields=secret",
        "limit=1&limit=2",
        "topic=" + "a" * 400,
    ],
)
def test_what_cannot_be_understood_is_a_problem_that_names_the_parameter(client: Client, query: str) -> None:
    answer = client.get(f"/api/v1/articles/?{query}")
    assert answer.status_code == 400
    assert answer.headers["Content-Type"] == "application/problem+json"
    problem = answer.json()
    if not query.startswith("cursor"):
        assert problem["errors"][0]["parameter"] == query.partition("=")[0]
    assert problem["detail"]


def test_a_story_has_its_text_in_two_forms(client: Client, section: Rubric) -> None:
    photo = newsroom.photo(rendered=True)
    gone = newsroom.photo(consent="not_obtained")
    body = (
        '<p>Вода <strong>🌊 спала</strong> <a href="/nature/">тут</a></p>'
        f'<figure><img src="/media/photos/{photo.key}/120.jpg" alt="Река"><figcaption>Брод</figcaption></figure>'
        f'<figure><img src="/media/photos/{gone.key}/120.jpg" alt="Нет"></figure>'
    )
    story = newsroom.story("Вода", section=section, body=body, photos=(photo, gone))
    answer = client.get(f"/api/v1/articles/{story.pk}/").json()
    paragraph, figure = answer["body"]
    assert paragraph["content"]["text"] == "Вода 🌊 спала тут"
    assert [(mark["kind"], mark["start"], mark["end"]) for mark in paragraph["content"]["marks"]] == [
        ("strong", 5, 13),
        ("link", 14, 17),
    ]
    assert figure["photo"] == photo.key
    assert [item["key"] for item in answer["photos"]] == [photo.key]
    assert gone.key not in answer["body_html"]
    assert 'src="http' in answer["body_html"]


@pytest.mark.parametrize("state", ["draft", "draft with a date", "tomorrow", "embargo", "expired"])
def test_what_readers_may_not_see_answers_as_what_never_was(
    client: Client, section: Rubric, state: str
) -> None:
    story = newsroom.story(section=section, **newsroom.hidden_states()[state])
    never = client.get("/api/v1/articles/987654321/")
    for address in (f"/api/v1/articles/{story.pk}/", f"/api/v1/articles/by-address/?url={story.url}"):
        answer = client.get(address)
        assert (answer.status_code, answer.content) == (404, never.content)


def test_a_withdrawn_story_says_why(client: Client, section: Rubric) -> None:
    story = newsroom.story(section=section, **newsroom.hidden_states()["withdrawn"])
    answer = client.get(f"/api/v1/articles/{story.pk}/")
    assert answer.status_code == 410
    assert answer.json()["detail"] == story.withdrawal_reason


def test_links_stand_in_the_headers_too(client: Client, section: Rubric) -> None:
    older = newsroom.story(section=section, age=timedelta(hours=2))
    story = newsroom.story(section=section)
    links = client.get(f"/api/v1/articles/{story.pk}/")
    page, following = links.json()["links"]["canonical"], links.json()["links"]["next"]
    assert following.endswith(f"/api/v1/articles/{older.pk}/")
    assert links.headers["Link"] == f'<{page}>; rel="canonical", <{following}>; rel="next"'
    paged = client.get("/api/v1/articles/?limit=1")
    assert paged.headers["Link"] == f'<{paged.json()["links"]["next"]}>; rel="next"'
