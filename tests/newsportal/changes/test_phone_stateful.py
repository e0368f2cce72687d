"""Phones that ask at any time of a newsroom that never rests: after each asking they have what the server has."""

import re
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import hypothesis
import pytest
from django.utils import timezone
from hypothesis import HealthCheck
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from articles import publishing
from articles.models import Article, Photo, Rubric
from newsportal.changes import stories
from tests import newsroom
from tests.newsportal.changes import desk
from tests.newsportal.changes.phone import Phone, fresh

IS_LONG = hypothesis.settings.get_current_profile_name() == "long"
EXAMPLES, STEPS = (150, 60) if IS_LONG else (4, 35)
pytestmark = pytest.mark.django_db(transaction=True)

# Tenths: numbers that shrink towards «at once».
soon = st.one_of(st.none(), st.integers(50, 200).map(lambda ms: timedelta(milliseconds=ms)))
choice = st.integers(0, 1000)


def moment(ahead: timedelta | None) -> datetime | None:
    return None if ahead is None else timezone.now() + ahead


class NewsroomAndPhones(RuleBasedStateMachine):
    # Of the whole run.
    histories = steps = 0

    @invariant()
    def count(self) -> None:
        type(self).steps += 1

    @initialize()
    def begin(self) -> None:
        type(self).histories += 1
        desk.sweep()
        newsroom.outlet()
        self.rubrics = desk.rubrics()
        newsroom.photo()
        self.number = 0
        self.slow: list[desk.SlowWrite] = []
        self.readers = desk.Readers()
        self.phones = [Phone(language) for language in ("", "ru", "kk")]
        for phone in self.phones:
            phone.begin()

    def teardown(self) -> None:
        for write in getattr(self, "slow", []):
            write.end(commit=False)

    # Stories that nobody holds: a second writer would wait for the first.
    def story(self, pick: int) -> Article | None:
        held = [write.story for write in self.slow]
        free = list(Article.objects.exclude(pk__in=held).order_by("pk"))
        return free[pick % len(free)] if free else None

    def change(self, pick: int, do: Callable[[Article], Any]) -> None:
        if (story := self.story(pick)) is not None:
            with self.readers.watching():
                do(story)

    def photo(self, pick: int) -> int | None:
        """One that may be shown now, or none."""
        return Photo.objects.showable().values_list("pk", flat=True).first() if pick % 2 else None

    def text(self) -> str:
        self.number += 1
        return f"Новость {self.number}"

    @rule(pick=choice)
    def write_a_draft(self, pick: int) -> None:
        desk.begin(self.rubrics[pick % 2])

    @rule(pick=choice, ahead=soon)
    def publish_a_new_one(self, pick: int, ahead: timedelta | None) -> None:
        pk = desk.begin(self.rubrics[pick % 2])
        with self.readers.watching():
            desk.publish(Article.objects.get(pk=pk), self.text(), moment(ahead), self.photo(pick))

    @rule(pick=choice)
    def go_on_in_a_draft(self, pick: int) -> None:
        self.change(pick, desk.go_on)

    @rule(pick=choice, ahead=soon)
    def publish(self, pick: int, ahead: timedelta | None) -> None:
        def do(story: Article) -> None:
            # The desk asks for another term first.
            if story.expires_at is None:
                desk.publish(story, self.text(), moment(ahead), self.photo(pick))

        self.change(pick, do)

    @rule(pick=choice, ahead=soon)
    def correct(self, pick: int, ahead: timedelta | None) -> None:
        def do(story: Article) -> None:
            if story.publication == "published":
                desk.correct(story, self.text(), None)
                if ahead is not None:
                    story.corrections.update(published_at=moment(ahead))

        self.change(pick, do)

    @rule(pick=choice)
    def withdraw(self, pick: int) -> None:
        def do(story: Article) -> None:
            if story.publication == "published":
                publishing.withdraw(story, reason="Ошибка")

        self.change(pick, do)

    @rule(pick=choice)
    def unpublish(self, pick: int) -> None:
        columns = {"publication": "none", "published_at": None, "expires_at": None}
        never = {"withdrawn_at": None, "withdrawal_reason": ""}
        self.change(pick, lambda story: desk.update(story.pk, **columns, **never))

    @rule(pick=choice, ahead=soon)
    def embargo(self, pick: int, ahead: timedelta | None) -> None:
        self.change(pick, lambda story: desk.update(story.pk, embargo_until=moment(ahead)))

    @rule(pick=choice, ahead=soon)
    def let_it_end(self, pick: int, ahead: timedelta | None) -> None:
        def do(story: Article) -> None:
            ends = moment(ahead)
            if ends is None or story.published_at is None or ends > story.published_at:
                desk.update(story.pk, expires_at=ends)

        self.change(pick, do)

    @rule(pick=choice, language=st.sampled_from(["ru", "kk"]))
    def change_the_language(self, pick: int, language: str) -> None:
        self.change(pick, lambda story: desk.update(story.pk, language=language))

    @rule(pick=choice)
    def move_to_a_rubric(self, pick: int) -> None:
        self.change(pick, lambda story: desk.update(story.pk, rubric=self.rubrics[pick % 2]))

    @rule(pick=choice)
    def delete(self, pick: int) -> None:
        """Those that have no log and no versions, as a story from an archive."""

        def do(story: Article) -> None:
            if not story.events.exists() and not story.revisions.exists():
                story.delete()

        self.change(pick, do)

    @rule(pick=choice, ahead=soon)
    def bring_one_from_an_archive(self, pick: int, ahead: timedelta | None) -> None:
        with self.readers.watching():
            at = moment(ahead) or timezone.now()
            newsroom.story(self.text(), section=self.rubrics[pick % 2], published_at=at, language="ru")

    # Whether a slow write could begin is a matter of the clock: a rule that is not offered then would make
    # of the same history another one. Those that would wait for it do nothing meanwhile.
    @rule(pick=choice)
    def rename_a_rubric(self, pick: int) -> None:
        if self.slow:
            return
        Rubric.objects.filter(pk=self.rubrics[pick % 2].pk).update(menu_name_ru=self.text())

    @rule(is_withdrawn=st.booleans())
    def take_a_photo_down_or_back(self, is_withdrawn: bool) -> None:
        if self.slow:
            return
        reason = "Права" if is_withdrawn else ""
        Photo.objects.update(withdrawn_at=timezone.now() if is_withdrawn else None, withdrawal_reason=reason)

    @rule()
    def change_all_in_one_statement(self) -> None:
        if self.slow:
            return
        Article.objects.update(lead=self.text())

    @rule(pick=choice)
    def begin_a_slow_write(self, pick: int) -> None:
        live = Article.objects.published().exclude(pk__in=[write.story for write in self.slow])
        if len(self.slow) < 2 and (ids := list(live.values_list("pk", flat=True))):
            self.slow.append(desk.SlowWrite(ids[pick % len(ids)], self.text()))

    @rule(commit=st.booleans())
    def end_a_slow_write(self, commit: bool) -> None:
        """Phones ask while it lasts: by their next asking it began before they had asked the last time."""
        if not self.slow:
            return
        self.ask_with_every_phone()
        with self.readers.watching():
            self.slow.pop(0).end(commit=commit)
        self.ask_with_every_phone()

    @rule(ms=st.integers(20, 250), pick=choice)
    def wait_and_ask(self, ms: int, pick: int) -> None:
        time.sleep(ms / 1000)
        self.ask(self.phones[pick % len(self.phones)], 200)

    @rule(pick=choice, limit=st.integers(1, 7))
    def ask_for_little_at_a_time(self, pick: int, limit: int) -> None:
        self.ask(self.phones[pick % len(self.phones)], limit)

    @rule(pick=choice, limit=st.integers(1, 3))
    def ask_for_one_page(self, pick: int, limit: int) -> None:
        """The newsroom goes on between it and the next one."""
        phone = self.phones[pick % len(self.phones)]
        phone.sync_page(limit)
        self.readers.look()
        self.nothing_hidden_was_heard(phone)

    @rule()
    def ask_with_every_phone(self) -> None:
        for phone in self.phones:
            self.ask(phone, 200)

    def ask(self, phone: Phone, limit: int) -> None:
        if phone.is_between_pages:
            # What remains of an answer goes only up to its first page.
            phone.sync(limit)
        for _attempt in range(6):
            began = timezone.now()
            phone.sync(limit)
            server = fresh(phone.language)
            self.readers.look()
            if desk.is_still(began, timezone.now()):
                break
            # The clock moved on between the two readings.
            time.sleep(0.1)
        else:
            pytest.fail("the clock never stood still")
        assert phone.stories == server.stories
        assert phone.wholes == server.wholes
        self.nothing_hidden_was_heard(phone)

    def nothing_hidden_was_heard(self, phone: Phone) -> None:
        for body in phone.heard:
            assert desk.DRAFT not in body
            ids = {int(number) for number in re.findall(r"(?<!\d)7\d{9}(?!\d)", body)}
            assert ids <= self.readers.saw, ids - self.readers.saw
        phone.heard.clear()


def test_every_phone_has_what_the_server_has_after_it_asked(
    settings: Any, monkeypatch: pytest.MonkeyPatch, record_property: Callable[[str, object], None]
) -> None:
    settings.API_REQUESTS_OF_ADDRESS = 10**9
    # All is on one clock here, and whatever is so new would be told again anyway.
    monkeypatch.setattr(stories, "SKEW", timedelta(0))
    with newsroom.numbers_go_back():
        run_state_machine_as_test(
            NewsroomAndPhones,
            settings=hypothesis.settings(
                max_examples=EXAMPLES,
                stateful_step_count=STEPS,
                deadline=None,
                suppress_health_check=list(HealthCheck),
            ),
        )
    record_property("histories of the newsroom", NewsroomAndPhones.histories)
    record_property("steps in all of them", NewsroomAndPhones.steps)
