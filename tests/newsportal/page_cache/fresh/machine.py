"""The newsroom, the clock and the web processes as hypothesis moves them."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import connection, transaction
from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule

from articles.models import Article
from newsportal.page_cache.furniture import BOUND
from tests.newsportal.page_cache.fresh import defects
from tests.newsportal.page_cache.fresh.checking import WARMED, CheckedSite
from tests.newsportal.page_cache.fresh.house import House
from tests.newsportal.page_cache.fresh.processes import Remote, ask_all

choice = st.integers(0, 1000)
# Seconds. Mostly within the bound of furniture, after which a page would be made anew in any case.
ahead = st.sampled_from([2, 5, 15, 30, 50, 300, 3000])
soon = st.one_of(st.none(), ahead)


class Site(CheckedSite):
    @initialize(seed=choice)
    def begin(self, seed: int) -> None:
        self.move(-self.clock.ahead, started=False)
        self.house = House()
        defects.silence(self.defect, is_silent=True)
        for process in self.processes:
            process.begin(self.clock.ahead, self.defect)
        ask_all(dict.fromkeys(self.processes, ("ready",)))
        self.begin_checking(seed)
        self.warm(self.house.addresses())

    def teardown(self) -> None:
        for process in self.processes:
            process.kill()
        defects.silence(self.defect, is_silent=False)

    # What is done
    def done(self) -> None:
        self.committed()
        self.look()

    def with_story(self, pick: int, do: Callable[[Article], Any]) -> None:
        if (story := self.house.story(pick)) is not None:
            do(story)
        self.done()

    @rule(pick=choice)
    def write_a_draft(self, pick: int) -> None:
        self.house.begin(pick)
        self.done()

    @rule(pick=choice, at=soon, photo=st.booleans())
    def publish_a_new_one(self, pick: int, at: int | None, photo: bool) -> None:
        self.house.publish(self.house.begin(pick), self.ahead(at), with_photo=photo)
        self.done()

    @rule(pick=choice, at=soon, photo=st.booleans())
    def publish(self, pick: int, at: int | None, photo: bool) -> None:
        self.with_story(pick, lambda story: self.house.publish(story, self.ahead(at), with_photo=photo))

    @rule(pick=choice)
    def edit_a_live_one(self, pick: int) -> None:
        if (story := self.house.live(pick)) is not None:
            self.house.publish(story, None)
        self.done()

    @rule(pick=choice)
    def go_on_in_a_draft(self, pick: int) -> None:
        self.with_story(pick, self.house.go_on)

    @rule(pick=choice, at=ahead)
    def plan_a_change(self, pick: int, at: int) -> None:
        if (story := self.house.live(pick)) is not None:
            self.house.plan_change(story, self.now() + timedelta(seconds=at))
        self.done()

    @rule(pick=choice, at=soon)
    def correct(self, pick: int, at: int | None) -> None:
        self.with_story(pick, lambda story: self.house.correct(story, self.ahead(at)))

    @rule(pick=choice)
    def withdraw(self, pick: int) -> None:
        self.with_story(pick, self.house.withdraw)

    @rule(pick=choice)
    def unpublish(self, pick: int) -> None:
        self.with_story(pick, self.house.unpublish)

    @rule(pick=choice, at=soon)
    def embargo(self, pick: int, at: int | None) -> None:
        self.with_story(pick, lambda story: self.house.update(story, embargo_until=self.ahead(at)))

    @rule(pick=choice, at=soon)
    def let_it_end(self, pick: int, at: int | None) -> None:
        self.with_story(pick, lambda story: self.house.end(story, self.ahead(at)))

    @rule(pick=choice, language=st.sampled_from(["ru", "kk"]))
    def change_the_language(self, pick: int, language: str) -> None:
        self.with_story(pick, lambda story: self.house.update(story, language=language))

    @rule(pick=choice, to=choice)
    def move_to_a_rubric(self, pick: int, to: int) -> None:
        self.with_story(pick, lambda story: self.house.move(story, to))

    @rule(pick=choice)
    def rewrite_one_by_sql(self, pick: int) -> None:
        self.with_story(pick, lambda story: self.house.rewrite([story.pk]))

    @rule()
    def rewrite_all_by_sql(self) -> None:
        self.house.rewrite(self.house.crowd())
        self.done()

    @rule(pick=choice)
    def rename_a_rubric(self, pick: int) -> None:
        self.house.rename_rubric(pick)
        self.done()

    @rule(pick=choice)
    def move_a_rubric(self, pick: int) -> None:
        self.house.move_rubric(pick)
        self.done()

    @rule(what=st.sampled_from(["author", "topic", "outlet", "place"]))
    def rename(self, what: str) -> None:
        getattr(self.house, f"rename_{what}")()
        self.done()

    @rule(is_down=st.booleans())
    def take_the_photo_down_or_back(self, is_down: bool) -> None:
        self.house.take_photo_down(is_down=is_down)
        self.done()

    @rule(
        slot=st.sampled_from(["breaking", "lead"]),
        pick=choice,
        start=st.sampled_from([0, 10, 600]),
        length=ahead,
    )
    def pin(self, slot: str, pick: int, start: int, length: int) -> None:
        begins = self.now() + timedelta(seconds=start)
        with transaction.atomic():
            self.house.pin(slot, self.house.live(pick) if pick % 3 else None, begins, length)
        self.done()

    @rule()
    def a_rate_arrives(self) -> None:
        self.house.rate()
        self.done()

    @rule(minutes_ago=st.sampled_from([0, 10, 179.6, 1439.6]))
    def weather_arrives(self, minutes_ago: float) -> None:
        self.house.weather(minutes_ago)
        self.done()

    @rule()
    def a_day_of_weather_arrives(self) -> None:
        self.house.day_of_city()
        self.done()

    @rule()
    def the_registry_changes(self) -> None:
        self.house.town_moves()
        self.done()

    # The clock alone
    def after_time(self, *, queue_is_quick: bool) -> None:
        """Scheduled changes are brought by the queue, or by the first who opens the story."""
        if queue_is_quick or any(process.is_lost or process.held for process in self.processes):
            self.house.apply_due()
        else:
            self.processes[0].ask("ask", self.house.addresses())
        self.done()

    @rule(by=ahead, queue_is_quick=st.booleans())
    def time_passes(self, by: int, queue_is_quick: bool) -> None:
        self.move(by)
        self.after_time(queue_is_quick=queue_is_quick)

    @rule(queue_is_quick=st.booleans())
    def the_next_moment_comes(self, queue_is_quick: bool) -> None:
        """A publication, the end of an embargo or of a term, of the bar, the age of weather, or midnight."""
        # What is made in the second of a change is taken for older than it.
        self.move(1.0)
        self.house.apply_due()
        self.done()
        self.warm(self.house.addresses(), WARMED * 2)
        self.move(max(0.0, self.boundary() - self.now().timestamp()) + 0.002)
        self.after_time(queue_is_quick=queue_is_quick)

    @rule()
    def a_quiet_minute_passes(self) -> None:
        """Then also what surrounds a page is what it is."""
        self.move(BOUND + 1)
        due = Article.objects.filter(scheduled_at__lte=self.now()).exists()
        if due:
            self.house.apply_due()
            self.committed()
        self.look()

    # What happens to processes
    def process(self, pick: int) -> Remote:
        return self.processes[pick % len(self.processes)]

    @rule(pick=choice)
    def a_process_is_killed(self, pick: int) -> None:
        process = self.process(pick)
        process.kill()
        process.begin(self.clock.ahead, self.defect)
        process.ask("ready")
        self.look()

    @rule(pick=choice)
    def a_listener_loses_its_connection(self, pick: int) -> None:
        process = self.process(pick)
        if process.held or process.is_lost:
            return
        process.ask("hold", "connect")
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE application_name = %s AND datname = current_database()",
                [process.name],
            )
        process.ask("until_lost")
        process.is_lost = True
        self.look()

    @rule(pick=choice, gate=st.sampled_from(["hear", "look"]))
    def a_listener_is_held_up(self, pick: int, gate: str) -> None:
        process = self.process(pick)
        if not (process.held or process.is_lost):
            process.ask("hold", gate)
            process.held = gate

    @precondition(lambda self: any(one.held or one.is_lost for one in self.processes))
    @rule()
    def listeners_are_back(self) -> None:
        for process in self.processes:
            if process.held:
                process.ask("let_go", process.held)
            if process.is_lost:
                process.ask("let_go", "connect")
            process.held, process.is_lost = None, False
        self.look()

    @rule(pick=choice, which=choice)
    def somebody_asks_for_a_page_and_waits(self, pick: int, which: int) -> None:
        process = self.process(pick)
        if not process.is_making:
            addresses = self.house.addresses()
            process.ask("begin_slowly", addresses[which % len(addresses)])
            process.is_making = True

    @precondition(lambda self: any(one.is_making for one in self.processes))
    @rule()
    def the_pages_come(self) -> None:
        for process in self.processes:
            if process.is_making:
                process.ask("end_slowly")
                process.is_making = False
        self.look()

    @rule(pick=choice, story=choice)
    def change_through_a_process(self, pick: int, story: int) -> None:
        """Its own readers have it at once; the others when they have heard."""
        process, found = self.process(pick), self.house.story(story)
        if process.held or process.is_lost or found is None:
            return
        text = self.house.name("Свой")
        process.ask("change", f"UPDATE articles_article SET headline = '{text}' WHERE id = {found.pk}")  # noqa: S608
        self.committed()
        self.compare([process], self.house.addresses())
        self.look()

    @rule(seed=choice)
    def readers_ask(self, seed: int) -> None:
        self.random.seed(seed)
        self.warm(self.house.addresses(), WARMED * 2)
        self.look()
