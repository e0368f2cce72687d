"""One rule says whether a photo may be shown: of rows, of queries, and before a story is published."""

import itertools
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles import photo_library, publishing, revisions, scheduled_changes
from articles.admin.article import publishing_pages
from articles.content import capture
from articles.models import Article, Photo, Rubric, StoryEvent
from articles.models.photo_rights import Problem
from articles.photo_uses import unshowable
from tests import newsroom
from tests.articles.admin.conftest import desk_of, draft, member

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
DAY = timedelta(days=1)
WITHDRAWN: dict[str, Any] = {"withdrawn_at": timezone.now(), "withdrawal_reason": "Жалоба"}
PROBLEMS: dict[str, tuple[dict[str, Any], Problem | None]] = {
    "nothing": ({}, None),
    "not ready": ({"preparation": "waiting"}, None),
    "another day": ({"rights_until": TODAY + DAY}, None),
    "consent obtained": ({"consent": "obtained"}, None),
    "withdrawn": (WITHDRAWN, Problem.WITHDRAWN),
    "ended": ({"rights_until": TODAY - DAY}, Problem.RIGHTS_ENDED),
    "no consent": ({"consent": "not_obtained"}, Problem.NO_CONSENT),
    "damaged": ({"preparation": "damaged"}, Problem.DAMAGED),
    "withdrawn after the end": ({**WITHDRAWN, "rights_until": TODAY - DAY}, Problem.WITHDRAWN),
}


@pytest.fixture
def section(db: None) -> Rubric:
    return newsroom.rubric("nature")


@pytest.mark.parametrize("name", PROBLEMS)
def test_the_rule_in_python_and_in_sql(name: str) -> None:
    fields, problem = PROBLEMS[name]
    photo = newsroom.photo(**fields)
    assert photo.problem() == problem
    assert Photo.objects.showable().filter(pk=photo.pk).exists() is (problem is None)


def test_both_agree_about_every_combination() -> None:
    terms: list[dict[str, Any]] = [{}, {"rights_until": TODAY + DAY}, {"rights_until": TODAY - DAY}]
    choices = itertools.product(
        ({}, WITHDRAWN),
        terms,
        ({"consent": value} for value in ("not_needed", "obtained", "not_obtained")),
        ({"preparation": value} for value in ("waiting", "ready", "damaged")),
    )
    plain = {"alt_ru": "x", "credit": "y", "licence": "own", "width": 1, "height": 1, "original": "x"}
    Photo.objects.bulk_create(Photo(**plain | a | b | c | d) for a, b, c, d in choices)
    photos = list(Photo.objects.all())
    assert len(photos) == 54
    by_rows = {photo.pk for photo in photos if photo.problem() is None}
    assert set(Photo.objects.showable().values_list("pk", flat=True)) == by_rows
    assert len(by_rows) == 2 * 2 * 2


def test_a_photo_without_credit_is_a_problem() -> None:
    """The database has no empty one; rows from elsewhere may be blank."""
    blank = newsroom.photo(credit=" \t")
    assert blank.problem() == Problem.NO_CREDIT
    assert not Photo.objects.showable().exists()


def test_a_day_ends_by_the_clock_of_the_newsroom() -> None:
    """In Kazakhstan, UTC+5, 1 March ends at 19:00 UTC."""
    photo = newsroom.photo(rights_until=datetime(2027, 3, 1, tzinfo=UTC).date())
    last, after = datetime(2027, 3, 1, 18, 59, tzinfo=UTC), datetime(2027, 3, 1, 19, 0, tzinfo=UTC)
    assert [photo.problem(moment) for moment in (last, after)] == [None, Problem.RIGHTS_ENDED]
    assert [Photo.objects.showable(moment).exists() for moment in (last, after)] == [True, False]


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"withdrawn_at": timezone.now()}, "photo_withdrawn_has_reason"),
        ({"withdrawal_reason": "Жалоба"}, "photo_withdrawn_has_reason"),
        ({"consent": "perhaps"}, "photo_consent_known"),
        ({"licence": "found"}, "photo_licence_known"),
        ({"preparation": "soon"}, "photo_preparation_known"),
        ({"rights_until": datetime(9999, 1, 1, tzinfo=UTC).date()}, "photo_rights_until_in_range"),
    ],
)
def test_the_database_refuses_half_truths(fields: dict[str, Any], constraint: str) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        newsroom.photo(**fields)


def frame(photo: Photo) -> str:
    return f'<p>а</p><figure><img src="/media/photos/{photo.key}/400.jpg" alt=""></figure>'


def showing(photo: Photo, section: Rubric, place: str) -> Article:
    return draft(section, lead_photo=photo.pk) if place == "lead" else draft(section, body=frame(photo))


REFUSED = [name for name, (_fields, problem) in PROBLEMS.items() if problem]


@pytest.mark.parametrize("place", ["lead", "text"])
@pytest.mark.parametrize("name", REFUSED)
def test_a_story_with_such_a_photo_is_not_published(name: str, place: str, section: Rubric) -> None:
    photo = newsroom.photo(**PROBLEMS[name][0])
    story = showing(photo, section, place)
    with pytest.raises(ValidationError, match="Река в снегу"):
        publishing.publish(story, story.revisions.get())
    assert Article.objects.get().publication == "none"
    assert not StoryEvent.objects.filter(kind="published").exists()


def test_every_such_photo_is_named(section: Rubric) -> None:
    above, within = (
        newsroom.photo(alt_ru="Мост", **WITHDRAWN),
        newsroom.photo(alt_ru="Набережная", **WITHDRAWN),
    )
    story = draft(section, lead_photo=above.pk, body=frame(within) + frame(newsroom.photo()))
    with pytest.raises(ValidationError) as refusal:
        publishing.publish(story, story.revisions.get())
    assert ["Мост" in refusal.value.messages[0], "Набережная" in refusal.value.messages[1]] == [True, True]
    found = unshowable(story.revisions.get().content, timezone.now())
    assert found == [(above, Problem.WITHDRAWN), (within, Problem.WITHDRAWN)]


def test_the_moment_of_publication_counts(section: Rubric) -> None:
    story = showing(newsroom.photo(rights_until=TODAY + 3 * DAY), section, "lead")
    now = timezone.now()
    with pytest.raises(ValidationError):
        publishing.publish(story, story.revisions.get(), at=now + 5 * DAY)
    publishing.publish(story, story.revisions.get(), at=now + DAY)
    assert Article.objects.get().publication == "published"


def test_the_page_names_the_photo_and_publishes_nothing(section: Rubric) -> None:
    photo = newsroom.photo(alt_ru="Мост")
    story = showing(photo, section, "lead")
    editor = desk_of(member(roles=("duty_editor",)))
    url = f"/admin/articles/article/{story.pk}/publish/"
    assert "Мост" not in editor.get(url).content.decode()
    # Withdrawn while the page was open.
    photo_library.withdraw(photo, reason="Жалоба", by=None)
    values = {"version": story.version, "revision": story.revisions.get().pk, "when": "now"}
    for answer in (editor.post(url, values), editor.get(url)):
        assert answer.status_code == 200
        page = answer.content.decode()
        assert "Мост" in page
        assert str(Problem.WITHDRAWN.label) in page
    assert Article.objects.get().publication == "none"


def test_the_page_tells_what_only_publishing_itself_found(
    section: Rubric, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Withdrawn in the moment between the warnings and the publication."""
    photo = newsroom.photo(alt_ru="Мост")
    story = showing(photo, section, "lead")

    def warned_before(*_args: object, **_options: object) -> list[object]:
        photo_library.withdraw(photo, reason="Жалоба", by=None)
        return []

    monkeypatch.setattr(publishing_pages, "warnings_of", warned_before)
    values = {"version": story.version, "revision": story.revisions.get().pk, "when": "now"}
    editor = desk_of(member(roles=("duty_editor",)))
    refused = editor.post(f"/admin/articles/article/{story.pk}/publish/", values)
    assert ["Мост" in sentence for sentence in refused.context["form"].non_field_errors()] == [True]
    assert Article.objects.get().publication == "none"


def live_with_a_plan(photo: Photo, section: Rubric, at: datetime) -> Article:
    """A live story that is to get the photo at a set time."""
    story = draft(section)
    publishing.publish(story, story.revisions.get())
    story = Article.objects.get(pk=story.pk)
    revision = revisions.save_revision(story, capture(story) | {"lead_photo": photo.pk}, by=None)
    story.refresh_from_db()
    scheduled_changes.schedule_change(story, revision, at=at, by=None)
    return story


def test_a_due_change_with_such_a_photo_is_cancelled_and_the_log_says_why(section: Rubric) -> None:
    photo = newsroom.photo(alt_ru="Мост")
    due = timezone.now() + timedelta(minutes=5)
    story = live_with_a_plan(photo, section, due)
    photo_library.withdraw(photo, reason="Жалоба", by=None)
    assert scheduled_changes.apply_if_due(story.pk, due) is False
    story.refresh_from_db()
    assert (story.scheduled_at, story.lead_photo, story.publication) == (None, None, "published")
    event = story.events.get(kind="cancelled")
    assert "Мост" in event.note


def test_a_change_is_not_planned_past_the_end_of_rights(section: Rubric) -> None:
    photo = newsroom.photo(rights_until=TODAY + DAY)
    with pytest.raises(ValidationError, match="Река"):
        live_with_a_plan(photo, section, timezone.now() + 5 * DAY)
    assert Article.objects.get().scheduled_at is None


def test_the_library_asks_the_policy() -> None:
    photo = newsroom.photo()
    with pytest.raises(PermissionDenied):
        photo_library.withdraw(photo, reason="Жалоба", by=member(roles=("editor",)))
    with pytest.raises(ValidationError):
        photo_library.withdraw(photo, reason=" ", by=None)
    photo_library.withdraw(photo, reason=" Жалоба ", by=None)
    assert (photo.withdrawal_reason, photo.problem()) == ("Жалоба", Problem.WITHDRAWN)
    with pytest.raises(ValidationError):
        photo_library.withdraw(photo, reason="Ещё", by=None)
    assert photo_library.bring_back(photo, by=None) == "Жалоба"
    assert photo.problem() is None
    with pytest.raises(ValidationError):
        photo_library.bring_back(photo, by=None)
