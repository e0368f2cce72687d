"""Places of the text in the form of the story: each with its sentence, answered and saved with the text."""

from typing import Any

import pytest
from django.test import Client

from articles.models import Article, Place, Rubric, StoryEvent, User
from articles.places import mentions
from articles.places.reference import load_places
from tests import newsroom
from tests.articles.admin.conftest import change_url, desk_of, draft, filled, member

pytestmark = pytest.mark.django_db

BODY = "<p>В Риддере снег. Алтай ждёт зиму.</p>"


@pytest.fixture(scope="module", autouse=True)
def places(rows_of_the_module: None) -> None:
    newsroom.outlet()
    load_places()


@pytest.fixture
def story(section: Rubric) -> Article:
    return draft(section, body=BODY)


def field(slug: str) -> str:
    return f"place-{Place.objects.get(slug=slug).pk}"


def verdicts(story: Article) -> dict[str, str]:
    return dict(story.mentions.values_list("place__slug", "working_verdict"))


def shown(client: Client, story: Article) -> Any:
    return client.get(change_url(story))


def answers(page: Any) -> dict[str, str]:
    """What the panel sends when nobody touches it."""
    form = page.context["places"]
    return {
        name: mention.decision
        for mention, bound in form.rows()
        for name in (bound.html_name, f"initial-{bound.html_name}")
    }


def test_what_is_doubtful_stands_in_the_form_with_its_sentence(desk: Client, story: Article) -> None:
    page = shown(desk, story)
    panel = page.content.decode().split('id="places"')[1].split("</section>")[0]
    assert "Алтай ждёт зиму." in panel
    assert f'name="{field("altay")}"' in panel.split("<details>")[0]
    assert f'name="{field("ridder")}"' in panel.split("<details>")[1]
    assert [notice.url for notice in page.context["notices"]] == ["#places"]


def test_an_answer_is_saved_with_the_text(desk: Client, editor: User, story: Article) -> None:
    page = shown(desk, story)
    sent = (
        filled(desk, change_url(story))
        | answers(page)
        | {field("altay"): "confirmed", "headline": "Снег на востоке"}
    )
    assert desk.post(change_url(story), sent).status_code == 302
    assert story.revisions.latest("number").content["headline"] == "Снег на востоке"
    assert verdicts(story) == {"ridder": "confirmed", "altay": "confirmed"}
    assert story.mentions.get(place__slug="altay").decided_by == editor
    assert StoryEvent.objects.get(article=story, kind="places").by == editor


def test_an_answer_alone_makes_no_version(desk: Client, story: Article) -> None:
    page = shown(desk, story)
    desk.post(
        change_url(story), filled(desk, change_url(story)) | answers(page) | {field("altay"): "rejected"}
    )
    assert story.revisions.count() == 1
    assert verdicts(story)["altay"] == "rejected"


def test_an_untouched_panel_undoes_nobody_s_answer(desk: Client, story: Article) -> None:
    page = shown(desk, story)
    other = Article.objects.select_related("working_revision").get(pk=story.pk)
    mentions.decide(other, {Place.objects.get(slug="altay").pk: "confirmed"}, by=None)
    desk.post(
        change_url(story), filled(desk, change_url(story)) | answers(page) | {"headline": "Снег на востоке"}
    )
    assert verdicts(story)["altay"] == "confirmed"
    desk.post(change_url(story), filled(desk, change_url(story)) | {"headline": "Снег"})
    assert verdicts(story)["altay"] == "confirmed"


def test_an_error_in_the_text_loses_no_answer(desk: Client, story: Article) -> None:
    page = shown(desk, story)
    sent = (
        filled(desk, change_url(story))
        | answers(page)
        | {field("altay"): "confirmed", "headline": "", "lead": "Новый лид."}
    )
    again = desk.post(change_url(story), sent)
    assert again.status_code == 200
    assert again.context["places"][field("altay")].value() == "confirmed"
    assert again.context["adminform"].form["lead"].value() == "Новый лид."
    assert verdicts(story)["altay"] == "ask"


def test_a_place_that_the_new_text_no_longer_names_is_not_decided(desk: Client, story: Article) -> None:
    page = shown(desk, story)
    sent = (
        filled(desk, change_url(story))
        | answers(page)
        | {field("altay"): "confirmed", "body": "<p>Снег в Риддере.</p>"}
    )
    assert desk.post(change_url(story), sent).status_code == 302
    assert verdicts(story) == {"ridder": "confirmed"}


@pytest.mark.parametrize("value", ["ask", "\x00", "x" * 5000, "9" * 30])
def test_what_is_no_answer_changes_nothing(desk: Client, story: Article, value: str) -> None:
    page = shown(desk, story)
    sent = (
        filled(desk, change_url(story))
        | answers(page)
        | {field("altay"): value, "headline": "Снег на востоке"}
    )
    assert desk.post(change_url(story), sent).status_code in {302, 400}
    assert verdicts(story)["altay"] == "ask"


def test_who_may_change_photos_alone_has_no_panel(story: Article) -> None:
    page = shown(desk_of(member(roles=("photo_editor",))), story)
    assert page.context["places"] is None
    assert 'id="places"' not in page.content.decode()


def test_many_places_cost_the_form_no_query_more(
    desk: Client, section: Rubric, django_assert_max_num_queries: Any
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    few = draft(section, body=BODY)
    names = Place.objects.values_list("name_ru", flat=True)
    many = draft(section, slug="mnogo", body=f"<p>Города: {', '.join(names)}.</p>")

    def count(story: Article) -> int:
        shown(desk, story)
        with CaptureQueriesContext(connection) as captured:
            shown(desk, story)
        return len(captured)

    assert count(many) <= count(few)
