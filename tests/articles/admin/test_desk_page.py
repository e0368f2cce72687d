"""The admin's first page: what stands on it for each role, and how little it asks of the database."""

import uuid
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import preview_links, publishing, revisions, scheduled_changes, terms, work
from articles.desk.calendar import Kind, calendar
from articles.desk.page import Desk
from articles.models import Article, Autosave, Correction, Pin, Rubric, Tip, User, ViewCount
from articles.roles import Role
from tests import newsroom
from tests.articles.admin.conftest import desk_of, draft, member

pytestmark = pytest.mark.django_db

URL = "/admin/"
BLOCKS = ["waiting", "texts", "calendar", "slots", "tips", "sources", "published"]


def blocks(client: Client) -> list[str]:
    page = client.get(URL)
    assert page.status_code == 200
    text = page.content.decode()
    return [name for name in BLOCKS if f'aria-labelledby="desk-{name}"' in text]


def desk_for(user: User) -> Desk:
    return Desk(User.objects.get(pk=user.pk))


def written_by(user: User, section: Rubric, headline: str = "Лёд на реке", **fields: Any) -> Article:
    story = draft(section, headline, **fields)
    Article.objects.filter(pk=story.pk).update(created_by=user)
    return Article.objects.get(pk=story.pk)


def in_review(section: Rubric, headline: str) -> Article:
    story = draft(section, headline)
    work.submit(story, by=None)
    return story


def tip(**fields: Any) -> Tip:
    values = {"text": "Нет воды", "consent_version": "1", "consent_text": "Согласен", "sender": "x" * 64}
    return Tip.objects.create(**values | fields)


EDITORS = ["waiting", "texts", "calendar", "slots", "tips", "sources", "published"]


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("correspondent", ["waiting", "texts", "calendar", "published"]),
        ("editor", EDITORS),
        ("duty_editor", EDITORS),
        ("chief_editor", EDITORS),
        ("photo_editor", ["waiting", "calendar", "published"]),
        ("registry_curator", ["published"]),
        ("administrator", ["tips", "sources", "published"]),
    ],
)
def test_a_role_has_the_blocks_that_mean_something_to_it(role: str, expected: list[str]) -> None:
    assert blocks(desk_of(member(roles=(role,)))) == expected


def test_who_has_no_role_sees_what_was_published_and_no_search() -> None:
    page = desk_of(member()).get(URL).content.decode()
    assert 'id="desk-published"' in page
    assert "desk-search" not in page


def test_the_roles_of_a_person_stand_in_words() -> None:
    user = member(roles=("photo_editor", "chief_editor"), first_name="Динара")
    assert Desk(user).roles == f"{Role.CHIEF_EDITOR.label}, {Role.PHOTO_EDITOR.label}"
    page = desk_of(user).get(URL).content.decode()
    assert "photo_editor" not in page


def test_the_models_stay_within_reach(desk: Client) -> None:
    assert 'href="/admin/articles/article/"' in desk.get(URL).content.decode()
    page = desk_of(member("view_topic")).get(URL).content.decode()
    assert 'href="/admin/articles/topic/"' in page
    assert 'href="/admin/articles/photo/"' not in page


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_it_opens_in_both_languages_without_inline_code(language: str, section: Rubric) -> None:
    user = member(roles=tuple(Role.values), language=language)
    newsroom.story("Видна", section=section)
    page = desk_of(user).get(URL).content.decode()
    assert f'<html lang="{language}"' in page
    for forbidden in ("<style", " style=", "<script>", " onclick="):
        assert forbidden not in page


# Own texts.


def test_drafts_are_those_the_person_began_or_signs(section: Rubric) -> None:
    user, other = member(roles=("correspondent",)), member(roles=("correspondent",))
    signature = newsroom.author(user=user)
    written_by(user, section, "Начат")
    written_by(other, section, "Подписан", authors=[signature.pk])
    written_by(other, section, "Чужой")
    assert {story.working_headline for story in desk_for(user).drafts.items} == {"Начат", "Подписан"}


def test_what_was_sent_is_told_apart_from_drafts_and_what_is_done_is_gone(section: Rubric) -> None:
    user = member(roles=("correspondent",))
    work.submit(written_by(user, section, "Послан"), by=None)
    work.mark_ready(written_by(user, section, "Готов"), by=None)
    done = written_by(user, section, "Вышел")
    publishing.publish(done, done.revisions.get())
    desk = desk_for(user)
    assert not desk.drafts
    assert {story.working_headline for story in desk.sent.items} == {"Послан", "Готов"}


def test_a_pile_of_drafts_is_cut_and_leads_to_the_list(section: Rubric) -> None:
    user = member(roles=("correspondent",))
    for number in range(9):
        written_by(user, section, f"Черновик {number}")
    assert len(desk_for(user).drafts.items) == 8
    assert "?mine=on&amp;work=draft" in desk_of(user).get(URL).content.decode()


def test_a_returned_story_stands_at_its_author_with_the_last_remark(section: Rubric) -> None:
    user, editor = member(roles=("correspondent",)), member(roles=("editor",), first_name="Айгуль")
    story = written_by(user, section, "Школы")
    for remark in ("Сначала источник.", "Теперь число <школ>."):
        work.submit(story, by=user)
        work.return_with_remark(story, by=editor, remark=remark)
    (returned,) = desk_for(user).returned.items
    assert returned.remark.note == "Теперь число <школ>."
    page = desk_of(user).get(URL).content.decode()
    assert "Теперь число &lt;школ&gt;." in page
    assert "Сначала источник." not in page
    assert "Айгуль" in page
    assert not desk_for(editor).returned


def autosave(user: User, **fields: Any) -> Autosave:
    values = {
        "id": uuid.uuid4(),
        "user": user,
        "fields": {"headline": ["Набранный заголовок"]},
        "sequence": 1,
    }
    return Autosave.objects.create(**values | fields)


def test_what_was_typed_and_not_saved_leads_back_to_its_form(section: Rubric) -> None:
    user = member(roles=("correspondent",))
    story = written_by(user, section)
    autosave(user, article=story)
    autosave(user, fields={"headline": ["Новая история"]})
    page = desk_of(user).get(URL).content.decode()
    assert f'href="/admin/articles/article/{story.pk}/change/"' in page
    assert "Набранный заголовок" in page
    assert "Новая история" in page


def test_texts_saved_thrown_away_or_of_others_are_not_unsaved(section: Rubric) -> None:
    user = member(roles=("correspondent",))
    story = written_by(user, section)
    autosave(user, article=story, kept_as=story.working_revision)
    autosave(user, discarded_at=timezone.now())
    autosave(member(roles=("correspondent",)))
    assert desk_for(user).unsaved == []


@pytest.mark.parametrize(
    "fields", [{}, [], {"headline": []}, {"headline": {}}, {"headline": [None]}, {"headline": "x"}, "x", 5]
)
def test_an_unsaved_text_of_any_shape_is_shown(fields: Any) -> None:
    user = member(roles=("correspondent",))
    autosave(user, fields=fields)
    assert "desk-texts" in desk_of(user).get(URL).content.decode()


# What waits.


def test_own_rubrics_come_first_and_the_last_sent_before_the_earlier(section: Rubric) -> None:
    own = newsroom.rubric("economy")
    below = newsroom.rubric("metals", parent=own)
    in_review(own, "Свой ранний")
    in_review(below, "Свой поздний")
    in_review(section, "Чужой")
    editor = member(roles=("editor",))
    editor.rubrics.add(own)
    found = desk_for(editor).in_review.items
    assert [story.working_headline for story in found] == ["Свой поздний", "Свой ранний", "Чужой"]
    assert [story.is_of_own_rubric for story in found] == [True, True, False]


def test_ready_stories_wait_for_those_who_may_publish_them(section: Rubric) -> None:
    own = newsroom.rubric("economy", correspondents_publish=True)
    correspondent = member(roles=("correspondent",))
    correspondent.rubrics.add(own)
    editor = member(roles=("editor",))
    editor.rubrics.add(own)
    for story in (
        written_by(correspondent, own, "Свой в своей"),
        written_by(correspondent, section, "Свой в чужой"),
        draft(own, "Чужой в своей"),
        draft(section, "Чужой в чужой"),
    ):
        work.mark_ready(story, by=None)

    def ready(user: User) -> set[str]:
        return {story.working_headline for story in desk_for(user).ready.items}

    assert ready(correspondent) == {"Свой в своей"}
    assert ready(editor) == {"Свой в своей", "Чужой в своей"}
    assert len(ready(member(roles=("duty_editor",)))) == 4
    assert ready(member(roles=("administrator",))) == set()
    assert not ready(member(roles=("photo_editor",)))


def test_the_photo_editor_sees_texts_that_will_come_out_without_a_photo(section: Rubric) -> None:
    photo = newsroom.photo()
    in_review(section, "Без фото")
    with_photo = draft(section, "С фото", lead_photo=photo.pk)
    work.submit(with_photo, by=None)
    draft(section, "Ещё пишется")
    desk = desk_for(member(roles=("photo_editor",)))
    assert [story.working_headline for story in desk.without_photo.items] == ["Без фото"]


def test_a_proposed_correction_waits_for_editors(live_story: Article) -> None:
    Correction.objects.create(article=live_story, kind="clarification", text="Уточнить", placement="top")
    Correction.objects.create(
        article=live_story, kind="reply", text="Сказано", placement="top", published_at=timezone.now()
    )
    assert [item.text for item in desk_for(member(roles=("editor",))).corrections] == ["Уточнить"]
    assert desk_for(member(roles=("correspondent",))).corrections == []


def said(story: Article, user: User, text: str = "Верно: двадцать.") -> None:
    """A guest answered about the newest version of the story, which the user had sent them."""
    link, _token = preview_links.make(story, story.revisions.latest("number"), by=user, note="Юрист", days=3)
    preview_links.answer(link, verdict="remark", name="Гость", text=text)


def test_what_guests_said_stands_with_who_asked_them_for_a_week(section: Rubric) -> None:
    writer, other = member(roles=("editor",)), member(roles=("editor",))
    story = written_by(writer, section, "На согласовании")
    said(story, writer)
    assert [answer.text for answer in desk_for(writer).answers] == ["Верно: двадцать."]
    assert desk_for(writer).waits
    assert desk_for(other).answers == []
    with time_machine.travel(timezone.now() + timedelta(days=8), tick=False):
        assert desk_for(writer).answers == []


def test_the_photo_editor_is_told_of_rights_before_they_end() -> None:
    today = timezone.localdate()
    for days in (-1, 0, 30, 31):
        newsroom.photo(credit=f"{days}", rights_until=today + timedelta(days=days))
    newsroom.photo(rights_until=today, withdrawn_at=timezone.now(), withdrawal_reason="Жалоба")
    newsroom.photo()
    desk = desk_for(member(roles=("photo_editor",)))
    assert [photo.credit for photo in desk.photos_running_out.items] == ["0", "30"]
    assert not desk_for(member(roles=("editor",))).photos_running_out


# The calendar.

# 22:30 in the newsroom: the next day there begins at 19:00 UTC.
EVENING = datetime(2026, 11, 25, 17, 30, tzinfo=UTC)


def on_days(now: datetime) -> dict[str, list[tuple[str, str]]]:
    days = calendar(now).days
    return {
        f"{day.date:%d.%m}": [(moment.kind.value, moment.headline) for moment in day.moments]
        for day in days
        if day.moments
    }


@time_machine.travel(EVENING, tick=False)
def test_each_kind_of_moment_stands_on_its_day_of_the_newsroom(section: Rubric) -> None:
    newsroom.story("Сегодня поздно", section=section, published_at=datetime(2026, 11, 25, 18, 59, tzinfo=UTC))
    newsroom.story("Завтра рано", section=section, published_at=datetime(2026, 11, 25, 19, 0, tzinfo=UTC))
    embargoed = draft(section, "Под эмбарго")
    terms.set_embargo(embargoed, EVENING + timedelta(days=2), by=None)
    live = newsroom.story("Снимут", section=section)
    terms.set_expiry(live, EVENING + timedelta(days=3), by=None)
    changed = draft(section, "Правка")
    publishing.publish(changed, changed.revisions.get())
    revision = revisions.save_revision(
        changed, changed.revisions.get().content | {"headline": "Новое имя"}, by=None
    )
    scheduled_changes.schedule_change(changed, revision, at=EVENING + timedelta(days=4), by=None)
    assert on_days(EVENING) == {
        "25.11": [("publication", "Сегодня поздно")],
        "26.11": [("publication", "Завтра рано")],
        "27.11": [("embargo", "Под эмбарго")],
        "28.11": [("expiry", "Снимут")],
        # Readers know it by the name it has now.
        "29.11": [("change", "Правка")],
    }


@time_machine.travel(EVENING, tick=False)
def test_what_will_not_come_is_not_in_the_calendar(section: Rubric) -> None:
    tomorrow = EVENING + timedelta(days=1)
    newsroom.story("Черновик с датой", section=section, publication="none", published_at=tomorrow)
    withdrawn: dict[str, Any] = {
        "publication": "withdrawn",
        "withdrawn_at": EVENING,
        "withdrawal_reason": "Ошибка",
    }
    newsroom.story("Снят", section=section, published_at=tomorrow, embargo_until=tomorrow, **withdrawn)
    newsroom.story("Вышел", section=section, published_at=EVENING)
    newsroom.story("Далеко", section=section, published_at=datetime(2026, 12, 8, 19, 0, tzinfo=UTC))
    newsroom.story("Последний", section=section, published_at=datetime(2026, 12, 8, 18, 59, tzinfo=UTC))
    assert on_days(EVENING) == {"08.12": [("publication", "Последний")]}
    assert not calendar(EVENING).is_cut


def test_a_change_that_did_not_come_is_said_loudly(desk: Client, live_story: Article) -> None:
    at = timezone.now() + timedelta(minutes=5)
    scheduled_changes.schedule_change(live_story, live_story.revisions.get(), at=at, by=None)
    later = calendar(at + timedelta(minutes=1))
    assert [moment.kind for moment in later.overdue] == [Kind.CHANGE]
    assert later.is_empty
    Article.objects.filter(pk=live_story.pk).update(scheduled_at=timezone.now() - timedelta(minutes=1))
    assert 'class="desk-warning"' in desk.get(URL).content.decode()


def test_an_import_of_thousands_does_not_fill_the_page(section: Rubric) -> None:
    ahead = timezone.now() + timedelta(days=1)
    for _row in range(205):
        newsroom.story(section=section, published_at=ahead)
    found = calendar(timezone.now())
    assert sum(len(day.moments) for day in found.days) == 200
    assert found.is_cut


# The day.


@time_machine.travel(EVENING, tick=False)
def test_published_today_begins_at_midnight_of_the_newsroom(section: Rubric) -> None:
    midnight = datetime(2026, 11, 24, 19, 0, tzinfo=UTC)
    first = newsroom.story("Первая", section=section, published_at=midnight)
    newsroom.story("Вчера", section=section, published_at=midnight - timedelta(seconds=1))
    newsroom.story("Скоро", section=section, published_at=EVENING + timedelta(hours=1))
    newsroom.story(
        "Эмбарго", section=section, published_at=EVENING, embargo_until=EVENING + timedelta(hours=1)
    )
    newsroom.story("Вечерняя", section=section, published_at=EVENING)
    ViewCount.objects.create(article=first, day=date(2026, 11, 25), count=40)
    ViewCount.objects.create(article=first, day=date(2026, 11, 26), count=2)
    found = desk_for(member(roles=("correspondent",))).published.items
    assert [(story.headline, story.readings) for story in found] == [("Вечерняя", 0), ("Первая", 42)]


def test_a_free_slot_leads_to_the_pin_for_who_may_pin(live_story: Article) -> None:
    now = timezone.now()
    Pin.objects.create(slot="lead", article=live_story, starts_at=now, ends_at=now + timedelta(hours=6))
    duty = desk_of(member("add_pin", roles=("duty_editor",))).get(URL).content.decode()
    assert 'href="/admin/articles/pin/add/?slot=breaking"' in duty
    assert 'href="/admin/articles/pin/add/?slot=lead"' not in duty
    editor = desk_of(member(roles=("editor",))).get(URL).content.decode()
    assert "/admin/articles/pin/add/" not in editor
    assert 'id="desk-slots"' in editor
    assert "Лёд на реке" in editor


def test_a_pin_of_a_story_that_readers_cannot_see_is_marked(live_story: Article) -> None:
    now = timezone.now()
    Pin.objects.create(slot="breaking", article=live_story, starts_at=now, ends_at=now + timedelta(hours=6))
    Pin.objects.create(
        slot="breaking", text_ru="Потом", starts_at=now + timedelta(hours=1), ends_at=now + timedelta(hours=6)
    )
    Pin.objects.create(
        slot="breaking", text_ru="Было", starts_at=now - timedelta(hours=2), ends_at=now - timedelta(hours=1)
    )
    publishing.withdraw(live_story, reason="Ошибка")
    breaking, lead = desk_for(member(roles=("duty_editor",))).slots
    assert [(str(pin), vars(pin)["is_hidden"]) for pin in breaking.current] == [("Лёд на реке", True)]
    assert [str(pin) for pin in breaking.coming] == ["Потом"]
    assert (lead.current, lead.coming) == ([], [])


def test_tips_say_who_took_them_and_nothing_of_who_sent_them() -> None:
    editor = member("view_tip", roles=("editor",), first_name="Айгуль", last_name="Сапарова")
    tip(text="Взятое", status="taken", taken_by=editor, name="Тайный Человек", contact="+7 000 111")
    tip(text="Новое", name="Тайный Человек", contact="+7 000 111")
    tip(text="Отклонённое", status="declined")
    page = desk_of(editor).get(URL)
    assert [item.beginning for item in desk_for(editor).tips.items] == ["Новое", "Взятое"]
    assert "Айгуль Сапарова" in page.content.decode()
    assert "Тайный" not in page.content.decode()
    assert "000 111" not in page.content.decode()


# Cost.


def test_as_many_queries_for_sixty_rows_as_for_six(section: Rubric) -> None:
    user = member("view_tip", roles=tuple(Role.values))
    user.rubrics.add(section)
    newsroom.author(user=user)
    client = desk_of(user)
    counts = []
    for number in (1, 10):
        for _row in range(number):
            for state in ("draft", "in_review", "ready", "returned"):
                story = written_by(user, section, f"{state} {_row}")
                if state != "draft":
                    work.submit(story, by=None)
                if state == "ready":
                    work.mark_ready(story, by=None)
                if state == "returned":
                    work.return_with_remark(story, by=None, remark="Дописать")
            live = newsroom.story(section=section, age=timedelta(0))
            newsroom.story(section=section, published_at=timezone.now() + timedelta(days=2))
            Pin.objects.create(
                slot="lead",
                article=live,
                starts_at=timezone.now(),
                ends_at=timezone.now() + timedelta(hours=1),
            )
            Correction.objects.create(article=live, kind="reply", text="x", placement="top", proposed_by=user)
            autosave(user, article=live)
            tip(taken_by=user)
            said(written_by(user, section), user)
            newsroom.photo(rights_until=timezone.localdate())
        client.get(URL)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(URL).status_code == 200
        counts.append(len(queries))
        assert not any("COUNT(" in query["sql"] for query in queries)
    assert counts[0] == counts[1]
    # Session, user, roles, permissions, rubrics, the outlet: six and more of every page of the admin.
    assert counts[1] <= 26


def test_the_policy_costs_no_query_per_ready_story(section: Rubric) -> None:
    """Who signs a text stands in the revision: it is fetched for all rows at once."""
    own = newsroom.rubric("economy", correspondents_publish=True)
    counts = []
    for number in (2, 20):
        user = member(roles=("correspondent",))
        user.rubrics.add(own)
        signature = newsroom.author(user=user)
        for _row in range(number):
            work.mark_ready(draft(own, "Подписан", authors=[signature.pk]), by=None)
        with CaptureQueriesContext(connection) as queries:
            assert len(desk_for(user).ready.items) == min(number, 10)
        counts.append(len(queries))
    assert counts[0] == counts[1]
