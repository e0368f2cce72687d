"""A copy becomes the site again, whatever was done to it; and nobody is told of what readers never saw."""

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from articles.models import Article, Author, Correction, Photo, Pin, Place, Rubric
from newsportal.changes import stories
from newsportal.changes.moments import Moment
from newsportal.changes.stories import visible
from newsportal.models import Change
from newsportal.tasks import forget_old_changes
from tests import newsroom
from tests.conftest import SideBySide
from tests.monotowns.conftest import edition, put, town
from tests.newsportal.changes.phone import Phone, as_readers_have_it, fresh
from widgets.models import City

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def section() -> Rubric:
    return newsroom.rubric("nature")


@pytest.fixture
def one_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """All is on one here; what is so new that clocks might differ about it would be told again."""
    monkeypatch.setattr(stories, "SKEW", timedelta(0))


def begun(language: str = "") -> Phone:
    phone = Phone(language)
    phone.begin()
    return phone


def wait_until(moment: datetime) -> None:
    time.sleep(max(0, (moment - timezone.now()).total_seconds()) + 0.1)


def test_a_new_copy_is_what_readers_have(section: Rubric) -> None:
    made = [newsroom.story(section=section) for _number in range(3)]
    assert set(begun().stories) == {story.pk for story in made}


CHANGES: dict[str, Callable[[Article], Any]] = {
    "headline": lambda story: Article.objects.filter(pk=story.pk).update(headline="Иначе"),
    "withdrawn": lambda story: Article.objects.filter(pk=story.pk).update(
        publication="withdrawn", withdrawn_at=timezone.now(), withdrawal_reason="Ошибка"
    ),
    "embargoed again": lambda story: Article.objects.filter(pk=story.pk).update(
        embargo_until=timezone.now() + timedelta(hours=1)
    ),
    "taken down": lambda story: Article.objects.filter(pk=story.pk).update(expires_at=timezone.now()),
    "unpublished": lambda story: Article.objects.filter(pk=story.pk).update(
        publication="none", published_at=None
    ),
    "put off": lambda story: Article.objects.filter(pk=story.pk).update(
        published_at=timezone.now() + timedelta(hours=1)
    ),
    "language": lambda story: Article.objects.filter(pk=story.pk).update(language="kk"),
    "deleted": lambda story: Article.objects.filter(pk=story.pk).delete(),
    "correction": lambda story: Correction.objects.create(
        article=story, kind="correction", text="Было иначе.", published_at=timezone.now()
    ),
    "rubric renamed": lambda story: Rubric.objects.update(menu_name_ru="Иное"),
    "author renamed": lambda story: Author.objects.update(name_ru="Иной"),
    "photo described": lambda story: Photo.objects.update(alt_ru="Иная река"),
    "photo withdrawn": lambda story: Photo.objects.update(
        withdrawn_at=timezone.now(), withdrawal_reason="Права"
    ),
    "plain SQL": lambda story: connection.cursor().execute("UPDATE articles_article SET lead = 'Иначе'"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_is_done_reaches_every_copy(section: Rubric, change: str) -> None:
    newsroom.story(section=section)
    story = newsroom.story(
        section=section, authors=(newsroom.author(),), lead_photo=newsroom.photo(rendered=True)
    )
    phones = [begun(language) for language in ("", "ru", "kk")]
    before = [dict(phone.stories) for phone in phones]
    CHANGES[change](story)
    for phone, former in zip(phones, before, strict=True):
        phone.sync()
        assert phone.stories == as_readers_have_it(phone.language)
        concerns_it = phone.language != "kk" or change == "language"
        assert (phone.stories != former) == concerns_it


WHOLES: dict[str, tuple[set[str], Callable[[], Any]]] = {
    "rubric": ({"rubrics"}, lambda: newsroom.rubric("sport")),
    "outlet": ({"outlet"}, lambda: newsroom.outlet(phone="+7 700 000 00 01")),
    "bar": (
        {"breaking"},
        lambda: Pin.objects.create(
            slot="breaking",
            text_ru="Паводок",
            starts_at=timezone.now(),
            ends_at=timezone.now() + timedelta(hours=1),
        ),
    ),
    "city": (
        {"weather"},
        lambda: City.objects.create(
            slug="ridder", name_ru="Риддер", name_in_ru="в Риддере", latitude=50, longitude=83, position=1
        ),
    ),
}


@pytest.mark.parametrize("change", WHOLES)
def test_what_is_given_whole_is_given_when_it_changes(change: str) -> None:
    newsroom.outlet()
    phone = begun()
    phone.sync()
    assert phone.given == []
    expected, make = WHOLES[change]
    make()
    phone.sync()
    assert set(phone.given) >= expected
    assert phone.wholes == fresh().wholes


def test_the_bar_is_given_with_a_change_of_its_own_story_and_of_no_other(section: Rubric) -> None:
    newsroom.outlet()
    now = timezone.now()
    told, other = newsroom.story(section=section), newsroom.story(section=section)
    term = {"starts_at": now - timedelta(minutes=1), "ends_at": now + timedelta(hours=1)}
    Pin.objects.create(slot="breaking", article=told, **term)
    phone = begun()
    phone.sync()
    assert phone.given == []
    Article.objects.filter(pk=other.pk).update(headline="Иначе")
    newsroom.outlet(phone="+7 700 000 00 01")
    phone.sync()
    assert phone.given == ["outlet"]
    Article.objects.filter(pk=told.pk).update(headline="Паводок")
    phone.sync()
    assert phone.given == ["outlet", "breaking"]
    assert phone.wholes["breaking"]["ru"][0]["text"] == "Паводок"
    Article.objects.filter(pk=told.pk).update(publication="none", published_at=None)
    phone.sync()
    assert (phone.wholes["breaking"]["ru"], phone.wholes) == ([], fresh().wholes)


def test_a_town_that_is_renamed_is_renamed_in_every_copy() -> None:
    ridder = town("ridder")
    put(ridder, edition("first"), "first")
    phone = begun()
    Place.objects.filter(pk=ridder.place_id).update(name_ru="Лениногорск")
    phone.sync()
    assert phone.wholes["monotowns"]["items"][0]["name"]["ru"] == "Лениногорск"


def test_a_line_of_the_bar_ends_by_the_clock(section: Rubric) -> None:
    newsroom.outlet()
    now = timezone.now()
    soon = now + timedelta(seconds=2)
    Pin.objects.create(slot="breaking", text_ru="Паводок", starts_at=now, ends_at=soon)
    phone = begun()
    assert phone.wholes["breaking"]["ru"]
    wait_until(soon)
    phone.sync()
    assert phone.wholes["breaking"]["ru"] == []


@pytest.mark.parametrize("state", newsroom.hidden_states().keys() - {"withdrawn", "expired"})
def test_nobody_is_told_of_a_story_that_readers_never_saw(section: Rubric, state: str) -> None:
    phone = begun()
    story = newsroom.story(section=section, **newsroom.hidden_states()[state])
    Article.objects.filter(pk=story.pk).update(headline="Тайное")
    Article.objects.filter(pk=story.pk).update(publication="none", published_at=None)
    story.delete()
    phone.sync()
    assert phone.told == []


GONE: dict[str, Callable[[Article], Any]] = {
    "withdrawn": CHANGES["withdrawn"],
    "embargoed again": CHANGES["embargoed again"],
    "taken down": CHANGES["taken down"],
    "language": CHANGES["language"],
    "withdrawn before its term": lambda story: Article.objects.filter(pk=story.pk).update(
        publication="withdrawn",
        withdrawn_at=timezone.now(),
        withdrawal_reason="Ошибка",
        expires_at=timezone.now() + timedelta(seconds=2),
    ),
}


@pytest.mark.usefixtures("one_clock")
@pytest.mark.parametrize("way", GONE)
def test_what_is_gone_is_told_once_to_each_copy(section: Rubric, way: str) -> None:
    """Whatever the desk does to it later: each edit of a withdrawn story was a tombstone anew."""
    story = newsroom.story(section=section)
    phones = [begun("ru"), begun("ru")]
    GONE[way](story)
    phones[0].sync()
    assert phones[0].told == [story.pk]
    if term := Article.objects.values_list("expires_at", flat=True).get(pk=story.pk):
        assert way == "taken down" or timezone.now() < term
        wait_until(term)
    for number in range(3):
        Article.objects.filter(pk=story.pk).update(headline=f"Правка {number}")
        phones[0].sync()
    phones[1].sync()
    assert [phone.told for phone in phones] == [[story.pk], [story.pk]]


@pytest.mark.usefixtures("one_clock")
def test_what_ended_by_the_clock_and_was_changed_then_is_told_once(section: Rubric) -> None:
    soon = timezone.now() + timedelta(seconds=2)
    story = newsroom.story(section=section, expires_at=soon)
    phone = begun()
    assert set(phone.stories) == {story.pk}
    wait_until(soon)
    # Nobody's hand touched it before it ended, and by its row nobody can tell any more that it did.
    Article.objects.filter(pk=story.pk).update(publication="none", published_at=None, expires_at=None)
    phone.sync()
    assert (phone.told, phone.stories) == ([story.pk], {})
    Article.objects.filter(pk=story.pk).update(headline="Правка")
    phone.sync()
    assert phone.told == [story.pk]


LATER = ("headline", "rubric renamed", "photo described", "correction", "deleted")


@pytest.mark.usefixtures("one_clock")
@pytest.mark.parametrize("later", LATER)
@pytest.mark.parametrize("way", ["withdrawn", "language"])
def test_what_is_gone_is_told_though_it_changes_between_two_pages(
    section: Rubric, way: str, later: str
) -> None:
    first, story = (
        newsroom.story(section=section, lead_photo=newsroom.photo(rendered=True)) for _number in range(2)
    )
    phone = begun("ru")
    Article.objects.filter(pk=first.pk).update(headline="Иначе")
    GONE[way](story)
    assert phone.sync_page(1)
    # The first page has fixed up to when its answer goes; this comes later.
    CHANGES[later](story)
    phone.sync()
    assert phone.told == [first.pk, story.pk]
    phone.sync()
    assert phone.told.count(story.pk) == 1
    assert phone.stories == as_readers_have_it("ru")


@pytest.mark.usefixtures("one_clock")
@pytest.mark.parametrize("later", LATER)
def test_what_the_clock_took_is_told_though_it_changes_between_two_pages(section: Rubric, later: str) -> None:
    soon = timezone.now() + timedelta(seconds=2)
    photo = newsroom.photo(rendered=True)
    first, story = newsroom.story(section=section), newsroom.story(section=section, expires_at=soon)
    Article.objects.update(lead_photo=photo)
    phone = begun("ru")
    assert set(phone.stories) == {first.pk, story.pk}
    Article.objects.filter(pk=first.pk).update(headline="Иначе")
    wait_until(soon)
    CHANGES["withdrawn"](story)
    assert phone.sync_page(1)
    CHANGES[later](story)
    phone.sync()
    assert phone.told == [first.pk, story.pk]
    phone.sync()
    assert phone.stories == as_readers_have_it("ru")


def test_what_was_gone_in_a_restored_dump_is_told_of_to_nobody(section: Rubric) -> None:
    """The cluster that it came from had counted further."""
    story = newsroom.story(section=section)
    CHANGES["withdrawn"](story)
    Change.objects.filter(number=story.pk).update(seen_ru=2**50)
    phone = begun()
    Article.objects.filter(pk=story.pk).update(headline="Правка")
    phone.sync()
    assert phone.told == []


def test_what_ended_by_a_clock_ahead_of_ours_is_told(section: Rubric) -> None:
    """The next time nobody would tell of it: the transaction is over."""
    soon = timezone.now() + timedelta(seconds=1)
    story = newsroom.story(section=section, expires_at=soon)
    since = Moment.now()
    wait_until(soon)
    Article.objects.filter(pk=story.pk).update(publication="none", published_at=None, expires_at=None)
    until = replace(Moment.now(), at=soon - timedelta(milliseconds=100))
    assert stories.gone(since, until, "ru", 0, 10) == {story.pk: "unpublished"}


@pytest.mark.usefixtures("one_clock")
def test_what_came_and_ended_while_the_copy_was_taken_is_told(section: Rubric) -> None:
    """The list had it, and the cursor is older."""
    beginning = begun().cursor
    soon = timezone.now() + timedelta(seconds=2)
    story = newsroom.story(section=section, published_at=timezone.now(), expires_at=soon)
    phone = begun()
    assert set(phone.stories) == {story.pk}
    phone.cursor = beginning
    wait_until(soon)
    phone.sync()
    assert (phone.told, phone.stories) == ([story.pk], {})
    phone.sync()
    assert phone.told == [story.pk]


def test_what_ended_before_its_embargo_is_told_of_to_nobody(section: Rubric) -> None:
    phone = begun()
    now = timezone.now()
    newsroom.story(
        section=section,
        published_at=now - timedelta(seconds=2),
        embargo_until=now - timedelta(milliseconds=100),
        expires_at=now - timedelta(seconds=1),
    )
    phone.sync()
    assert phone.told == []


@pytest.mark.usefixtures("one_clock")
def test_what_came_back_and_went_again_is_told_again(section: Rubric) -> None:
    story = newsroom.story(section=section)
    phone = begun()
    for _turn in range(2):
        Article.objects.filter(pk=story.pk).update(embargo_until=timezone.now() + timedelta(hours=1))
        phone.sync()
        Article.objects.filter(pk=story.pk).update(embargo_until=None)
        phone.sync()
    assert phone.told == [story.pk] * 4
    assert phone.stories == as_readers_have_it()


def test_the_clock_brings_and_takes_stories(section: Rubric) -> None:
    soon = timezone.now() + timedelta(seconds=2)
    coming = newsroom.story(section=section, published_at=soon)
    freed = newsroom.story(section=section, embargo_until=soon)
    going = newsroom.story(section=section, expires_at=soon)
    phone = begun()
    assert set(phone.stories) == {going.pk}
    wait_until(soon)
    phone.sync()
    assert set(phone.stories) == {coming.pk, freed.pk}


@pytest.mark.parametrize("place", ["card", "text"])
def test_a_photo_goes_from_every_copy_with_the_day_of_its_rights(section: Rubric, place: str) -> None:
    now = timezone.now()
    photo = newsroom.photo(rendered=True, rights_until=timezone.localdate(now))
    if place == "card":
        story = newsroom.story(section=section, lead_photo=photo)
    else:
        body = f'<figure><img src="{photo.url(120, "jpg")}" alt="Река"></figure>'
        story = newsroom.story(section=section, body=body, photos=(photo,))
    since = Moment.now()
    until = replace(Moment.now(), at=now + timedelta(days=1))
    assert visible(since, since, "", 0).count() == 0
    assert list(visible(since, until, "", 0)) == [story]


def test_pages_of_changes_are_followed_to_their_end(section: Rubric) -> None:
    made = [newsroom.story(section=section) for _number in range(7)]
    phone = begun()
    for story in made[:4]:
        Article.objects.filter(pk=story.pk).update(headline="Иначе")
    for story in made[4:]:
        story.delete()
    phone.requests = 0
    phone.sync(limit=3)
    assert phone.requests == 3
    assert phone.stories == as_readers_have_it()


def test_what_commits_late_is_not_missed(section: Rubric, side_by_side: SideBySide) -> None:
    """A transaction that began before the phone asked, and committed after."""
    story, other = newsroom.story(section=section), newsroom.story(section=section)
    phone = begun()
    begun_at = timezone.now()
    steps: list[str] = []

    def slow() -> None:
        with transaction.atomic():
            Article.objects.filter(pk=story.pk).update(headline="Долго")
            steps.append("written")
            while "asked" not in steps and timezone.now() - begun_at < timedelta(seconds=20):
                time.sleep(0.01)

    def ask() -> None:
        while "written" not in steps:
            time.sleep(0.01)
        Article.objects.filter(pk=other.pk).update(headline="Быстро")
        phone.sync()
        steps.append("asked")

    jobs = [slow, ask]

    def next_job() -> None:
        jobs.pop(0)()

    side_by_side(next_job, times=2)
    assert phone.stories[other.pk]["headline"] == "Быстро"
    assert phone.stories[story.pk]["headline"] != "Долго"
    phone.sync()
    assert phone.stories == as_readers_have_it()


def test_who_changes_names_and_stories_waits_for_nobody_who_does_it_in_another_order(
    section: Rubric, side_by_side: SideBySide
) -> None:
    """A topic and then a story; an author, which is his stories first, and then a name among names."""
    author = newsroom.author()
    story = newsroom.story(section=section, authors=(author,))
    topic_is_made = threading.Event()

    def write() -> None:
        with transaction.atomic():
            newsroom.topic()
            topic_is_made.set()
            time.sleep(0.5)
            Article.objects.filter(pk=story.pk).update(headline="Иначе")

    def rename() -> None:
        topic_is_made.wait(20)
        with transaction.atomic():
            Author.objects.filter(pk=author.pk).update(name_ru="Иной")

    jobs = [write, rename]

    def next_job() -> None:
        jobs.pop(0)()

    side_by_side(next_job, times=2)
    found = as_readers_have_it()[story.pk]
    assert (found["headline"], found["authors"][0]["name"]["ru"]) == ("Иначе", "Иной")


def test_old_changes_of_wholes_are_forgotten() -> None:
    newsroom.rubric("sport")
    forget_old_changes(0)
    assert Change.objects.filter(resource="rubrics").count() == 1
    Change.objects.update(changed_at=timezone.now() - timedelta(days=200))
    forget_old_changes(0)
    assert not Change.objects.filter(resource="rubrics").exists()


@pytest.mark.whole
def test_after_very_many_changes_at_once_the_copy_begins_anew(section: Rubric) -> None:
    Article.objects.bulk_create(
        Article(
            headline=f"История {number}",
            slug=f"istoriya-{number}",
            rubric=section,
            publication="published",
            published_at=timezone.now() - timedelta(minutes=number),
        )
        for number in range(5001)
    )
    phone = begun()
    Article.objects.update(lead="Иначе")
    answer = phone.client.get(f"/api/v1/changes/?cursor={phone.cursor}")
    assert (answer.status_code, answer.json()["code"]) == (410, "cursor_expired")
    phone.sync()
    assert len(phone.stories) == 5001


@pytest.mark.parametrize("cursor", ["made-up", "a" * 3000, "%00", "eyJ9:abc"])
def test_a_forged_cursor_is_refused(cursor: str) -> None:
    answer = begun().client.get(f"/api/v1/changes/?cursor={cursor}")
    assert answer.status_code == 400
