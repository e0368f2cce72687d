from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import revisions
from articles.models import Article, Rubric
from articles.publication_state import PublicationState, in_state, state_of
from tests import newsroom
from tests.articles.admin.conftest import draft

LIST = "/admin/articles/article/"

pytestmark = pytest.mark.django_db


def headlines(client: Client, **query: Any) -> list[str]:
    response = client.get(LIST, query)
    assert response.status_code == 200
    return [row.working_headline or row.headline for row in response.context["cl"].result_list]


@pytest.mark.parametrize("path", ["", "?q=лёд", "?state=published", "?rubric=nature", "?language=ru"])
def test_as_many_queries_for_a_hundred_rows_as_for_ten(desk: Client, section: Rubric, path: str) -> None:
    counts = []
    for number in (10, 90):
        for _row in range(number):
            newsroom.story("Лёд", section=section, lead_photo=None)
        desk.get(LIST + path)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert desk.get(LIST + path).status_code == 200
        counts.append(len(queries))
        assert not any("COUNT(" in query["sql"] for query in queries)
    assert counts[0] == counts[1]


def test_pages_go_on_without_a_count(desk: Client, section: Rubric) -> None:
    made = [newsroom.story(section=section).pk for _row in range(103)]
    seen = []
    url = LIST
    while url:
        page = desk.get(url)
        changes = page.context["cl"]
        seen += [row.pk for row in changes.result_list]
        url = LIST + changes.older if changes.older else ""
    assert seen == made[::-1]
    assert changes.newer == "?p=2"


@pytest.mark.parametrize(
    "query",
    ["p=0", "p=-1", "p=x", "p=99999999999999999999", "p=7", "o=99", "state=x", "rubric=x", "language=x"],
)
def test_a_senseless_query_is_no_error(desk: Client, story: Article, query: str) -> None:
    assert desk.get(f"{LIST}?{query}", follow=True).status_code == 200


def test_every_state_has_its_name_and_its_filter(desk: Client, section: Rubric) -> None:
    now = timezone.now()
    for name, fields in newsroom.hidden_states(now).items():
        newsroom.story(name, section=section, **fields)
    newsroom.story("published", section=section)
    expected = {
        "none": {"draft", "draft with a date"},
        "scheduled": {"tomorrow"},
        "embargo": {"embargo"},
        "expired": {"expired"},
        "withdrawn": {"withdrawn"},
        "published": {"published"},
    }
    for state, names in expected.items():
        assert set(headlines(desk, state=state)) == names
        assert {s.headline for s in Article.objects.all() if state_of(s, now) == state} == names


def test_the_states_divide_all_stories_as_the_rule_of_visibility_does(section: Rubric) -> None:
    now = timezone.now()
    moments = [None, now - timedelta(hours=2), now, now + timedelta(hours=2)]
    for publication in ("none", "published"):
        for embargo in moments:
            for ends in moments:
                for at in (now - timedelta(hours=3), now, now + timedelta(hours=1)):
                    if ends is not None and ends <= at:
                        continue
                    newsroom.story(
                        section=section,
                        publication=publication,
                        published_at=at,
                        embargo_until=embargo,
                        expires_at=ends,
                    )
    visible = set(Article.objects.published(now).values_list("pk", flat=True))
    seen: list[int] = []
    for state in PublicationState:
        rows = list(Article.objects.filter(in_state(state, now)))
        assert {state_of(row, now) for row in rows} <= {state}
        if state == PublicationState.PUBLISHED:
            assert {row.pk for row in rows} == visible
        seen += [row.pk for row in rows]
    assert sorted(seen) == sorted(Article.objects.values_list("pk", flat=True))


def test_a_rubric_is_shown_with_what_is_below_it(desk: Client, section: Rubric) -> None:
    below = newsroom.rubric("taiga", parent=section)
    newsroom.story("Выше", section=section)
    newsroom.story("Ниже", section=below)
    newsroom.story("Рядом", section=newsroom.rubric("nature-x"))
    assert headlines(desk, rubric="nature") == ["Ниже", "Выше"]
    assert headlines(desk, rubric="nature/taiga") == ["Ниже"]


def test_the_headline_being_worked_on_is_shown_and_found(
    desk: Client, section: Rubric, live_story: Article
) -> None:
    story = draft(section, "Без названия")
    content = story.revisions.get().content | {"headline": "Ледостав близко"}
    revisions.save_revision(story, content, by=None)
    assert headlines(desk) == ["Ледостав близко", "Лёд на реке"]
    assert headlines(desk, q="ледостав") == ["Ледостав близко"]
    assert headlines(desk, q="ЛЕД НА") == ["Лёд на реке"]
    assert headlines(desk, q=str(story.pk)) == ["Ледостав близко"]
    assert headlines(desk, q="100%_") == []


def test_only_what_readers_see_has_a_link(desk: Client, section: Rubric) -> None:
    newsroom.story("Видна", section=section)
    newsroom.story("Завтра", section=section, published_at=timezone.now() + timedelta(days=1))
    page = desk.get(LIST).content.decode()
    assert page.count('href="/nature/') == 1


def test_stories_are_chosen_by_typing(desk: Client, live_story: Article) -> None:
    url = "/admin/autocomplete/"
    query = {"app_label": "articles", "model_name": "pin", "field_name": "article", "term": "лед"}
    with CaptureQueriesContext(connection) as queries:
        answer = desk.get(url, query).json()
    assert [row["text"] for row in answer["results"]] == ["Лёд на реке"]
    assert not any("COUNT(" in query["sql"] for query in queries)
