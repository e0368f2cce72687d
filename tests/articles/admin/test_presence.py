"""What the open form tells the server, and what it hears."""

import json
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from articles import autosaving, content, locking, policy, revisions, work
from articles.models import Article, Autosave, EditingLock, Revision, Rubric, StoryEvent, User
from tests import newsroom
from tests.articles.admin.conftest import change_url, desk_of, filled, member

pytestmark = pytest.mark.django_db


def url_of(story: Article | None) -> str:
    return f"/admin/articles/article/{f'{story.pk}/' if story else ''}presence/"


def tell(client: Client, story: Article | None, **message: Any) -> Any:
    message = {"session": str(uuid.uuid4())} | message
    return client.post(url_of(story), json.dumps(message), content_type="application/json")


def test_what_is_typed_is_kept_and_replaced(desk: Client, story: Article) -> None:
    session = str(uuid.uuid4())
    first = tell(desk, story, session=session, sequence=1, base=1, fields={"headline": ["Раз"]})
    assert first.json()["is_open"] is True
    assert "не сохранено" in first.json()["saved"] or "saved" in first.json()["saved"]
    tell(desk, story, session=session, sequence=3, base=1, fields={"headline": ["Три"]})
    # An answer that was late in the network.
    tell(desk, story, session=session, sequence=2, base=1, fields={"headline": ["Два"]})
    assert Autosave.objects.get().fields == {"headline": ["Три"]}
    assert story.revisions.count() == 1


def test_a_saved_form_is_closed_and_a_late_text_does_not_reopen_it(desk: Client, story: Article) -> None:
    values = filled(desk, change_url(story), headline="Сохранённый")
    session = values["editing_session"]
    tell(desk, story, session=str(session), sequence=1, base=1, fields={"headline": ["Сохран"]})
    assert desk.post(change_url(story), values).status_code == 302
    late = tell(desk, story, session=str(session), sequence=2, base=1, fields={"headline": ["Сохранё"]})
    assert late.json()["is_open"] is False
    assert not autosaving.open_texts().exists()
    assert not EditingLock.objects.exists()


def test_nobody_writes_into_the_form_of_somebody_else(desk: Client, story: Article) -> None:
    session = str(uuid.uuid4())
    tell(desk, story, session=session, sequence=1, base=1, fields={"headline": ["Моё"]})
    other = desk_of(member(roles=("editor",)))
    answer = tell(other, story, session=session, sequence=2, base=1, fields={"headline": ["Чужое"]})
    assert answer.status_code == 403
    # The script says it instead of “offline”.
    assert answer.json()["notice"]
    assert Autosave.objects.get().fields == {"headline": ["Моё"]}


def test_the_lock_is_of_who_types_and_lapses(desk: Client, editor: User, story: Article) -> None:
    other = member(roles=("editor",), first_name="Болат", last_name="Другой")
    reader = desk_of(other)
    # Looking locks nothing, and nobody is said to be writing.
    assert tell(desk, story, base=1).json()["notice"] == ""
    assert tell(reader, story, base=1, typing=True).json()["notice"] == ""
    told = tell(desk, story, base=1, typing=True, fields={"headline": ["x"]}).json()
    assert str(other) in told["notice"]
    assert EditingLock.objects.get().user == other
    EditingLock.objects.update(seen_at=timezone.now() - timedelta(seconds=61))
    assert tell(desk, story, base=1, typing=True).json()["notice"] == ""
    assert EditingLock.objects.get().user == editor


def test_a_second_tab_of_ones_own_is_nobody_else(desk: Client, story: Article) -> None:
    tell(desk, story, base=1, typing=True)
    assert tell(desk, story, base=1, typing=True).json()["notice"] == ""
    values = filled(desk, change_url(story), headline="Из второй вкладки")
    assert desk.post(change_url(story), values).status_code == 302


def test_leaving_frees_the_story(desk: Client, story: Article) -> None:
    session = str(uuid.uuid4())
    tell(desk, story, session=session, base=1, typing=True)
    tell(desk, story, session=session, base=1, leaving=True, sequence=1, fields={"headline": ["Ушёл"]})
    assert not EditingLock.objects.exists()
    assert Autosave.objects.get().fields == {"headline": ["Ушёл"]}


def test_while_somebody_else_writes_saving_is_refused_and_keeps_the_text(
    desk: Client, story: Article
) -> None:
    other = member(roles=("editor",), first_name="Болат", last_name="Другой")
    values = filled(desk, change_url(story), headline="Мой", body="<p>Моё.</p>")
    tell(desk_of(other), story, base=1, typing=True)
    page = desk.post(change_url(story), values)
    assert page.status_code == 200
    assert story.revisions.count() == 1
    text = page.content.decode()
    assert str(other) in text
    assert "Мой" in text
    assert 'name="_take_over"' in text


def test_taking_over_keeps_what_the_other_had_typed_as_their_version(
    desk: Client, editor: User, story: Article
) -> None:
    other = member(roles=("editor",), first_name="Болат", last_name="Другой")
    values = filled(desk, change_url(story), lead="Мой лид")
    session = str(uuid.uuid4())
    typed = {"headline": ["Лёд на реке"], "lead": ["Недописанное"], "body": ["<p>Первый текст.</p>"]}
    tell(desk_of(other), story, session=session, base=1, sequence=1, typing=True, fields=typed)
    # Both had version 1: their unsaved text becomes version 2, and mine is shown beside it.
    answer = desk.post(change_url(story), values | {"_take_over": "1"})
    assert "/merge/" in answer["Location"]
    kept = story.revisions.get(number=2)
    assert (kept.saved_by, kept.content["lead"]) == (other, "Недописанное")
    assert StoryEvent.objects.filter(kind="taken_over", by=editor).exists()
    assert EditingLock.objects.get().user == editor
    # And what the other goes on typing is theirs still.
    told = tell(desk_of(other), story, session=session, base=1, sequence=2, fields=typed).json()
    assert told["is_open"] is False
    assert str(editor) in told["notice"]


def test_a_correspondent_takes_nothing_over(story: Article) -> None:
    writer = member(roles=("correspondent",))
    Article.objects.update(created_by=writer)
    client = desk_of(writer)
    tell(desk_of(member(roles=("editor",))), story, base=1, typing=True)
    values = filled(client, change_url(story), lead="Мой")
    page = client.post(change_url(story), values | {"_take_over": "1"})
    assert page.status_code == 200
    assert 'name="_take_over"' not in page.content.decode()
    assert story.revisions.count() == 1


def test_an_unsaved_text_is_listed_opened_and_saved(desk: Client, story: Article) -> None:
    values = filled(desk, change_url(story), headline="Недописанный", body="<p>Половина</p>")
    session = values["editing_session"]
    fields = {name: [str(value)] for name, value in values.items() if not isinstance(value, list)}
    tell(desk, story, session=str(session), base=1, sequence=1, fields=fields)
    page = desk.get(change_url(story)).content.decode()
    assert f"?unsaved={session}" in page
    url = f"{change_url(story)}?unsaved={session}"
    again = filled(desk, url)
    assert (again["headline"], again["body"]) == ("Недописанный", "<p>Половина</p>")
    assert desk.post(url, again).status_code == 302
    assert story.revisions.get(number=2).content["headline"] == "Недописанный"
    assert f"?unsaved={session}" not in desk.get(change_url(story)).content.decode()


def test_an_unsaved_new_story_is_found_again(desk: Client, story: Article) -> None:
    add = "/admin/articles/article/add/"
    session = str(uuid.uuid4())
    fields = {
        "headline": ["Новая"],
        "body": ["<p>Начало</p>"],
        "rubric": [str(story.rubric_id)],
        "byline_set-TOTAL_FORMS": ["1"],
        "byline_set-0-author": ["999999"],
    }
    tell(desk, None, session=session, sequence=1, fields=fields)
    assert f"?unsaved={session}" in desk.get(add).content.decode()
    values = filled(desk, f"{add}?unsaved={session}", language="ru")
    assert values["headline"] == "Новая"
    assert desk.post(add, values).status_code == 302
    assert Revision.objects.latest("pk").content["body"] == "<p>Начало</p>"
    assert f"?unsaved={session}" not in desk.get(add).content.decode()


def test_a_text_is_thrown_away_by_its_own_writer_alone(desk: Client, story: Article) -> None:
    session = str(uuid.uuid4())
    tell(desk, story, session=session, sequence=1, base=1, fields={"headline": ["Черновик"]})
    url = f"/admin/articles/article/unsaved/{session}/discard/"
    assert desk.get(url).status_code == 405
    desk_of(member(roles=("editor",))).post(url)
    assert Autosave.objects.get().discarded_at is None
    assert desk.post(url).status_code == 302
    assert Autosave.objects.get().discarded_at is not None
    assert not autosaving.open_texts().exists()


def test_the_browser_learns_what_need_not_be_sent_again(desk: Client, editor: User, story: Article) -> None:
    open_one, closed, unknown = (str(uuid.uuid4()) for _number in range(3))
    for session in (open_one, closed):
        tell(desk, story, session=session, sequence=4, base=1, fields={"headline": ["x"]})
    autosaving.close([uuid.UUID(closed)], user=editor, revision=story.revisions.get())
    known = tell(desk, story, asked=[open_one, closed, unknown]).json()["known"]
    assert known == {open_one: 4, closed: -1}


def test_a_conflict_shows_both_texts_and_loses_neither(desk: Client, story: Article) -> None:
    values = filled(desk, change_url(story), headline="Мой", lead="Мой лид")
    theirs = content.of_revision(story.revisions.get()) | {"headline": "Его", "slug": "ego"}
    revisions.save_revision(story, theirs, by=member(roles=("editor",)))
    answer = desk.post(change_url(story), values)
    assert "/merge/" in answer["Location"]
    assert story.revisions.count() == 2
    page = desk.get(answer["Location"])
    text = page.content.decode()
    assert "Мой" in text
    assert "Его" in text
    # A lead that only I changed and an address that only they changed are not asked about.
    assert [conflict.name for conflict in page.context["merge"].conflicts] == ["headline"]
    saved = desk.post(answer["Location"], {"newest": "2", "choice-headline": "theirs"})
    assert saved.status_code == 302
    merged = story.revisions.get(number=3).content
    assert (merged["headline"], merged["lead"], merged["slug"]) == ("Его", "Мой лид", "ego")


def test_a_merge_chosen_against_an_older_version_is_asked_again(desk: Client, story: Article) -> None:
    values = filled(desk, change_url(story), headline="Мой")
    base = content.of_revision(story.revisions.get())
    other = member(roles=("editor",))
    revisions.save_revision(story, base | {"headline": "Его"}, by=other)
    url = desk.post(change_url(story), values)["Location"]
    revisions.save_revision(story, base | {"headline": "Ещё позже"}, by=other)
    page = desk.post(url, {"newest": "2", "choice-headline": "mine"})
    assert page.status_code == 200
    assert "Ещё позже" in page.content.decode()
    assert story.revisions.count() == 3
    opened = desk.post(url, {"newest": "3", "choice-headline": "mine", "_open": "1"})
    form = filled(desk, opened["Location"])
    assert (form["headline"], form["base_revision"]) == ("Мой", 3)


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        "null",
        "{",
        '{"session": 1}',
        '{"session": "x"}',
        '{"session": "\\u0000"}',
        "[" * 100_000,
        '{"session": "7f3f0a2e-6f1d-4e57-9a74-1f1f6f0a2e11", "sequence": -1}',
        '{"session": "7f3f0a2e-6f1d-4e57-9a74-1f1f6f0a2e11", "sequence": 1e400}',
        '{"session": "7f3f0a2e-6f1d-4e57-9a74-1f1f6f0a2e11", "fields": []}',
        '{"session": "7f3f0a2e-6f1d-4e57-9a74-1f1f6f0a2e11", "fields": {"a": 1}}',
        '{"session": "7f3f0a2e-6f1d-4e57-9a74-1f1f6f0a2e11", "asked": 5}',
        b"\xff\xfe",
    ],
)
def test_a_message_that_no_form_sends_is_refused(desk: Client, story: Article, body: str | bytes) -> None:
    answer = desk.post(url_of(story), body, content_type="application/json")
    assert answer.status_code == 400
    assert "error" in answer.json()


def test_odd_characters_in_a_text_are_dropped_and_the_rest_is_kept(desk: Client, story: Article) -> None:
    fields = {"headline": ["а\x00б\ud800в"], "\x00": ["\x00"]}
    assert tell(desk, story, sequence=1, base=1, fields=fields).status_code == 200
    assert Autosave.objects.get().fields["headline"] == ["абв"]


def test_old_texts_are_forgotten_and_fresh_ones_stay(desk: Client, editor: User, story: Article) -> None:
    tell(desk, story, sequence=1, base=1, fields={"headline": ["Свежий"]})
    tell(desk, story, sequence=1, base=1, fields={"headline": ["Давний"]})
    Autosave.objects.filter(fields__headline=["Давний"]).update(saved_at=timezone.now() - timedelta(days=61))
    assert autosaving.forget_old() == 1
    assert Autosave.objects.get().fields == {"headline": ["Свежий"]}


def test_a_lock_lapses_after_a_minute(story: Article, editor: User) -> None:
    lock = locking.acquire(story, editor, uuid.uuid4())
    assert locking.holder(story, lock.seen_at + timedelta(seconds=59)) is not None
    assert locking.holder(story, lock.seen_at + timedelta(seconds=61)) is None


def saved_by_a_colleague(story: Article, **fields: Any) -> Revision:
    row = Article.objects.get(pk=story.pk)
    newest = content.of_revision(story.revisions.order_by("number").last())  # type: ignore[arg-type]
    return revisions.save_revision(row, newest | fields, by=member(roles=("editor",)))  # type: ignore[arg-type]


def test_typing_on_after_a_conflict_and_back_is_another_text(desk: Client, story: Article) -> None:
    """The browser shows the same form again, alive: its words must not vanish behind those that were sent."""
    values = filled(desk, change_url(story), headline="Мой")
    session = str(values["editing_session"])
    saved_by_a_colleague(story, headline="Его")
    merge = desk.post(change_url(story), values)["Location"]
    told = tell(desk, story, session=session, sequence=9, base=1, fields={"headline": ["Мой дальше"]})
    assert told.json()["is_open"] is False
    assert "Мой" in desk.get(merge).content.decode()


def test_a_form_that_is_sent_again_after_a_conflict_keeps_both_texts(desk: Client, story: Article) -> None:
    values = filled(desk, change_url(story), headline="Мой")
    saved_by_a_colleague(story, headline="Его")
    first = desk.post(change_url(story), values)["Location"]
    # Twice pressed is once sent.
    assert desk.post(change_url(story), values)["Location"] == first
    second = desk.post(change_url(story), values | {"headline": "Дописанный"})["Location"]
    assert second != first
    assert "Дописанный" in desk.get(second).content.decode()
    assert desk.get(first).status_code == 200


def test_a_saved_form_that_is_sent_again_without_scripts_loses_nothing(desk: Client, story: Article) -> None:
    values = filled(desk, change_url(story), headline="Мой")
    assert desk.post(change_url(story), values).status_code == 302
    # Pressed twice: one version, and nobody is said to have saved in between.
    assert "/merge/" not in desk.post(change_url(story), values)["Location"]
    assert story.revisions.count() == 2
    desk.post(change_url(story), values | {"headline": "Дописанный"})
    assert story.revisions.get(number=3).content["headline"] == "Дописанный"
    # After a colleague it is a conflict as ever.
    saved_by_a_colleague(story, lead="Его лид")
    again = desk.post(change_url(story), values | {"headline": "Ещё дописанный"})
    assert "Ещё дописанный" in desk.get(again["Location"]).content.decode()
    assert story.revisions.count() == 4


def test_a_new_story_that_is_pressed_twice_is_one_story(desk: Client, section: Rubric) -> None:
    add = "/admin/articles/article/add/"
    values = filled(desk, add, headline="Новость", lead="Коротко", body="<p>Текст</p>", rubric=section.pk)
    assert desk.post(add, values).status_code == 302
    assert desk.post(add, values).status_code == 302
    assert Article.objects.count() == 1
    assert Revision.objects.count() == 1


def test_a_form_that_somebody_else_began_in_this_browser_loses_nothing(desk: Client, story: Article) -> None:
    values = filled(desk, change_url(story), headline="Мой")
    fields = {"headline": ["Мо"]}
    tell(desk, story, session=str(values["editing_session"]), sequence=1, base=1, fields=fields)
    saved_by_a_colleague(story, headline="Его")
    other = desk_of(member(roles=("editor",)))
    answer = other.post(change_url(story), values | {"headline": "Дописанный"})
    assert "Дописанный" in other.get(answer["Location"]).content.decode()


TOO_LONG = f"<p>{'слово ' * 70_000}</p>"


def test_a_text_too_long_to_be_saved_is_listed_and_opens_whole(desk: Client, story: Article) -> None:
    session = str(uuid.uuid4())
    tell(desk, story, session=session, sequence=1, base=1, fields={"body": [TOO_LONG]})
    assert f"?unsaved={session}" in desk.get(change_url(story)).content.decode()
    form = filled(desk, f"{change_url(story)}?unsaved={session}")
    assert form["body"] == TOO_LONG


def test_taking_over_leaves_a_text_too_long_to_be_saved_where_it_is(desk: Client, story: Article) -> None:
    session = uuid.uuid4()
    other = desk_of(member(roles=("editor",)))
    tell(other, story, session=str(session), sequence=1, base=1, typing=True, fields={"body": [TOO_LONG]})
    answer = desk.post(
        change_url(story), filled(desk, change_url(story), lead="Мой лид") | {"_take_over": "1"}
    )
    assert answer.status_code == 302
    assert autosaving.open_texts().get(pk=session).fields == {"body": [TOO_LONG]}


def test_a_text_too_long_to_be_merged_is_shortened_first(desk: Client, story: Article) -> None:
    values = filled(desk, change_url(story), body=TOO_LONG)
    saved_by_a_colleague(story, headline="Его")
    merge = desk.post(change_url(story), values)["Location"]
    page = desk.get(merge, follow=True)
    assert page.redirect_chain[-1][0].startswith(change_url(story))
    assert "400000" in page.content.decode()
    assert page.context["adminform"].form["body"].value() == TOO_LONG
    # A click on an older page of the merge saves nothing either.
    assert desk.post(merge, {"newest": "2"}).status_code == 302
    assert story.revisions.count() == 2


def test_the_photo_editor_brings_no_older_text_back(story: Article) -> None:
    saved_by_a_colleague(story, headline="Второй", body="<p>Второй текст.</p>")
    client = desk_of(member(roles=("photo_editor",)))
    url = f"{change_url(story)}?revision=1"
    photo = newsroom.photo()
    assert client.post(url, filled(client, url, lead_photo=photo.pk)).status_code == 302
    newest = story.revisions.latest("number").content
    assert (newest["headline"], newest["lead_photo"]) == ("Второй", photo.pk)


def test_the_photo_editor_merges_a_photo_and_nothing_else(story: Article) -> None:
    client = desk_of(member(roles=("photo_editor",)))
    photo = newsroom.photo()
    values = filled(client, change_url(story), lead_photo=photo.pk)
    saved_by_a_colleague(story, headline="Его")
    merge = client.post(change_url(story), values | {"headline": "Подменённый"})["Location"]
    assert client.get(merge).status_code == 200
    assert client.post(merge, {"newest": "2", "choice-headline": "mine"}).status_code == 302
    newest = story.revisions.get(number=3).content
    assert (newest["headline"], newest["lead_photo"]) == ("Его", photo.pk)


@pytest.mark.parametrize("base", ["9" * 40, "-1", "²", ""])
def test_a_base_that_no_form_sends_is_a_conflict_and_no_error(
    desk: Client, story: Article, base: str
) -> None:
    values = filled(desk, change_url(story), headline="Мой") | {"base_revision": base}
    answer = desk.post(change_url(story), values)
    assert "/merge/" in answer["Location"]
    assert story.revisions.count() == 1


def test_an_own_unsaved_text_stays_listed_whatever_colleagues_leave(desk: Client, story: Article) -> None:
    own = str(uuid.uuid4())
    tell(desk, story, session=own, sequence=1, base=1, fields={"headline": ["Моё"]})
    other = desk_of(member(roles=("editor",)))
    for number in range(6):
        tell(other, story, sequence=1, base=1, fields={"headline": [f"Чужое {number}"]})
    page = desk.get(change_url(story)).content.decode()
    assert f"?unsaved={own}" in page


def test_a_form_that_comes_after_its_text_went_to_the_editors_is_kept(story: Article) -> None:
    writer = member(roles=("correspondent",))
    Article.objects.update(created_by=writer)
    client = desk_of(writer)
    values = filled(client, change_url(story), lead="Последние слова")
    work.submit(Article.objects.get(), by=None)
    page = client.post(change_url(story), values, follow=True)
    told = [str(message) for message in page.context["messages"]]
    assert len(told) == 1
    assert str(policy.AT_REST.reason) in told[0]
    assert story.revisions.count() == 1
    kept = autosaving.open_texts().get()
    assert kept.fields["lead"] == ["Последние слова"]
    work.reopen(Article.objects.get(), by=None)
    assert f"?unsaved={kept.pk}" in client.get(change_url(story)).content.decode()
    # Who was never let in leaves nothing.
    desk_of(member()).post(change_url(story), values | {"editing_session": str(uuid.uuid4())})
    assert Autosave.objects.count() == 1
