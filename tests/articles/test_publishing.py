"""Revisions and publication: saving is not publishing, and what is live is one whole revision."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from articles import content, publishing, revisions
from articles.content import Content
from articles.models import Article, Revision
from tests import newsroom

pytestmark = pytest.mark.django_db


def draft_content(**fields: object) -> Content:
    values = {
        "schema": content.SCHEMA,
        "headline": "Первая",
        "short_title": "",
        "seo_title": "",
        "lead": "Лид",
        "slug": "pervaya",
        "body": "<p>Текст</p>",
        "age_mark": None,
        "is_partner": False,
        "is_unverified": False,
        "rubric": newsroom.rubric().pk,
        "lead_photo": None,
        "topics": [],
        "authors": [],
        "sources": [],
    }
    return values | fields  # type: ignore[return-value]


def test_a_new_story_is_a_draft_with_one_revision(client: Client) -> None:
    newsroom.outlet()
    story = revisions.create_story(language="ru", content=draft_content())
    assert story.publication == "none"
    assert client.get(story.url).status_code == 404
    assert [revision.number for revision in story.revisions.all()] == [1]


def test_saving_a_revision_changes_nothing_live() -> None:
    story = revisions.create_story(language="ru", content=draft_content())
    publishing.publish(story, story.revisions.get())
    revisions.save_revision(story, draft_content(headline="Вторая"), by=None)
    story.refresh_from_db()
    assert story.headline == "Первая"


def test_publishing_brings_the_whole_revision_live() -> None:
    topic, author, source, picture = newsroom.topic(), newsroom.author(), newsroom.source(), newsroom.photo()
    wanted = draft_content(
        topics=[topic.pk],
        authors=[author.pk],
        sources=[{"source": source.pk, "url": "https://source.example/1", "relation": "based_on"}],
        lead_photo=picture.pk,
        body=f'<p>Текст</p>\n<figure><img src="/media/photos/{picture.key}/800.jpg" alt="Река"></figure>',
    )
    story = revisions.create_story(language="ru", content=wanted)
    publishing.publish(story, story.revisions.get())
    fresh = Article.objects.get(pk=story.pk)
    assert content.capture(fresh) == wanted
    assert list(fresh.photos.all()) == [picture]
    assert fresh.body_text == "Текст"
    assert fresh.live_revision == story.revisions.get()


def test_a_body_is_cleaned_on_its_way_in() -> None:
    story = revisions.create_story(language="ru", content=draft_content(body="<p>а</p><script>x</script>"))
    assert story.revisions.get().content["body"] == "<p>а</p>"


def test_the_first_date_stays_and_the_update_is_shown_only_for_substance() -> None:
    story = revisions.create_story(language="ru", content=draft_content())
    yesterday = timezone.now() - timedelta(days=1)
    publishing.publish(story, story.revisions.get(), at=yesterday)
    typo = revisions.save_revision(story, draft_content(headline="Первая."), by=None)
    publishing.publish(story, typo)
    assert (story.published_at, story.updated_at) == (yesterday, None)
    fact = revisions.save_revision(story, draft_content(headline="Другая"), by=None)
    publishing.publish(story, fact, change=publishing.Change.UPDATE)
    assert story.published_at == yesterday
    assert story.updated_at is not None


def test_publishing_over_somebody_elses_publication_is_refused() -> None:
    story = revisions.create_story(language="ru", content=draft_content())
    mine, theirs = Article.objects.get(pk=story.pk), Article.objects.get(pk=story.pk)
    publishing.publish(theirs, story.revisions.get())
    with pytest.raises(revisions.StaleVersionError):
        publishing.publish(mine, story.revisions.get())


def test_a_withdrawn_story_says_why(client: Client) -> None:
    newsroom.outlet()
    story = revisions.create_story(language="ru", content=draft_content())
    publishing.publish(story, story.revisions.get())
    publishing.withdraw(story, reason="По решению суда")
    answer = client.get(story.url)
    assert answer.status_code == 410
    assert "По решению суда" in answer.content.decode()


def test_the_database_refuses_to_change_a_revision() -> None:
    story = revisions.create_story(language="ru", content=draft_content())
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Revision.objects.filter(article=story).update(note="задним числом")


CONSTRAINTS: dict[str, dict[str, Any]] = {
    "article_published_has_date_and_headline": {"publication": "published", "published_at": None},
    "article_withdrawn_has_reason": {
        "publication": "withdrawn",
        "published_at": timezone.now(),
        "withdrawal_reason": "",
    },
    "article_language_known": {"language": "en"},
    "article_publication_known": {"publication": "soon"},
    "article_has_slug": {"slug": ""},
    "article_age_mark_known": {"age_mark": 7},
    "article_dates_in_range": {"published_at": datetime(9998, 1, 1, tzinfo=UTC)},
    "article_expires_after_publication": {"expires_at": datetime(2000, 1, 1, tzinfo=UTC)},
}


@pytest.mark.parametrize("name", CONSTRAINTS)
def test_the_database_refuses_what_must_not_be(name: str) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        newsroom.story(**CONSTRAINTS[name])


def test_search_functions_are_immutable() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT provolatile FROM pg_proc WHERE proname IN ('articles_fold', 'articles_story_vector')"
        )
        assert cursor.fetchall() == [("i",)] * 3


def test_a_story_that_comes_back_keeps_its_first_date() -> None:
    story = revisions.create_story(language="ru", content=draft_content())
    yesterday = timezone.now() - timedelta(days=1)
    publishing.publish(story, story.revisions.get(), at=yesterday)
    publishing.withdraw(story, reason="Проверяем")
    publishing.publish(story, story.revisions.get())
    assert story.published_at == yesterday
