"""Two people, one story, everything at once: whatever was typed can be found again.

A model of two open forms over the real functions and the real database. Words are typed as unique tokens; after any
sequence of steps each token stands in a revision, in an unsaved text, in an open form, or was given up by its own
writer on the merge page.
"""

import itertools
import uuid
from dataclasses import dataclass, field
from typing import Any, cast

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles import autosaving, content, locking, merging, revisions
from articles.admin.article.taking_over import take_over
from articles.admin.article.typed import content_of_fields, fields_of_content
from articles.content import Content
from articles.models import Article, Autosave, EditingLock, Rubric, User
from tests import newsroom
from tests.articles.admin.conftest import draft, member

SHORT_RUNS, LONG_RUNS = 60, 2000
STEPS = [
    "open",
    "type headline",
    "type lead",
    "type body",
    "autosave",
    "save",
    "take over and save",
    "close the tab",
    "recover",
    "merge: mine",
    "merge: theirs",
    "a minute passes",
]
pytestmark = pytest.mark.django_db


@dataclass
class Desk:
    """One person in front of one tab."""

    user: User
    story: Article
    words: "itertools.count[int]"
    session: uuid.UUID | None = None
    typed: Content | None = None
    base: int = 0
    sequence: int = 0
    conflict: bool = False
    # What this person typed, and what they gave up themselves.
    tokens: set[str] = field(default_factory=set)
    given_up: set[str] = field(default_factory=set)

    def step(self, name: str) -> None:
        if name == "open":
            self.open()
        elif name == "recover":
            self.recover()
        elif self.typed is None:
            return
        elif name.startswith("type "):
            self.type(name.removeprefix("type "))
        elif name == "autosave":
            self.autosave()
        elif name == "save":
            self.save()
        elif name == "take over and save":
            self.save(taking_over=True)
        elif name == "close the tab":
            self.close()
        elif name.startswith("merge: ") and self.conflict:
            self.merge(name.removeprefix("merge: "))

    def fresh(self) -> Article:
        return Article.objects.select_related("rubric", "working_revision").get(pk=self.story.pk)

    def begin(self, base: int, typed: Content) -> None:
        self.session, self.base, self.typed = uuid.uuid4(), base, typed
        self.sequence, self.conflict = 0, False

    def open(self) -> None:
        if self.typed is not None:
            # The browser's own copy reaches the server before the form is left.
            self.close()
        newest = self.fresh().working_revision
        assert newest is not None
        self.begin(newest.number, content.of_revision(newest))

    def type(self, where: str) -> None:
        token = f"w{next(self.words)}"
        self.tokens.add(token)
        assert self.typed is not None
        if where == "body":
            self.typed = self.typed | {"body": self.typed["body"] + f"<p>{token}</p>"}
        else:
            words = f"{self.typed[where]} {token}"  # type: ignore[literal-required]
            self.typed = cast("Content", self.typed | {where: words})

    def autosave(self) -> None:
        assert self.session is not None
        assert self.typed is not None
        self.sequence += 1
        is_open = autosaving.keep(
            self.session,
            user=self.user,
            article=self.story,
            base=self.base,
            sequence=self.sequence,
            fields=fields_of_content(self.typed),
        )
        if not is_open:
            self.session = uuid.uuid4()
            self.autosave()
            return
        locking.acquire(self.story, self.user, self.session)

    def save(self, *, taking_over: bool = False) -> None:
        """As the form does it: the lock first, then the version."""
        assert self.session is not None
        assert self.typed is not None
        locking.hold_row(self.story)
        lock = locking.holder(self.story)
        if lock is not None and locking.is_other(lock, self.user):
            if not taking_over:
                return
            take_over(self.story, lock, by=self.user, session=self.session)
        try:
            revision = revisions.save_revision(self.story, self.typed, by=self.user, base=self.base)
        except revisions.StaleVersionError:
            self.autosave()
            self.conflict = True
            return
        autosaving.close([self.session], user=self.user, revision=revision)
        locking.release(self.session)
        self.begin(revision.number, content.of_revision(revision))

    def close(self) -> None:
        if self.typed is not None and self.tokens:
            self.autosave()
        if self.session is not None:
            locking.release(self.session)
        self.session = self.typed = None

    def recover(self) -> None:
        self.close()
        unsaved = autosaving.unsaved_of(self.user, self.story).first()
        newest = self.fresh().working_revision
        assert newest is not None
        if unsaved is None:
            return
        typed = content_of_fields(unsaved.fields, content.of_revision(newest))
        self.begin(unsaved.base_number, typed)
        self.session = unsaved.pk
        self.sequence = unsaved.sequence

    def merge(self, choice: str) -> None:
        assert self.session is not None
        assert self.typed is not None
        newest = self.fresh().working_revision
        assert newest is not None
        base = self.story.revisions.get(number=self.base)
        theirs = content.of_revision(newest)
        merged = merging.merge_contents(content.of_revision(base), theirs, self.typed)
        result: dict[str, Any] = {**merged.content}
        for conflict in merged.conflicts:
            if choice == "theirs":
                result[conflict.name] = theirs[conflict.name]  # type: ignore[literal-required]
        if choice == "theirs":
            self.given_up |= tokens_in(self.typed) - tokens_in(result)
        revision = revisions.save_revision(self.story, result, by=self.user, base=newest.number)  # type: ignore[arg-type]
        autosaving.close([self.session], user=self.user, revision=revision)
        locking.release(self.session)
        self.begin(revision.number, content.of_revision(revision))


def tokens_in(found: Any) -> set[str]:
    text = f"{found['headline']} {found['lead']} {found['body']}".replace("<", " ").replace(">", " ")
    return {word for word in text.split() if word.startswith("w") and word[1:].isdigit()}


def kept_words(story: Article, desks: list[Desk]) -> set[str]:
    kept: set[str] = set()
    for revision in story.revisions.all():
        kept |= tokens_in(revision.content)
    for row in Autosave.objects.filter(kept_as=None, discarded_at=None):
        kept |= tokens_in({name: " ".join(row.fields.get(name, [])) for name in ("headline", "lead", "body")})
    for desk in desks:
        kept |= tokens_in(desk.typed) if desk.typed is not None else set()
    return kept


@pytest.fixture
def section() -> Rubric:
    return newsroom.rubric("nature")


def test_no_word_of_two_editors_is_lost(section: Rubric, is_long: bool, record_property: Any) -> None:
    people = [member(roles=("editor",)), member(roles=("duty_editor",))]
    runs = LONG_RUNS if is_long else SHORT_RUNS
    done = {"runs": 0, "steps": 0, "conflicts": 0}

    @settings(
        max_examples=runs,
        deadline=None,
        derandomize=not is_long,
        suppress_health_check=list(HealthCheck),
        database=None,
    )
    @given(st.lists(st.tuples(st.integers(0, 1), st.sampled_from(STEPS)), min_size=8, max_size=40))
    def run(steps: list[tuple[int, str]]) -> None:
        with transaction.atomic():
            words = itertools.count(1)
            story = draft(section, body="<p>Начало.</p>")
            desks = [Desk(person, story, words) for person in people]
            for desk in desks:
                desk.open()
            for who, name in steps:
                if name == "a minute passes":
                    EditingLock.objects.update(seen_at=timezone.now() - 2 * locking.LAPSES_AFTER)
                    continue
                desks[who].step(name)
                done["conflicts"] += desks[who].conflict
            kept = kept_words(story, desks)
            for desk in desks:
                lost = desk.tokens - desk.given_up - kept
                assert not lost, f"{desk.user} lost {lost}"
            done["runs"] += 1
            done["steps"] += len(steps)
            transaction.set_rollback(True)

    run()
    record_property("runs with two editors, steps, conflicts; 0 words lost", tuple(done.values()))
    assert done["conflicts"] > 0
