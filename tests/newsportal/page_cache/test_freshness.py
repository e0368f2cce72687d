"""Whatever is committed, by whoever it is, the next reader sees it."""

import threading
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from articles.models import Article, Author, Outlet, Pin, Rubric
from newsportal.page_cache import application, boundaries, listener
from newsportal.page_cache.entry import Entry
from newsportal.page_cache.listener import State
from tests import newsroom
from tests.newsportal.page_cache.web import Web


@pytest.fixture
def section(transactional_db: None) -> Rubric:
    newsroom.outlet()
    return newsroom.rubric("nature")


@pytest.fixture
def story(section: Rubric) -> Article:
    return newsroom.story(section=section, headline="Прежний заголовок", authors=(newsroom.author(),))


def sql(statement: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


CHANGES: dict[str, Callable[[Article], Any]] = {
    "edited": lambda story: Article.objects.filter(pk=story.pk).update(headline="Иной заголовок"),
    "edited by plain SQL": lambda story: sql(
        "UPDATE articles_article SET lead = 'Иное' WHERE id = %s", story.pk
    ),
    "titled for search engines": lambda story: Article.objects.filter(pk=story.pk).update(seo_title="Иной"),
    "author renamed": lambda story: Author.objects.update(name_ru="Иной Автор"),
    "rubric renamed": lambda story: Rubric.objects.filter(pk=story.rubric_id).update(menu_name_ru="Иная"),
    "corrected": lambda story: story.corrections.create(
        kind="correction", text="Было иначе.", published_at=timezone.now()
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_story_is_shown_changed(web: Web, story: Article, change: str) -> None:
    web.hear()
    before = web.get(story.url)
    assert before.status == 200
    assert web.is_kept(story.url)
    CHANGES[change](story)
    web.hear()
    after = web.get(story.url)
    assert after.text != before.text
    assert after.headers["etag"] != before.headers["etag"]
    assert web.is_kept(story.url)


def test_a_story_that_nobody_touched_stays_kept(web: Web, section: Rubric, story: Article) -> None:
    other = newsroom.story(section=section)
    web.hear()
    web.get(other.url)
    CHANGES["edited"](story)
    web.hear()
    assert web.is_kept(other.url)


def test_a_new_story_is_in_all_lists_at_once(web: Web, section: Rubric) -> None:
    lists = ["/", section.url, "/rss.xml", f"{section.url}rss.xml", "/news-sitemap.xml", "/api/v1/articles/"]
    web.hear()
    for address in lists:
        assert "Новость дня" not in web.get(address).text
        assert web.is_kept(address), address
    newsroom.story(section=section, headline="Новость дня")
    web.hear()
    for address in lists:
        assert "Новость дня" in web.get(address).text, address


def test_an_unknown_story_is_there_once_it_is_published(web: Web, section: Rubric) -> None:
    draft = newsroom.story(section=section, publication="none", published_at=None)
    web.hear()
    assert web.get(draft.url).status == 404
    assert web.is_kept(draft.url)
    Article.objects.filter(pk=draft.pk).update(publication="published", published_at=timezone.now())
    web.hear()
    assert web.get(draft.url).status == 200


def test_a_withdrawn_story_is_gone(web: Web, story: Article) -> None:
    web.get(story.url)
    Article.objects.filter(pk=story.pk).update(
        publication="withdrawn", withdrawn_at=timezone.now(), withdrawal_reason="Ошибка"
    )
    web.hear()
    assert web.get(story.url).status == 410
    assert web.is_kept(story.url)


def test_a_moved_rubric_leads_on(web: Web, section: Rubric, story: Article) -> None:
    former = story.url
    assert web.get(former).status == 200
    section.slug = "rivers"
    section.save()
    web.hear()
    moved = web.get(former)
    assert (moved.status, moved.headers["location"]) == (301, Article.objects.get().url)
    assert web.get(section.url).status == 200


def test_the_outlet_by_another_name(web: Web, story: Article) -> None:
    web.get("/imprint/")
    Outlet.objects.update(name_ru="Иное издание")
    web.hear()
    assert "Иное издание" in web.get("/imprint/").text


def test_a_line_of_the_bar_is_told_of(web: Web, story: Article) -> None:
    assert "Срочная строка" not in web.get("/").text
    now = timezone.now()
    Pin.objects.create(
        slot="breaking", text_ru="Срочная строка", starts_at=now, ends_at=now + timedelta(hours=6)
    )
    web.hear()
    assert "breaking" in {notice.payload.partition(" ")[0] for notice in web.cache.invalidator.recent}
    assert "Срочная строка" in web.get("/").text


def test_many_stories_at_once(web: Web, section: Rubric) -> None:
    """Too many to be named in one notice."""
    stories = [newsroom.story(section=section) for _number in range(3)]
    Article.objects.bulk_create(
        Article(
            id=100_000_000_000_000_000 + number,
            headline=f"{number}",
            slug="many",
            rubric=section,
            publication="published",
            published_at=timezone.now(),
        )
        for number in range(600)
    )
    web.hear()
    for story in stories:
        web.get(story.url)
    Article.objects.update(lead="Иное у всех")
    web.hear()
    for story in stories:
        assert "Иное у всех" in web.get(story.url).text


@pytest.mark.parametrize(
    ("fields", "statuses"),
    [
        ({"expires_at": 1.5}, (200, 404)),
        ({"embargo_until": 1.5}, (404, 200)),
        ({"published_at": 1.5}, (404, 200)),
    ],
)
def test_the_clock_ends_a_page_at_its_second(
    web: Web, story: Article, fields: dict[str, float], statuses: tuple[int, int]
) -> None:
    at = timezone.now() + timedelta(seconds=1.5)
    Article.objects.filter(pk=story.pk).update(**dict.fromkeys(fields, at))
    web.hear()
    web.wait_until(lambda: web.cache.listener.boundary == pytest.approx(at.timestamp(), abs=0.001))
    assert web.get(story.url).status == statuses[0]
    assert web.is_kept(story.url)
    time.sleep(max(0, at.timestamp() - time.time()) + 0.01)
    assert web.get(story.url).status == statuses[1]


def test_what_changes_while_a_page_is_made_is_not_lost(
    web: Web, story: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page whose making began before the change is not kept."""
    put = web.cache.store.put
    changed: list[Article] = []

    def late(entry: Entry, *, since: int, is_made_up: bool) -> bool:
        if not changed:
            changed.append(story)
            CHANGES["edited"](story)
            web.hear()
        return put(entry, since=since, is_made_up=is_made_up)

    monkeypatch.setattr(web.cache.store, "put", late)
    assert "Иной заголовок" not in web.get(story.url).text
    assert "Иной заголовок" in web.get(story.url).text


def test_a_page_made_before_the_next_moment_is_known_does_not_live_beyond_it(
    web: Web, story: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The notice of an embargo is heard, and where it ends is still being looked up."""
    may_look, looks = threading.Event(), threading.Event()
    look = boundaries.next_boundary

    def slowly(*asked: Any) -> float:
        looks.set()
        may_look.wait(5)
        return look(*asked)

    web.hear()
    monkeypatch.setattr(listener, "next_boundary", slowly)
    at = timezone.now() + timedelta(seconds=1.5)
    Article.objects.filter(pk=story.pk).update(embargo_until=at)
    assert looks.wait(5)
    assert web.get(story.url).status == 404
    may_look.set()
    web.hear()
    time.sleep(max(0, at.timestamp() - time.time()) + 0.01)
    assert web.get(story.url).status == 200


def test_who_asks_second_gets_no_former_page_while_nothing_is_heard(
    web: Web, story: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another is making the page anew; what is kept may have changed meanwhile."""
    monkeypatch.setattr(application, "PATIENCE", 0.0)
    web.hear()
    assert web.get(story.url).status == 200
    key = next(key for key in web.cache.store.pages.entries if key[2] == story.url)
    web.cache.listener.stop()
    web.cache.listener.state = State.LOST
    CHANGES["edited"](story)
    web.cache._flights.join(key)
    assert "Иной заголовок" in web.get(story.url).text


@pytest.mark.parametrize("beside", ["next", "related"])
def test_a_withdrawn_story_is_beside_no_other_in_the_api(
    web: Web, section: Rubric, story: Article, beside: str
) -> None:
    newer = newsroom.story(section=section, age=timedelta(minutes=1))
    # «Next» is the older one, «related» whatever else is there.
    age = timedelta(hours=2) if beside == "next" else timedelta(seconds=30)
    Article.objects.filter(pk=story.pk).update(published_at=timezone.now() - age)
    address = f"/api/v1/articles/{newer.pk}/{beside}/"
    web.hear()
    assert story.headline in web.get(address).text
    Article.objects.filter(pk=story.pk).update(
        publication="withdrawn", withdrawn_at=timezone.now(), withdrawal_reason="Ошибка"
    )
    web.hear()
    assert story.headline not in web.get(address).text
