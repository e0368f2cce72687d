"""Role × action × state, by a table written down here and by nothing of the policy's own.

Every cell is asked of the policy, done through the function, and tried at the address of the page.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.test import Client
from django.utils import timezone

from articles import (
    content,
    corrections,
    pinning,
    policy,
    preview_links,
    publishing,
    revisions,
    terms,
    work,
)
from articles.admin.article.tools import steps, tools
from articles.models import Article, Correction, Pin, PreviewLink, Revision, Rubric, StoryEvent, User
from articles.policy import Action
from articles.roles import Role
from tests import newsroom
from tests.articles.admin.conftest import desk_of, draft, member

pytestmark = pytest.mark.django_db

ROLES = [
    "correspondent",
    "editor",
    "duty_editor",
    "chief_editor",
    "photo_editor",
    "registry_curator",
    "administrator",
]
# a: any story, o: own ones, d: drafts of anybody, r: in own rubrics, -: nobody's.
RIGHTS = """
edit                o a a a - - d
submit              o a a a - - d
return              - a a a - - a
mark_ready          - a a a - - -
reopen              o a a a - - d
publish             - r a a - - -
unschedule          - r a a - - -
withdraw            - r a a - - -
set_expiry          - r a a - - -
set_embargo         o a a a - - -
lift_embargo        - - a a - - -
hide_by_embargo     - - a a - - -
share_preview       o a a a - - d
propose_correction  a a a a - - -
correct             - a a a - - -
retract             - - - a - - -
pin                 - - a a - - -
"""
STATES = [
    "draft",
    "in_review",
    "returned",
    "ready",
    "published",
    "scheduled",
    "embargo",
    "expired",
    "withdrawn",
    "changed",
]
# Where the thing can be done at all; «changed» is a published story with a newer draft.
WHEN = {
    "edit": STATES,
    "submit": ["draft", "returned", "changed"],
    "return": ["in_review", "ready"],
    "mark_ready": ["draft", "in_review", "returned", "changed"],
    "reopen": ["in_review", "ready"],
    "publish": [state for state in STATES if state != "returned"],
    "unschedule": ["scheduled"],
    "withdraw": ["published", "scheduled", "embargo", "expired", "changed"],
    "set_expiry": STATES,
    "set_embargo": ["draft", "in_review", "returned", "ready", "scheduled", "embargo"],
    "lift_embargo": ["embargo"],
    "hide_by_embargo": ["published", "changed"],
    "share_preview": [state for state in STATES if state != "withdrawn"],
    "propose_correction": ["published", "expired", "changed"],
    "correct": ["published", "expired", "changed"],
    "retract": ["published", "expired", "changed"],
    "pin": ["published", "scheduled", "embargo", "changed"],
}
# One page sets embargoes; which of the three it is depends on the state and on the moment that is asked for.
EMBARGOES = {"set_embargo", "lift_embargo", "hide_by_embargo"}
# A correspondent's own text rests while the editors have it.
OWN_ONLY_WHEN = {
    "edit": [state for state in STATES if state not in {"in_review", "ready"}],
    "reopen": ["in_review"],
}
PAGES = {
    "submit": "work/submit",
    "return": "work/return",
    "mark_ready": "work/ready",
    "reopen": "work/reopen",
    "publish": "publish",
    "unschedule": "unschedule",
    "withdraw": "withdraw",
    "set_expiry": "term",
    "set_embargo": "embargo",
    "lift_embargo": "embargo",
    "hide_by_embargo": "embargo",
    "share_preview": "preview/links",
    "propose_correction": "correction",
    "correct": "correction",
    "retract": "correction",
    "pin": "pin",
}


@dataclass(frozen=True)
class Cell:
    action: str
    state: str
    is_own: bool
    in_own_rubric: bool

    def expected(self, right: str) -> bool:
        """What the table says, before any code is asked."""
        if self.state not in WHEN[self.action]:
            return False
        match right:
            case "a":
                return True
            case "o":
                return self.is_own and self.state in OWN_ONLY_WHEN.get(self.action, STATES)
            case "d":
                return self.state in {"draft", "in_review", "returned", "ready"}
            case "r":
                return self.in_own_rubric
        return False


def story_in(state: str, *, section: Rubric, creator: User) -> Article:
    """Through the real functions, so that each state is one that can happen."""
    story = draft(section)
    Article.objects.filter(pk=story.pk).update(created_by=creator)
    story = Article.objects.get(pk=story.pk)
    now = timezone.now()
    if state in {"in_review", "returned"}:
        work.submit(story, by=None)
    if state == "returned":
        work.return_with_remark(story, by=None, remark="Допишите")
    if state == "ready":
        work.mark_ready(story, by=None)
    if state in {"draft", "in_review", "returned", "ready"}:
        return story
    if state == "embargo":
        terms.set_embargo(story, now + timedelta(days=2), by=None)
    publishing.publish(
        story,
        story.revisions.get(),
        at=now + timedelta(days=1) if state == "scheduled" else now - timedelta(days=1),
    )
    if state == "expired":
        Article.objects.filter(pk=story.pk).update(expires_at=now - timedelta(hours=1))
    if state == "withdrawn":
        publishing.withdraw(story, reason="По просьбе героя")
    if state == "changed":
        newer = content.of_revision(story.revisions.get()) | {"lead": "Новее."}
        revisions.save_revision(story, newer, by=None)
    return story


def fresh(story: Article) -> Article:
    return Article.objects.select_related("rubric", "live_revision", "working_revision").get(pk=story.pk)


def do(action: str, story: Article, user: User) -> None:
    """The function that does it; it asks the policy itself."""
    soon = timezone.now() + timedelta(days=1)
    functions: dict[str, Callable[[], Any]] = {
        "edit": lambda: revisions.save_revision(
            story,
            content.of_revision(story.revisions.latest("number")) | {"lead": "Ещё."},
            by=user,
        ),
        "submit": lambda: work.submit(story, by=user),
        "return": lambda: work.return_with_remark(story, by=user, remark="Проверьте"),
        "mark_ready": lambda: work.mark_ready(story, by=user),
        "reopen": lambda: work.reopen(story, by=user),
        "publish": lambda: publishing.publish(story, story.revisions.latest("number"), by=user),
        "unschedule": lambda: publishing.unschedule(story, by=user),
        "withdraw": lambda: publishing.withdraw(story, reason="Так", by=user),
        "set_expiry": lambda: terms.set_expiry(story, soon + timedelta(days=9), by=user),
        "set_embargo": lambda: terms.set_embargo(story, soon + timedelta(days=9), by=user),
        "hide_by_embargo": lambda: terms.set_embargo(story, soon, by=user),
        "lift_embargo": lambda: terms.set_embargo(story, soon, by=user, reason="Разрешили"),
        "share_preview": lambda: preview_links.make(
            story, story.revisions.latest("number"), by=user, note="Юрист", days=3
        ),
        "propose_correction": lambda: corrections.propose(
            Correction(article=story, kind="correction", text="Так"), by=user
        ),
        "correct": lambda: corrections.correct(story, kind="correction", text="Так", by=user),
        "retract": lambda: corrections.correct(story, kind="retraction", text="Так", by=user),
        "pin": lambda: pinning.keep(
            Pin(slot="lead", article=story, starts_at=soon, ends_at=soon + timedelta(hours=1)), by=user
        ),
    }
    functions[action]()


def sent(action: str, story: Article) -> dict[str, Any]:
    """What the page of the action would send."""
    soon = timezone.localtime() + timedelta(days=1)
    newest = story.revisions.latest("number")
    later = f"{soon + timedelta(days=9):%Y-%m-%dT%H:%M}"
    told = {"kind": "correction", "text": "Так", "placement": "top", "do": "publish"}
    values: dict[str, dict[str, Any]] = {
        "propose_correction": told | {"do": "keep"},
        "correct": told,
        "retract": told | {"kind": "retraction"},
        "pin": {"slot": "lead", "lasts": "6", "position": "0"},
        "publish": {"revision": newest.pk, "when": "now", "change": "update"},
        "withdraw": {"reason": "Так"},
        "set_expiry": {"moment": later},
        "set_embargo": {"moment": later},
        "hide_by_embargo": {"moment": later},
        "lift_embargo": {"moment": f"{soon:%Y-%m-%dT%H:%M}", "reason": "Разрешили"},
        "share_preview": {"revision": newest.pk, "days": 3, "note": "Юрист"},
    }
    return {"version": story.version, "number": newest.number, "note": "Так"} | values.get(action, {})


def form_values(story: Article) -> dict[str, Any]:
    newest = story.revisions.latest("number")
    values = {name: newest.content[name] for name in ("headline", "body", "rubric", "slug")}
    rows = {
        f"{prefix}-{name}": "0"
        for prefix in ("byline_set", "sources")
        for name in ("TOTAL_FORMS", "INITIAL_FORMS")
    }
    return values | rows | {"lead": "Ещё.", "base_revision": newest.number}


def traces(story: Article) -> tuple[int, list[int]]:
    """How often readers were told of a mistake, and what else was left behind."""
    others = [model.objects.filter(article=story).count() for model in (StoryEvent, Revision, PreviewLink)]
    return story.corrections.published(timezone.now()).count(), others


def has_left_traces(cell: Cell, story: Article, before: tuple[int, list[int]]) -> bool:
    told, others = traces(story)
    # Who may only propose a correction leaves an entry in the log as well.
    return told != before[0] if cell.action in {"correct", "retract"} else others != before[1]


def try_function(cell: Cell, story: Article, user: User, before: tuple[int, list[int]]) -> bool:
    with transaction.atomic():
        try:
            do(cell.action, fresh(story), user)
        except PermissionDenied:
            return False
        changed = has_left_traces(cell, story, before)
        transaction.set_rollback(True)
    return changed


def try_address(cell: Cell, story: Article, client: Client, before: tuple[int, list[int]]) -> bool:
    address = f"/admin/articles/article/{story.pk}/"
    with transaction.atomic():
        if cell.action == "edit":
            answer = client.post(f"{address}change/", form_values(story))
        else:
            page, values = f"{address}{PAGES[cell.action]}/", sent(cell.action, fresh(story))
            answer = client.post(page, values)
            if cell.action == "publish" and answer.status_code == 200:
                # What the lint asks is answered: here only the right is in question.
                reasons = dict.fromkeys(answer.context["lint"].found, "Так надо")
                answer = client.post(page, values | reasons)
        assert answer.status_code < 500
        changed = has_left_traces(cell, story, before)
        transaction.set_rollback(True)
    return changed


def offered(cell: Cell, story: Article, user: User) -> bool:
    links = [link.url for link in (*steps(user, fresh(story)), *tools(user, fresh(story)))]
    return any(url.endswith(f"/{PAGES[cell.action]}/") for url in links)


@pytest.mark.parametrize("role", ROLES)
def test_every_cell_of_the_table(role: str, is_long: bool) -> None:
    user = member(roles=(role,))
    other = member(roles=("correspondent",))
    own_section, foreign_section = newsroom.rubric("own"), newsroom.rubric("foreign")
    user.rubrics.add(own_section)
    client = desk_of(user)
    rights = {line.split()[0]: line.split()[1 + ROLES.index(role)] for line in RIGHTS.strip().splitlines()}
    asked = 0
    for state in STATES:
        for is_own, in_own_rubric in ((True, True), (True, False), (False, True), (False, False)):
            if not is_long and is_own != in_own_rubric:
                continue
            section = own_section if in_own_rubric else foreign_section
            story = story_in(state, section=section, creator=user if is_own else other)
            # Each trial is taken back.
            unchanged, before = fresh(story), traces(story)
            for action, when in WHEN.items():
                cell = Cell(action, state, is_own, in_own_rubric)
                if action in EMBARGOES and state not in when and state not in {"expired", "withdrawn"}:
                    continue
                expected = cell.expected(rights[action])
                where = f"{role}: {cell}"
                if action not in EMBARGOES:
                    assert bool(policy.may(user, Action(action), unchanged)) == expected, where
                # With `--long` each role does and sees what it may in each state, and tries each address; else
                # the roles share the states among them. Of what a role may not, every second cell is tried.
                turn = STATES.index(state) + len(action) + ROLES.index(role)
                if is_long or turn % (3 if expected else 2) == 0:
                    assert try_function(cell, story, user, before) == expected, where
                if is_long or turn % 7 == 0:
                    assert try_address(cell, story, client, before) == expected, where
                if action in PAGES and expected and (is_long or turn % 3 == 0):
                    assert offered(cell, story, user), where
                asked += 1
    assert asked > len(STATES) * len(WHEN)


def test_the_table_has_every_role() -> None:
    assert set(ROLES) == set(Role.values)


def test_who_may_only_look_is_shown_no_form() -> None:
    story = story_in("draft", section=newsroom.rubric("own"), creator=member())
    answer = desk_of(member(roles=("registry_curator",))).get(f"/admin/articles/article/{story.pk}/change/")
    assert answer["Location"].endswith("/revisions/")


def test_the_photo_editor_changes_the_photo_and_nothing_else() -> None:
    story = story_in("published", section=newsroom.rubric("own"), creator=member())
    photo = newsroom.photo()
    client = desk_of(member(roles=("photo_editor",)))
    values = form_values(story) | {"headline": "Чужими руками", "lead_photo": photo.pk}
    assert client.post(f"/admin/articles/article/{story.pk}/change/", values).status_code == 302
    newest = story.revisions.latest("number").content
    assert (newest["lead_photo"], newest["headline"]) == (photo.pk, "Лёд на реке")


def test_four_eyes_hold_for_the_rubric_and_all_below_it() -> None:
    top = newsroom.rubric("court", four_eyes=True)
    section = newsroom.rubric("cases", parent=top)
    writer, colleague = member(roles=("duty_editor",)), member(roles=("duty_editor",))
    story = draft(section)
    revision = revisions.save_revision(
        story,
        content.of_revision(story.revisions.get()) | {"lead": "Моё."},
        by=writer,
    )
    story = fresh(story)
    assert policy.may(writer, Action.PUBLISH, story)
    assert not policy.may_publish(writer, story, revision)
    with pytest.raises(PermissionDenied, match=str(policy.FOUR_EYES.reason)):
        publishing.publish(story, revision, by=writer)
    publishing.publish(story, revision, by=colleague)
    # What the colleague wrote since is not the writer's own.
    next_one = revisions.save_revision(
        story,
        content.of_revision(revision) | {"lead": "Коллеги."},
        by=colleague,
    )
    assert policy.may_publish(writer, fresh(story), next_one)
    assert not policy.may_publish(colleague, fresh(story), next_one)


def test_an_editor_does_not_move_a_story_into_a_foreign_rubric_by_publishing_it() -> None:
    own, foreign = newsroom.rubric("own"), newsroom.rubric("foreign")
    editor = member(roles=("editor",))
    editor.rubrics.add(own)
    story = story_in("published", section=own, creator=editor)
    moved = content.of_revision(story.revisions.get()) | {"rubric": foreign.pk}
    revision = revisions.save_revision(story, moved, by=editor)
    assert policy.may(editor, Action.PUBLISH, fresh(story))
    assert policy.may_publish(editor, fresh(story), revision).reason == policy.NOT_YOUR_RUBRIC.reason
    assert policy.may_publish(member(roles=("duty_editor",)), fresh(story), revision)


def test_a_draft_is_judged_by_the_rubric_that_it_has_now() -> None:
    own, foreign = newsroom.rubric("own"), newsroom.rubric("foreign")
    editor = member(roles=("editor",))
    editor.rubrics.add(own)
    story = story_in("draft", section=foreign, creator=editor)
    assert not policy.may(editor, Action.PUBLISH, fresh(story))
    moved = content.of_revision(story.revisions.get()) | {"rubric": own.pk}
    revisions.save_revision(story, moved, by=editor)
    assert fresh(story).rubric == own
    assert policy.may(editor, Action.PUBLISH, fresh(story))


def test_correspondents_publish_their_own_where_it_is_switched_on() -> None:
    section = newsroom.rubric("blogs", correspondents_publish=True)
    writer, other = member(roles=("correspondent",)), member(roles=("correspondent",))
    for person in (writer, other):
        person.rubrics.add(section)
    story = fresh(story_in("draft", section=section, creator=writer))
    assert policy.may(writer, Action.PUBLISH, story)
    assert not policy.may(other, Action.PUBLISH, story)
    section.correspondents_publish = False
    section.save()
    assert not policy.may(writer, Action.PUBLISH, fresh(story))


def test_a_superuser_publishes_nothing() -> None:
    root = User.objects.create(username="root", is_staff=True, is_superuser=True)
    story = story_in("ready", section=newsroom.rubric("own"), creator=member())
    assert not policy.may(root, Action.PUBLISH, fresh(story))
    answer = desk_of(root).post(f"/admin/articles/article/{story.pk}/publish/", sent("publish", fresh(story)))
    assert answer.status_code == 403
    assert not Article.objects.published().exists()


def test_two_roles_give_what_either_gives() -> None:
    both = member(roles=("correspondent", "photo_editor"))
    story = fresh(story_in("published", section=newsroom.rubric("own"), creator=both))
    assert policy.may(both, Action.EDIT, story)
    assert policy.may(
        both, Action.EDIT_PHOTOS, fresh(story_in("draft", section=story.rubric, creator=member()))
    )


def test_an_account_that_was_closed_has_no_role() -> None:
    gone = member(roles=("chief_editor",), is_active=False)
    assert not policy.may(gone, Action.VIEW)
