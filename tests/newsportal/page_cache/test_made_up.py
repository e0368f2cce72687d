"""Whoever makes up addresses fills little of the memory, and pushes no story out of it."""

from typing import Any

import pytest

from articles.models import Article
from newsportal.page_cache import declared, encodings
from newsportal.page_cache.application import PageCache
from newsportal.page_cache.keys import MAX_HOST, MAX_QUERY
from tests import newsroom
from tests.newsportal.page_cache.web import Web, ask


@pytest.fixture
def story(web: Web, settings: Any) -> Article:
    settings.PUBLIC_URL = "http://127.0.0.1:8000"
    newsroom.outlet()
    made = newsroom.story(section=newsroom.rubric("nature"))
    web.hear()
    return made


def ways(story: Article, number: int) -> list[tuple[str, dict[str, str]]]:
    """One each of all that a program could count up."""
    return [
        (f"/nature/{10**9 + number}-none/", {}),
        (f"/nature/{story.pk}-not-its-name-{number}/", {}),
        (f"/nature/?before={10**9 + number}", {}),
        (f"/api/v1/articles/{10**9 + number}/", {}),
        (f"/made/up/{number}/", {}),
        (story.url, {"HTTP_HOST": f"127.0.0.1:{20_000 + number}"}),
        (f"{story.url}?utm_source={number}", {}),
        (story.url, {"HTTP_ACCEPT_ENCODING": f"br;q=0.{number}"}),
        (story.url, {"HTTP_COOKIE": f"a={number}"}),
    ]


def test_made_up_addresses_stay_within_their_part_and_leave_the_stories(web: Web, story: Article) -> None:
    store = web.cache.store
    store.made_up.limit = 60_000
    others = [newsroom.story(section=story.rubric).url for _number in range(5)]
    web.hear()
    for url in [story.url, *others]:
        web.get(url)
    for number in range(40):
        for address, headers in ways(story, number):
            web.get(address, method="GET", body=b"", **headers)
            assert store.made_up.bytes <= store.made_up.limit
    assert sorted(key[1:] for key in store.pages.entries) == sorted(
        ("127.0.0.1:8000", url, "") for url in [story.url, *others]
    )
    assert all(web.is_kept(url) for url in [story.url, *others])
    assert sum(entry.size for entry in store.made_up.entries.values()) == store.made_up.bytes


def test_a_name_that_a_pattern_allows_is_a_made_up_one(web: Web, story: Article, settings: Any) -> None:
    """Any word fits `.news.example`, and anything `*`."""
    settings.ALLOWED_HOSTS = ["127.0.0.1", ".news.example"]
    cache = PageCache(web.cache._django, limit=8 * 1024 * 1024)
    cache.start()
    web.wait_until(lambda: cache.listener.state.value == "listening")
    try:
        for host in ("one.news.example", "two.news.example", "127.0.0.1:8000"):
            assert ask(cache, story.url, HTTP_HOST=host).status == 200
        assert [key[1] for key in cache.store.pages.entries] == ["127.0.0.1:8000"]
        assert [key[1] for key in cache.store.made_up.entries] == ["one.news.example", "two.news.example"]
    finally:
        cache.listener.stop()


LONG = "x" * 60_000


@pytest.mark.parametrize(
    ("address", "headers"),
    [
        ("/?a=" + LONG, {}),
        ("/" + LONG, {}),
        ("/", {"HTTP_HOST": LONG}),
        ("/", {"HTTP_HOST": f"127.0.0.1:{LONG}"}),
    ],
)
def test_nothing_long_is_remembered(web: Web, story: Article, address: str, headers: dict[str, str]) -> None:
    """Tables beside the pages are bounded by rows, hence each row has to be short."""
    tables: list[Any] = [declared.declared, declared.canonical_query, web.cache._keys._host_of]
    web.get("/")
    before = [table.cache_info().currsize for table in tables]
    web.get(address, method="GET", body=b"", **headers)
    assert [table.cache_info().currsize for table in tables] == before


def test_of_a_long_list_of_encodings_the_beginning_is_read(
    web: Web, story: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    chosen = encodings.chosen

    def listened(accepted: str) -> tuple[str, str]:
        read.append(accepted)
        return chosen(accepted)

    monkeypatch.setattr(encodings, "chosen", listened)
    web.get("/")
    assert web.get("/", HTTP_ACCEPT_ENCODING=f"br, {LONG}").headers["content-encoding"] == "br"
    assert max(map(len, read)) == 200


@pytest.mark.parametrize(
    ("address", "host"),
    [("/?before=" + "1" * MAX_QUERY, "127.0.0.1:8000"), ("/", "a" * (MAX_HOST + 1))],
)
def test_what_is_too_long_is_left_to_django(web: Web, story: Article, address: str, host: str) -> None:
    web.get(address, HTTP_HOST=host)
    web.get(address, HTTP_HOST=host)
    assert len(web.asked_of_django) == 2
    assert not web.cache.store.pages.entries
