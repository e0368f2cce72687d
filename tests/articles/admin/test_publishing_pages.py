from datetime import timedelta
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.utils import timezone

from articles import publishing, revisions, scheduled_changes, work
from articles.models import Article, Rubric
from tests import newsroom
from tests.articles.admin.conftest import desk_of, draft, member

pytestmark = pytest.mark.django_db


def publish_url(article: Article) -> str:
    return f"/admin/articles/article/{article.pk}/publish/"


def withdraw_url(article: Article) -> str:
    return f"/admin/articles/article/{article.pk}/withdraw/"


def answers(client: Client, url: str, **changes: Any) -> dict[str, Any]:
    form = client.get(url).context["form"]
    values = {name: getattr(form[name].value(), "pk", form[name].value()) for name in form.fields}
    return {name: value for name, value in (values | changes).items() if value is not None}


def test_looking_at_the_pages_changes_nothing(desk: Client, story: Article) -> None:
    assert desk.get(publish_url(story)).status_code == 200
    assert desk.get(withdraw_url(story)).status_code == 200
    assert Article.objects.get().publication == "none"


def test_publishing_now(desk: Client, story: Article) -> None:
    response = desk.post(publish_url(story), answers(desk, publish_url(story)))
    assert response.status_code == 302
    assert Article.objects.published().get().live_revision == story.revisions.get()
    assert "№ 1" in LogEntry.objects.get().change_message


def test_publishing_ahead(desk: Client, story: Article) -> None:
    tomorrow = timezone.localtime() + timedelta(days=1)
    values = answers(desk, publish_url(story), when="at", at=f"{tomorrow:%Y-%m-%dT%H:%M}")
    assert desk.post(publish_url(story), values).status_code == 302
    row = Article.objects.get()
    assert row.published_at == tomorrow.replace(second=0, microsecond=0)
    assert not Article.objects.published().exists()
    # And earlier after all.
    assert desk.post(publish_url(story), answers(desk, publish_url(story))).status_code == 302
    assert Article.objects.published().exists()


@pytest.mark.parametrize("at", ["", "2001-01-01T00:00", "2150-01-01T00:00", "99999-01-01T00:00", "завтра"])
def test_a_senseless_time_is_refused_in_words(desk: Client, story: Article, at: str) -> None:
    response = desk.post(publish_url(story), answers(desk, publish_url(story), when="at", at=at))
    assert response.status_code == 200
    assert "at" in response.context["form"].errors
    assert Article.objects.get().publication == "none"


def test_a_story_whose_term_ends_before_is_not_scheduled(desk: Client, story: Article) -> None:
    now = timezone.localtime()
    Article.objects.update(expires_at=now + timedelta(days=1))
    at = f"{now + timedelta(days=2):%Y-%m-%dT%H:%M}"
    response = desk.post(publish_url(story), answers(desk, publish_url(story), when="at", at=at))
    assert response.status_code == 200
    assert response.context["form"].non_field_errors()


def test_a_change_goes_live_at_once_and_keeps_the_date(desk: Client, live_story: Article) -> None:
    content = live_story.revisions.get().content | {"headline": "Новый"}
    revisions.save_revision(live_story, content, by=None)
    values = answers(desk, publish_url(live_story), change="update")
    assert desk.post(publish_url(live_story), values).status_code == 302
    row = Article.objects.get()
    assert row.headline == "Новый"
    assert row.published_at == live_story.published_at
    assert row.updated_at is not None


def test_the_version_that_was_looked_at_is_published_not_a_newer_one(desk: Client, story: Article) -> None:
    values = answers(desk, publish_url(story))
    content = story.revisions.get().content | {"headline": "Позже"}
    revisions.save_revision(story, content, by=None)
    assert desk.post(publish_url(story), values).status_code == 302
    assert Article.objects.get().headline == "Лёд на реке"


def test_two_who_publish_at_once_do_not_overwrite(desk: Client, story: Article) -> None:
    values = answers(desk, publish_url(story))
    publishing.publish(Article.objects.get(), story.revisions.get())
    at_once = Article.objects.get().published_at
    response = desk.post(publish_url(story), values)
    assert response.status_code == 200
    assert response.context["form"].non_field_errors()
    assert Article.objects.get().published_at == at_once


def test_a_version_that_names_what_is_gone_is_refused_in_words(desk: Client, section: Rubric) -> None:
    author, topic = newsroom.author(), newsroom.topic()
    story = draft(section, authors=[author.pk], topics=[topic.pk])
    values = answers(desk, publish_url(story))
    author.delete()
    response = desk.post(publish_url(story), values)
    assert response.status_code == 200
    assert "revision" in response.context["form"].errors


def test_an_embargo_is_named(desk: Client, story: Article) -> None:
    Article.objects.update(embargo_until=timezone.now() + timedelta(hours=3))
    assert len(desk.get(publish_url(story)).context["warnings"]) == 1


def test_withdrawing_needs_a_reason(desk: Client, live_story: Article) -> None:
    url = withdraw_url(live_story)
    assert desk.post(url, answers(desk, url, reason="  ")).status_code == 200
    assert Article.objects.published().exists()
    assert desk.post(url, answers(desk, url, reason="По просьбе героя")).status_code == 302
    row = Article.objects.get()
    assert (row.publication, row.withdrawal_reason) == ("withdrawn", "По просьбе героя")
    assert "По просьбе героя" in LogEntry.objects.get().change_message
    # And it comes back only by a page that says why it went.
    assert "По просьбе героя" in desk.get(publish_url(live_story)).content.decode()


def test_a_story_that_is_not_published_is_not_withdrawn(desk: Client, story: Article) -> None:
    response = desk.post(withdraw_url(story), answers(desk, withdraw_url(story), reason="Так"))
    assert response.context["form"].non_field_errors()


@pytest.mark.parametrize("role", ["", "correspondent", "photo_editor", "registry_curator", "administrator"])
def test_who_may_not_publish_is_refused(live_story: Article, role: str) -> None:
    client = desk_of(member("view_article", "change_article", roles=(role,)))
    for url in (publish_url(live_story), withdraw_url(live_story)):
        assert client.get(url).status_code == 403
        assert client.post(url, {"reason": "x", "version": 1}).status_code == 403
    assert Article.objects.published().exists()


def test_an_unknown_story_is_not_found(desk: Client) -> None:
    for number in ("1", "9" * 30):
        assert desk.get(f"/admin/articles/article/{number}/publish/").status_code == 404
        assert desk.get(f"/admin/articles/article/{number}/revisions/").status_code == 404


def unschedule_url(article: Article) -> str:
    return f"/admin/articles/article/{article.pk}/unschedule/"


def returned_with_a_newer_version(story: Article) -> None:
    """While something is set for later, the version after it goes to review and back."""
    newer = story.revisions.latest("number").content | {"headline": "Ещё новее"}
    revisions.save_revision(Article.objects.get(), newer, by=None)
    work.submit(Article.objects.get(), by=None)
    work.return_with_remark(Article.objects.get(), by=None, remark="Не то")


def test_a_planned_change_is_called_off_while_the_next_version_is_returned(
    desk: Client, live_story: Article
) -> None:
    newer = live_story.revisions.get().content | {"headline": "Новый"}
    revision = revisions.save_revision(live_story, newer, by=None)
    tomorrow = timezone.now() + timedelta(days=1)
    scheduled_changes.schedule_change(Article.objects.get(), revision, at=tomorrow, by=None)
    returned_with_a_newer_version(live_story)
    url = unschedule_url(live_story)
    assert url in desk.get(f"/admin/articles/article/{live_story.pk}/change/").content.decode()
    assert desk.post(url, answers(desk, url)).status_code == 302
    assert Article.objects.get().scheduled_at is None
    # Who may not publish stops nothing.
    writer = desk_of(member(roles=("correspondent",)))
    assert writer.post(url, {"version": Article.objects.get().version}).status_code == 403


def test_a_publication_that_is_called_off_leaves_the_draft_that_there_is(
    desk: Client, story: Article
) -> None:
    publishing.publish(story, story.revisions.get(), at=timezone.now() + timedelta(days=1))
    returned_with_a_newer_version(story)
    url = unschedule_url(story)
    assert url in desk.get(f"/admin/articles/article/{story.pk}/change/").content.decode()
    assert desk.post(url, answers(desk, url)).status_code == 302
    row = Article.objects.get()
    assert (row.publication, row.work_state, row.headline) == ("none", "returned", "Ещё новее")
