"""Warnings on the page «Publish»: mended, or accepted with a reason that stays."""

from typing import Any

import pytest
from django.test import Client

from articles import content, revisions
from articles.models import Article, Rubric, StoryEvent
from tests.articles.admin.conftest import draft
from tests.articles.admin.test_publishing_pages import answers, publish_url

pytestmark = pytest.mark.django_db
LONG = "Двадцать моногородов разделили на группы: " + "очень длинный заголовок " * 4


@pytest.fixture
def doubtful(section: Rubric) -> Article:
    return draft(section, short_title="Моногорода", headline=LONG.strip(), lead="Коротко  и ясно.")


def reasons(desk: Client, url: str) -> list[str]:
    return list(desk.get(url).context["lint"].found)


def codes(page: Any) -> list[str]:
    return [warning.code for warning in page.context["lint"].found.values()]


def test_a_clean_story_is_asked_nothing(desk: Client, story: Article) -> None:
    page = desk.get(publish_url(story))
    assert codes(page) == []
    assert 'class="lint"' not in page.content.decode()


def test_a_warning_is_accepted_with_a_reason_and_the_log_has_both(desk: Client, doubtful: Article) -> None:
    url = publish_url(doubtful)
    values = answers(desk, url)
    assert sorted(codes(desk.get(url))) == ["double-space", "headline-too-long"]
    refused = desk.post(url, values)
    assert refused.status_code == 200
    assert not Article.objects.published().exists()
    # What was answered on the page stands there still.
    names = reasons(desk, url)
    half = desk.post(url, values | {names[0]: "Так в документе"})
    assert "Так в документе" in half.content.decode()
    assert not Article.objects.published().exists()
    assert desk.post(url, values | dict.fromkeys(names, "Так в документе")).status_code == 302
    accepted = StoryEvent.objects.get(kind="published").details["accepted"]
    assert {item["code"] for item in accepted} == {"double-space", "headline-too-long"}
    assert {item["reason"] for item in accepted} == {"Так в документе"}
    log = desk.get(f"/admin/articles/article/{doubtful.pk}/log/").content.decode()
    assert "Так в документе" in log


def test_what_was_accepted_before_is_not_asked_again(desk: Client, doubtful: Article) -> None:
    url = publish_url(doubtful)
    desk.post(url, answers(desk, url) | dict.fromkeys(reasons(desk, url), "Так в документе"))
    newer = content.of_revision(doubtful.revisions.get()) | {"body": "<p>Другой текст , второй.</p>"}
    revisions.save_revision(doubtful, newer, by=None)
    lines = desk.get(url).context["lint"].lines
    assert {field.value() for field, _warning in lines} >= {"Так в документе"}


def test_an_empty_text_is_accepted_by_nobody(desk: Client, section: Rubric) -> None:
    story = draft(section, body="")
    url = publish_url(story)
    page = desk.get(url)
    assert [warning.code for warning in page.context["lint"].blockers] == ["body-empty"]
    assert desk.post(url, answers(desk, url)).status_code == 200
    assert not Article.objects.published().exists()


def test_the_version_that_is_sent_is_the_one_that_is_checked(desk: Client, story: Article) -> None:
    newer = content.of_revision(story.revisions.get()) | {"lead": "Два  пробела."}
    revisions.save_revision(story, newer, by=None)
    url = publish_url(story)
    clean = story.revisions.get(number=1).pk
    assert desk.post(url, answers(desk, url, revision=clean)).status_code == 302
    assert Article.objects.get().lead == "Коротко."


def test_who_writes_sees_the_warnings_before_anybody_publishes(desk: Client, doubtful: Article) -> None:
    page = desk.get(f"/admin/articles/article/{doubtful.pk}/check/")
    assert [warning.code for warning, _reason in page.context["found"]] == [
        "headline-too-long",
        "double-space",
    ]
