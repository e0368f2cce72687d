"""The page that compares two versions, and the ways that lead to it."""

import time
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles import publishing, revisions
from articles.models import Article, Rubric
from tests import newsroom
from tests.articles.admin.conftest import desk_of, draft, member

pytestmark = pytest.mark.django_db


def compare_url(article: Article, query: str = "") -> str:
    return f"/admin/articles/article/{article.pk}/revisions/compare/{query}"


def list_url(article: Article) -> str:
    return f"/admin/articles/article/{article.pk}/revisions/"


def save(article: Article, **changes: Any) -> None:
    newest = article.revisions.order_by("-number").first()
    assert newest is not None
    revisions.save_revision(article, newest.content | changes, by=None)


@pytest.fixture
def saved(live_story: Article) -> Article:
    """Four versions, the first of them published."""
    for number in (2, 3, 4):
        save(live_story, headline=f"Лёд на реке {number}")
    return live_story


def sides(client: Client, url: str) -> tuple[int | None, int | None]:
    page = client.get(url)
    assert page.status_code == 200, page
    return page.context["old"].number, page.context["new"].number


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?old=1&new=3", (1, 3)),
        ("?old=live&new=4", (1, 4)),
        ("?old=2&new=live", (2, 1)),
        ("?new=3", (2, 3)),
        ("?old=2", (2, 4)),
        ("", (3, 4)),
    ],
)
def test_two_versions_are_named_in_the_address(
    desk: Client, saved: Article, query: str, expected: tuple[int, int]
) -> None:
    assert sides(desk, compare_url(saved, query)) == expected


def test_what_differs_is_shown_and_what_does_not_is_left_out(desk: Client, saved: Article) -> None:
    page = desk.get(compare_url(saved, "?old=1&new=4"))
    assert [change.name for change in page.context["changes"]] == ["headline"]
    assert "<ins>" in page.content.decode()


def test_a_version_does_not_differ_from_itself(desk: Client, saved: Article) -> None:
    assert desk.get(compare_url(saved, "?old=2&new=2")).context["changes"] == []


def test_pairs_before_and_after(desk: Client, saved: Article) -> None:
    page = desk.get(compare_url(saved, "?old=2&new=3"))
    assert (page.context["earlier"], page.context["later"]) == ((1, 2), (3, 4))
    page = desk.get(compare_url(saved, "?old=1&new=4"))
    assert (page.context["earlier"], page.context["later"]) == (None, None)


def test_the_later_one_as_the_old_one_is_said(desk: Client, saved: Article) -> None:
    page = desk.get(compare_url(saved, "?old=3&new=1"))
    assert page.context["is_reversed"]
    assert "?old=1&amp;new=3" in page.content.decode()


@pytest.mark.parametrize(
    "query",
    [
        "?old=99&new=1",
        "?old=1&new=x",
        "?new=1",
        "?old=-1&new=2",
        "?old=1&new=" + "9" * 30,
        "?old=1&new=%D9%A3",
        "?old=1&new=live%00",
        "?old=%00&new=2",
    ],
)
def test_a_version_that_is_not_there_is_said_in_words(desk: Client, saved: Article, query: str) -> None:
    response = desk.get(compare_url(saved, query))
    if response.status_code == 400:
        # Hostile input is refused before any page.
        return
    assert response.status_code == 302
    assert response["Location"] == list_url(saved)
    assert [message.level_tag for message in desk.get(list_url(saved)).context["messages"]] == ["warning"]


def test_a_draft_has_no_published_version(desk: Client, story: Article) -> None:
    assert desk.get(compare_url(story, "?old=live&new=1")).status_code == 302
    assert "old=live" not in desk.get(list_url(story)).content.decode()


def test_a_story_without_revisions_is_compared_as_it_is_live(desk: Client, section: Rubric) -> None:
    imported = newsroom.story("Прежний заголовок", section=section)
    assert desk.get(compare_url(imported)).status_code == 302
    live = imported.revisions.model.objects.create(
        article=imported, number=1, content=draft(section, "Новый заголовок").revisions.get().content
    )
    page = desk.get(compare_url(imported, f"?old=live&new={live.number}"))
    assert page.context["old"].content["headline"] == "Прежний заголовок"
    assert page.context["old"].number is None
    assert page.status_code == 200


def test_the_list_leads_to_comparisons(desk: Client, saved: Article) -> None:
    page = desk.get(list_url(saved)).content.decode()
    assert f"{compare_url(saved)}?new=4" in page
    assert f"{compare_url(saved)}?old=live&amp;new=4" in page
    # The first has no previous one, the published one is not compared with itself.
    assert f"{compare_url(saved)}?new=1" not in page
    assert page.count("old=live") == 3
    assert page.count('name="old"') == page.count('name="new"') == 4


def test_a_published_version_later_than_the_row_stands_on_the_other_side(
    desk: Client, saved: Article
) -> None:
    publishing.publish(Article.objects.get(pk=saved.pk), saved.revisions.get(number=3))
    page = desk.get(list_url(saved)).content.decode()
    assert f"{compare_url(saved)}?old=2&amp;new=live" in page
    assert f"{compare_url(saved)}?old=live&amp;new=4" in page


def test_one_version_offers_nothing_to_compare(desk: Client, story: Article) -> None:
    assert 'name="old"' not in desk.get(list_url(story)).content.decode()


def test_who_may_not_see_the_story_is_refused(saved: Article) -> None:
    assert desk_of(member()).get(compare_url(saved)).status_code == 403
    assert desk_of(member(roles=("registry_curator",))).get(compare_url(saved)).status_code == 200
    assert Client().get(compare_url(saved)).status_code == 302


def test_an_unknown_story_is_not_found(desk: Client) -> None:
    for number in ("1", "9" * 30):
        assert desk.get(f"/admin/articles/article/{number}/revisions/compare/").status_code == 404


def test_versions_of_another_story_are_not_shown(desk: Client, saved: Article, section: Rubric) -> None:
    other = draft(section, "Чужой")
    assert desk.get(compare_url(other, "?old=1&new=2")).status_code == 302


def test_nothing_hostile_comes_through(desk: Client, section: Rubric) -> None:
    story = draft(section, '<img src=x onerror="alert(1)">')
    save(story, headline="<script>alert(1)</script>", lead='"><svg onload=alert(1)>')
    page = desk.get(compare_url(story)).content.decode()
    assert "<script>alert" not in page
    assert "<svg onload" not in page
    assert "<img src=x" not in page


def test_a_long_story_with_forty_figures_is_compared_whole(
    desk: Client, section: Rubric, record_property: Any
) -> None:
    """60,000 letters, 40 figures, three words changed in every tenth paragraph."""
    photos = [newsroom.photo(rendered=number == 0) for number in range(40)]
    words = "Река стоит подо льдом, и рыбаки довольны тем, что мороз держится уже вторую неделю подряд. "
    blocks = [
        f"<p>Абзац {number}. {words * 3}<strong>{number}</strong></p>"
        + (
            f'<figure><img src="/media/photos/{photos[number // 5].key}/480.jpg" alt="Река"></figure>'
            * (number % 5 == 0)
        )
        for number in range(200)
    ]
    old = "".join(blocks)
    new = "".join(
        block.replace("довольны", "недовольны") if number % 10 == 0 else block
        for number, block in enumerate(blocks)
    )
    story = draft(section, body=old)
    save(story, body=new, lead="Совсем коротко.")
    desk.get(compare_url(story))
    started = time.process_time()
    with CaptureQueriesContext(connection) as queries:
        page = desk.get(compare_url(story))
    took = time.process_time() - started
    assert page.status_code == 200
    record_property("letters", len(old))
    record_property("page, ms", round(took * 1000))
    record_property("page, KB", len(page.content) // 1024)
    assert len(queries) == 14
    assert page.content.decode().count("<del>") == 60 + 1 + 1
