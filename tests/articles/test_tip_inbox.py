"""From a message of a reader to a draft or to a refusal, with the sender protected all the way."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from articles import publishing, tip_inbox
from articles.models import Article, Outlet, Revision, StoryEvent, Tip, TipPhoto, User
from articles.tasks import forget_contacts
from tests import newsroom
from tests.articles.admin.conftest import member
from tests.threads import at_once

pytestmark = pytest.mark.django_db

NAME, CONTACT = "Ерлан Сапаров", "+7 700 123 45 67"


def received(text: str = "На мосту пробка", **fields: Any) -> Tip:
    values = {
        "name": NAME,
        "contact": CONTACT,
        "consent_version": "1",
        "consent_text": "Согласен",
        "sender": "x",
    }
    return Tip.objects.create(text=text, **values | fields)


def with_photo(tip: Tip, content: bytes | None = None) -> TipPhoto:
    photo = TipPhoto(tip=tip)
    photo.file.save("", ContentFile(content or newsroom.picture_bytes()))
    return photo


@pytest.fixture
def editor(db: None) -> User:
    newsroom.outlet()
    return member(roles=("editor",), first_name="Айгуль", last_name="Редактор")


def test_a_message_goes_its_way_to_a_draft(editor: User) -> None:
    section, tip = newsroom.rubric("news"), received()
    tip_inbox.take(tip, by=editor)
    assert (tip.status, tip.taken_by) == ("taken", editor)
    assert tip.taken_at is not None
    tip_inbox.begin_check(tip, by=editor)
    assert tip.status == "checking"
    story = tip_inbox.make_draft(tip, by=editor)
    assert (tip.status, tip.story) == ("story", story)
    row = Article.objects.get()
    assert (row.publication, row.work_state, row.rubric, row.created_by) == ("none", "draft", section, editor)
    revision = story.revisions.get()
    assert revision.content["body"] == "<p>На мосту пробка</p>"
    assert tip.reference in revision.note
    assert tip.reference in revision.content["headline"]
    assert revision.content["is_unverified"] is True
    assert story.events.get(kind="created").details == {"tip": tip.reference}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Раз.\n\nДва.\r\n  три", "<p>Раз.</p><p>Два.</p><p>три</p>"),
        ("<b onclick=x>1</b> & 2", "<p>&lt;b onclick=x&gt;1&lt;/b&gt; &amp; 2</p>"),
        ("Меня зовут Ерлан Сапаров.", "<p>Меня зовут […].</p>"),
        ("Я, ерлан, видел", "<p>Я, […], видел</p>"),
        ("Ерлановка рядом", "<p>Ерлановка рядом</p>"),
        ("Звоните +7 700 123 45 67", "<p>Звоните […]</p>"),
        ("Или 8 (700) 123-45-67, или 87001234567.", "<p>Или […], или […].</p>"),
        ("Или me.too@mail.example!", "<p>Или […]!</p>"),
        (
            "Потратили 1 200 000 000 тенге, 12.11.2026 в 14:05",
            "<p>Потратили 1 200 000 000 тенге, 12.11.2026 в 14:05</p>",
        ),
    ],
)
def test_the_text_becomes_paragraphs_without_the_sender(text: str, expected: str) -> None:
    assert tip_inbox.body_of(received(text)) == expected


@pytest.mark.parametrize("text", ["1" * 10_000, "1 " * 5_000, "a" * 10_000, "a." * 5_000, "a@" * 5_000])
def test_strange_texts_are_read_at_once(text: str) -> None:
    begun = datetime.now(UTC)
    tip_inbox.body_of(received(text))
    assert datetime.now(UTC) - begun < timedelta(seconds=1)


def test_a_message_in_kazakh_becomes_a_story_in_kazakh(editor: User) -> None:
    newsroom.rubric("news")
    assert tip_inbox.make_draft(received("Көпірде кептеліс", language="kk"), by=editor).language == "kk"


def test_the_draft_stands_in_the_rubric_of_who_makes_it(editor: User) -> None:
    newsroom.rubric("aaa")
    own = newsroom.rubric("nature")
    editor.rubrics.add(own)
    assert tip_inbox.make_draft(received(), by=editor).rubric == own


def test_without_a_rubric_there_is_no_draft_and_the_message_stays(editor: User) -> None:
    tip = received()
    with pytest.raises(ValidationError):
        tip_inbox.make_draft(tip, by=editor)
    tip.refresh_from_db()
    assert tip.status == "new"


def test_the_second_who_takes_a_message_is_told_who_has_it(editor: User) -> None:
    tip = received()
    same = Tip.objects.get()
    tip_inbox.take(tip, by=editor)
    with pytest.raises(ValidationError, match=str(editor)):
        tip_inbox.take(same, by=member(roles=("chief_editor",)))
    assert Tip.objects.get().taken_by == editor


def test_declining_needs_a_reason_and_can_be_taken_back(editor: User) -> None:
    tip = received()
    with pytest.raises(ValidationError):
        tip_inbox.decline(tip, by=editor, reason="\n ")
    tip_inbox.decline(tip, by=editor, reason="Старая новость")
    assert (tip.status, tip.decision, tip.taken_by) == ("declined", "Старая новость", editor)
    tip_inbox.give_back(tip, by=editor)
    assert (tip.status, tip.decision, tip.taken_by, tip.taken_at) == ("new", "", None, None)


STEPS: dict[str, tuple[Any, set[str]]] = {
    "take": (lambda tip, by: tip_inbox.take(tip, by=by), {"new"}),
    "check": (lambda tip, by: tip_inbox.begin_check(tip, by=by), {"taken"}),
    "back": (lambda tip, by: tip_inbox.give_back(tip, by=by), {"taken", "checking", "declined"}),
    "decline": (lambda tip, by: tip_inbox.decline(tip, by=by, reason="Нет"), {"new", "taken", "checking"}),
    "draft": (lambda tip, by: tip_inbox.make_draft(tip, by=by), {"new", "taken", "checking"}),
}


@pytest.mark.parametrize("status", Tip.Status.values)
@pytest.mark.parametrize("step", STEPS)
def test_each_step_has_its_states(editor: User, step: str, status: str) -> None:
    story = newsroom.story() if status == "story" else None
    newsroom.rubric("later")
    tip = received(status=status, story=story)
    act, allowed = STEPS[step]
    if status in allowed:
        act(tip, editor)
        assert Tip.objects.get().status != status
    else:
        with pytest.raises(ValidationError):
            act(tip, editor)
        assert Tip.objects.get().status == status


@pytest.mark.parametrize("role", ["correspondent", "photo_editor", "registry_curator", "administrator", ""])
def test_who_may_not_handle_messages_takes_no_step(role: str) -> None:
    user = member(roles=(role,))
    received()
    acts = [act for act, _allowed in STEPS.values()]
    for act in [*acts, lambda tip, by: tip_inbox.forget_contact(tip, by=by)]:
        with pytest.raises(PermissionDenied):
            act(Tip.objects.get(), user)


@pytest.mark.django_db(transaction=True)
def test_contacts_and_photos_are_forgotten_after_the_days_that_are_set() -> None:
    newsroom.outlet(tip_contact_days=30)
    with time_machine.travel(datetime(2026, 1, 1, tzinfo=UTC), tick=False):
        newsroom.rubric("news")
        declined, became, waits = (received(status=status) for status in ("declined", "new", "new"))
        Tip.objects.filter(pk=became.pk).update(status="story", story=newsroom.story())
        files = {tip.pk: str(with_photo(tip).file.name) for tip in (declined, became, waits)}
    with time_machine.travel(datetime(2026, 1, 30, 23, tzinfo=UTC), tick=False):
        forget_contacts(timestamp=0)
    assert set(Tip.objects.values_list("name", "contact", "contacts_deleted_at")) == {(NAME, CONTACT, None)}
    assert TipPhoto.objects.count() == 3
    later = datetime(2026, 1, 31, 1, tzinfo=UTC)
    with time_machine.travel(later, tick=False):
        fresh = received()
        forget_contacts(timestamp=0)
        forget_contacts(timestamp=0)
    for tip in (declined, became, waits):
        tip.refresh_from_db()
        assert (tip.name, tip.contact, tip.contacts_deleted_at) == ("", "", later)
        assert tip.text == "На мосту пробка"
    fresh.refresh_from_db()
    assert (fresh.name, fresh.contacts_deleted_at) == (NAME, None)
    # A message that is not decided keeps its photos: somebody has yet to look at them.
    assert [photo.tip for photo in TipPhoto.objects.all()] == [waits]
    assert {pk: default_storage.exists(name) for pk, name in files.items()} == {
        declined.pk: False,
        became.pk: False,
        waits.pk: True,
    }


def test_without_an_outlet_contacts_are_forgotten_after_ninety_days() -> None:
    Outlet.objects.all().delete()
    with time_machine.travel(datetime(2026, 1, 1, tzinfo=UTC), tick=False):
        tip = received()
    for day, name in ((89, NAME), (91, "")):
        with time_machine.travel(datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=day), tick=False):
            forget_contacts(timestamp=0)
        tip.refresh_from_db()
        assert tip.name == name


def test_a_sender_who_asks_is_forgotten_at_once(editor: User) -> None:
    tip = received()
    tip_inbox.forget_contact(tip, by=editor)
    assert (tip.name, tip.contact) == ("", "")
    assert tip.contacts_deleted_at is not None


def test_nothing_that_is_kept_for_ever_knows_the_sender(editor: User) -> None:
    """The log of stories, versions, the log of the admin, the story itself."""
    newsroom.rubric("news")
    tip = received(f"{NAME}, {CONTACT}: пробка", keep_name_secret=True)
    tip_inbox.take(tip, by=editor)
    story = tip_inbox.make_draft(tip, by=editor)
    publishing.publish(story, story.revisions.get())
    everything = [
        *map(str, StoryEvent.objects.values()),
        *map(str, Revision.objects.values()),
        *map(str, LogEntry.objects.values()),
        *map(str, Article.objects.values()),
        str(tip),
    ]
    for word in ("Ерлан", "Сапаров", "123 45 67"):
        assert [text for text in everything if word in text] == []


@pytest.mark.django_db(transaction=True)
def test_of_ten_who_take_a_message_at_once_one_has_it() -> None:
    Group.objects.get_or_create(name="editor")
    users = [member(roles=("editor",)) for _index in range(10)]
    tip = received()
    raised = at_once(10, lambda index: tip_inbox.take(Tip.objects.get(pk=tip.pk), by=users[index]))
    tip.refresh_from_db()
    assert tip.taken_by in users
    assert [type(error) for error in raised] == [ValidationError] * 9
    assert all(str(tip.taken_by) in str(error) for error in raised)
