"""Stories to which a text may link."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import Rubric
from tests import newsroom
from tests.articles.admin.conftest import desk_of, draft, member

FIND = "/admin/articles/article/find/"

pytestmark = pytest.mark.django_db


def headlines(client: Client, words: str) -> list[str]:
    return [story["headline"] for story in client.get(FIND, {"q": words}).json()["stories"]]


def test_stories_are_found_by_words_of_the_headline_and_by_number(desk: Client, section: Rubric) -> None:
    ice = newsroom.story("Лёд пошёл по реке", section=section)
    newsroom.story("Тепло вернулось", section=section)
    draft(section, headline="Лёд крепнет")
    assert headlines(desk, "лёд") == ["Лёд крепнет", "Лёд пошёл по реке"]
    assert headlines(desk, str(ice.pk)) == ["Лёд пошёл по реке"]
    assert headlines(desk, "самолёт") == []
    assert headlines(desk, "")[0] == "Лёд крепнет"


def test_an_answer_says_where_the_story_stands_and_who_may_read_it(desk: Client, section: Rubric) -> None:
    live = newsroom.story("Лёд пошёл", section=section)
    newsroom.story("Қыс", section=section, language="kk", age=timedelta(hours=-2))
    kazakh, russian = desk.get(FIND).json()["stories"]
    assert russian["url"] == live.url == f"/nature/{live.pk}-{live.slug}/"
    assert russian["state"] == "опубликовано"
    assert kazakh["url"].startswith("/kk/nature/")
    assert kazakh["state"] == "запланировано"
    assert kazakh["language"] == "kk"


def test_as_many_queries_for_a_dozen_as_for_one(desk: Client, section: Rubric) -> None:
    headlines(desk, "лёд")  # the first request of all looks up what later ones remember
    counts = []
    for number in (1, 20):
        for index in range(number):
            newsroom.story(f"Лёд {number} {index}", section=section)
        with CaptureQueriesContext(connection) as queries:
            assert len(headlines(desk, "лёд")) == min(number, 12)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 5


@pytest.mark.parametrize("words", ["%", "_", "'", "\\", "9" * 30, "ё" * 300, '"', "\x07щ"])
def test_odd_words_find_nothing_and_break_nothing(desk: Client, section: Rubric, words: str) -> None:
    newsroom.story("Лёд", section=section)
    assert headlines(desk, words) == []


def test_only_the_newsroom_searches() -> None:
    assert desk_of(member()).get(FIND).status_code == 403
    assert Client().get(FIND).status_code == 302
    assert desk_of(member(roles=("registry_curator",))).post(FIND).status_code == 405
