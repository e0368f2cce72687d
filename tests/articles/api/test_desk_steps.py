"""Steps of work and publishing by programs: what the policy says on the desk it says here."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from articles import content, revisions
from articles.models import Article, Rubric, StoryEvent, User
from tests import newsroom
from tests.articles.admin.conftest import draft, member
from tests.articles.api.keys import program_of, sent
from tests.articles.test_policy import RIGHTS, ROLES, STATES, Cell, fresh, story_in, traces
from tests.conftest import SideBySide

pytestmark = pytest.mark.django_db

ADDRESSES = {
    "edit": ("PATCH", "", {"lead": "Ещё."}),
    "submit": ("POST", "submit/", {}),
    "return": ("POST", "return/", {"note": "Проверьте"}),
    "mark_ready": ("POST", "ready/", {}),
    "reopen": ("POST", "reopen/", {}),
    "publish": ("POST", "publish/", {"change": "update"}),
}


@pytest.fixture
def section() -> Rubric:
    return newsroom.rubric("nature")


@pytest.fixture
def editor() -> User:
    return member(roles=("duty_editor",))


@pytest.fixture
def program(editor: User) -> Client:
    return program_of(editor)


def take(program: Client, story: Article, method: str, tail: str, body: dict[str, Any]) -> Any:
    """A step for the newest version, and with a reason for every warning that the check has."""
    address = f"desk/stories/{story.pk}/"
    tag = program.get(f"/api/v1/{address}").headers["ETag"]
    answer = sent(program, method, address + tail, body, If_Match=tag)
    if tail == "publish/" and answer.status_code == 400:
        marks = [fault["pointer"].removeprefix("/accepted/") for fault in answer.json()["errors"]]
        body = body | {"accepted": dict.fromkeys(marks, "Так надо")}
        answer = sent(program, method, address + tail, body, If_Match=tag)
    return answer


@pytest.mark.parametrize("role", ROLES)
def test_every_cell_of_the_table(role: str, is_long: bool) -> None:
    user, other = member(roles=(role,)), member(roles=("correspondent",))
    own_section, foreign_section = newsroom.rubric("own"), newsroom.rubric("foreign")
    user.rubrics.add(own_section)
    program = program_of(user)
    rights = {line.split()[0]: line.split()[1 + ROLES.index(role)] for line in RIGHTS.strip().splitlines()}
    turn = ROLES.index(role)
    for state in STATES:
        for is_own, in_own_rubric in ((True, True), (True, False), (False, True), (False, False)):
            if not is_long and is_own != in_own_rubric:
                continue
            # The policy's own table is whole in test_policy; here each action meets its states by turns.
            turn += 1
            section = own_section if in_own_rubric else foreign_section
            story = story_in(state, section=section, creator=user if is_own else other)
            for number, (action, (method, tail, body)) in enumerate(ADDRESSES.items()):
                if not is_long and (turn + number) % 5:
                    continue
                cell = Cell(action, state, is_own, in_own_rubric)
                expected = cell.expected(rights[action])
                before = traces(story)
                with transaction.atomic():
                    answer = take(program, story, method, tail, body)
                    changed = traces(story) != before
                    transaction.set_rollback(True)
                where = f"{role}: {cell}: {answer.content.decode()[:300]}"
                assert (answer.status_code, changed) == ((200, True) if expected else (403, False)), where
                if not expected:
                    assert answer.json()["detail"], where


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("scope", ["read", "drafts", "photos", "publish"])
def test_a_key_does_only_what_it_is_for(section: Rubric, role: str, scope: str) -> None:
    story = draft(section)
    program = program_of(member(roles=(role,)), scope)
    for _action, (method, tail, body) in ADDRESSES.items():
        answer = sent(program, method, f"desk/stories/{story.pk}/{tail}", body)
        # 428: the key is let in and asked for the version; nothing further is at stake here.
        # Publishing asks for both purposes: a stale version answers with the draft.
        allowed = scope == "drafts" and tail != "publish/"
        assert answer.status_code == (428 if allowed else 403), (method, tail)
    expected = 200 if scope == "drafts" else 403
    assert program.get("/api/v1/desk/stories/").status_code == expected
    assert program.get(f"/api/v1/desk/stories/{story.pk}/").status_code == expected
    created = sent(program, "POST", "desk/stories/", {})
    assert created.status_code == (400 if scope == "drafts" else 403)
    photo = program.post("/api/v1/desk/photos/", {})
    assert photo.status_code == (400 if scope == "photos" else 403)


def test_a_key_that_publishes_reads_drafts_too(section: Rubric, editor: User) -> None:
    story = draft(section)
    for scopes, status in ((("publish",), 403), (("drafts",), 403), (("drafts", "publish"), 428)):
        answer = sent(program_of(editor, *scopes), "POST", f"desk/stories/{story.pk}/publish/", {})
        assert answer.status_code == status, scopes


def test_the_log_knows_who_took_the_steps(section: Rubric, editor: User, program: Client) -> None:
    story = draft(section)
    for tail, body, state in (
        ("submit/", {"note": "Посмотрите"}, "in_review"),
        ("return/", {"note": "Нет цифр"}, "returned"),
        ("submit/", {}, "in_review"),
        ("ready/", {}, "ready"),
        ("reopen/", {}, "draft"),
    ):
        answer = take(program, story, "POST", tail, body)
        assert (answer.status_code, answer.json()["work_state"]) == (200, state)
    steps = story.events.exclude(kind="created").order_by("pk")
    assert [(event.by, event.note) for event in steps][:2] == [(editor, "Посмотрите"), (editor, "Нет цифр")]


def test_a_return_says_why(section: Rubric, program: Client) -> None:
    story = draft(section)
    take(program, story, "POST", "submit/", {})
    answer = take(program, story, "POST", "return/", {"note": " "})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "/note")


def test_no_step_is_taken_for_a_text_that_nobody_read(section: Rubric, program: Client) -> None:
    story = draft(section)
    tag = program.get(f"/api/v1/desk/stories/{story.pk}/").headers["ETag"]
    newer = content.of_revision(story.revisions.get()) | {"lead": "Новее."}
    revisions.save_revision(story, newer, by=None)
    for tail in ("submit/", "ready/", "publish/"):
        answer = sent(program, "POST", f"desk/stories/{story.pk}/{tail}", {}, If_Match=tag)
        assert answer.status_code == 412
        assert answer.json()["theirs"]["content"]["lead"] == "Новее."
    assert fresh(story).work_state == "draft"


def test_published_at_once_readers_have_it(section: Rubric, editor: User, program: Client) -> None:
    story = draft(section)
    answer = take(program, story, "POST", "publish/", {})
    assert answer.status_code == 200, answer.content
    assert (answer.json()["publication"], answer.json()["live_revision"]) == ("published", 1)
    assert Client().get(f"/api/v1/articles/{story.pk}/").status_code == 200
    assert story.events.get(kind="published").by == editor


def test_published_for_tomorrow_readers_wait(section: Rubric, program: Client) -> None:
    story, tomorrow = draft(section), timezone.now() + timedelta(days=1)
    answer = take(program, story, "POST", "publish/", {"at": tomorrow.isoformat()})
    assert answer.status_code == 200, answer.content
    assert answer.json()["publication"] == "scheduled"
    assert fresh(story).published_at == tomorrow
    assert Client().get(f"/api/v1/articles/{story.pk}/").status_code == 404


@pytest.mark.parametrize("at", ["2020-01-01T00:00:00Z", "soon", "9999-12-31T23:59:59Z", 7, "0001-01-01"])
def test_a_moment_that_cannot_be_is_refused(section: Rubric, program: Client, at: Any) -> None:
    story = draft(section)
    tag = program.get(f"/api/v1/desk/stories/{story.pk}/").headers["ETag"]
    answer = sent(program, "POST", f"desk/stories/{story.pk}/publish/", {"at": at}, If_Match=tag)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "/at")
    assert fresh(story).publication == "none"


def test_a_change_to_a_published_story_says_what_it_is(section: Rubric, program: Client) -> None:
    story = draft(section)
    take(program, story, "POST", "publish/", {})
    take(program, story, "PATCH", "", {"lead": "Ещё."})
    tag = program.get(f"/api/v1/desk/stories/{story.pk}/").headers["ETag"]
    answer = sent(program, "POST", f"desk/stories/{story.pk}/publish/", {}, If_Match=tag)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "/change")
    assert take(program, story, "POST", "publish/", {"change": "update"}).status_code == 200
    assert fresh(story).updated_at is not None


def test_what_the_check_finds_is_mended_or_explained(section: Rubric, program: Client) -> None:
    story = draft(section, body="<p>Вода  вода вода пришла .</p>")
    address = f"desk/stories/{story.pk}/"
    tag = program.get(f"/api/v1/{address}").headers["ETag"]
    answer = sent(program, "POST", address + "publish/", {}, If_Match=tag)
    assert answer.status_code == 400
    faults = answer.json()["errors"]
    assert "word-repeated" in {fault["code"] for fault in faults}
    assert all(fault["pointer"].startswith("/accepted/") for fault in faults)
    assert fresh(story).publication == "none"
    assert take(program, story, "POST", "publish/", {}).status_code == 200
    [event] = StoryEvent.objects.filter(article=story, kind="published")
    assert {item["reason"] for item in event.details["accepted"]} == {"Так надо"}


def test_four_eyes_hold_for_programs(program: Client) -> None:
    newsroom.rubric("court", four_eyes=True)
    body = {"language": "ru", "headline": "Суд", "rubric": "court", "body": "<p>Текст.</p>"}
    story = Article.objects.get(pk=sent(program, "POST", "desk/stories/", body).json()["id"])
    answer = take(program, story, "POST", "publish/", {})
    assert answer.status_code == 403
    assert take(program_of(member(roles=("duty_editor",))), story, "POST", "publish/", {}).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_of_two_saves_at_once_one_is_told_of_the_other(side_by_side: SideBySide) -> None:
    story = draft(newsroom.rubric("nature"))
    program = program_of(member(roles=("editor",)))
    address = f"desk/stories/{story.pk}/"
    tag = program.get(f"/api/v1/{address}").headers["ETag"]
    leads = iter(["Раз.", "Два.", "Три.", "Четыре."])
    answers = side_by_side(
        lambda: sent(program, "PATCH", address, {"lead": next(leads)}, If_Match=tag), times=4
    )
    assert sorted(answer.status_code for answer in answers) == [200, 412, 412, 412]
    [saved] = [answer.json() for answer in answers if answer.status_code == 200]
    for refused in (answer.json() for answer in answers if answer.status_code == 412):
        assert refused["theirs"]["content"]["lead"] == saved["content"]["lead"]
        assert refused["yours"]["lead"] != saved["content"]["lead"]
    assert story.revisions.count() == 2
