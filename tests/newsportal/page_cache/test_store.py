"""The memory is bounded, and one page is made once at a time."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from random import Random

import pytest

from newsportal.page_cache.application import PageCache
from newsportal.page_cache.encodings import chosen
from newsportal.page_cache.entry import Entry
from newsportal.page_cache.furniture import Furniture
from newsportal.page_cache.keys import Key
from newsportal.page_cache.listener import State
from newsportal.page_cache.store import Store
from tests.newsportal.page_cache.web import ask


def entry(path: str, size: int = 5000, tags: tuple[str, ...] = ("articles",), query: str = "") -> Entry:
    key: Key = ("http", "news.example", path, query)
    body = Random(path).randbytes(size)
    return Entry(
        key, "200 OK", [("Content-Type", "image/png")], body, tags=frozenset(tags), made_at=1, until=9e9
    )


def used(store: Store) -> int:
    shelves = (store.pages, store.made_up)
    assert all(shelf.bytes == sum(one.size for one in shelf.entries.values()) for shelf in shelves)
    return sum(shelf.bytes for shelf in shelves)


def test_it_holds_no_more_than_its_bytes() -> None:
    store = Store(200_000)
    for number in range(100):
        assert store.put(entry(f"/{number}"), since=0)
        assert used(store) <= 200_000
    assert len(store.pages.entries) == 175_000 // 8000


def test_what_nobody_asks_for_goes_first() -> None:
    store = Store(40_000)
    for number in range(4):
        store.put(entry(f"/{number}"), since=0)
    store.get(entry("/0").key)
    store.get(entry("/2").key)
    store.put(entry("/4"), since=0)
    assert {key[2] for key in store.pages.entries} == {"/0", "/2", "/3", "/4"}
    store.put(entry("/5"), since=0)
    assert {key[2] for key in store.pages.entries} == {"/0", "/2", "/4", "/5"}


def test_made_up_addresses_push_no_page_out() -> None:
    store = Store(400_000)
    store.put(entry("/story"), since=0)
    for number in range(1000):
        store.put(entry("/", query=f"before={number}"), since=0)
    assert store.get(entry("/story").key) is not None
    assert store.made_up.bytes <= 50_000


def test_a_tag_drops_what_shows_it_and_nothing_else() -> None:
    store = Store(400_000)
    store.put(entry("/one", tags=("articles_article:1",)), since=0)
    store.put(entry("/two", tags=("articles_article:2",)), since=0)
    assert store.drop(["articles_article:1", "articles"]) == 1
    assert [key[2] for key in store.pages.entries] == ["/two"]
    assert used(store) == 8000


@pytest.mark.parametrize("drop", [lambda store: store.drop(["articles"]), lambda store: store.clear()])
def test_a_page_in_the_making_is_not_kept_once_it_is_not_true(drop: object) -> None:
    store = Store(400_000)
    since = store.position
    drop(store)  # type: ignore[operator]
    assert not store.put(entry("/list"), since=since)
    assert store.put(entry("/list"), since=store.position)


def test_a_page_may_be_older_than_all_changes_that_are_remembered() -> None:
    store = Store(400_000)
    store.drop(["articles"])
    for _number in range(1000):
        store.drop(["rates"])
    assert not store.put(entry("/list"), since=0)


def test_a_page_with_other_headers_is_another_one() -> None:
    """Whoever has it outside would go on with a former policy for as long as it is told «not modified»."""

    def etag_of(policy: str) -> str:
        said = [("Content-Type", "text/html"), ("Content-Security-Policy", policy)]
        key: Key = ("http", "news.example", "/", "")
        return Entry(key, "200 OK", said, b"body", tags=frozenset(), made_at=1, until=9e9).etag

    assert etag_of("default-src 'none'") == etag_of("default-src 'none'")
    assert etag_of("default-src 'none'") != etag_of("default-src 'self'")


def test_further_encodings_are_counted_once() -> None:
    store = Store(400_000)
    key: Key = ("http", "news.example", "/", "")
    text = ("Слово " * 5000).encode()
    page = Entry(
        key,
        "200 OK",
        [("Content-Type", "text/html")],
        text,
        tags=frozenset(["articles"]),
        made_at=1,
        until=9e9,
    )
    store.put(page, since=0)
    before = used(store)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _n: store.add_encoding(page, "gzip"), range(8)))
    assert used(store) == before + size_in(page, "gzip")
    assert not page.lacks("gzip")
    assert not page.lacks("identity")
    quick = size_in(page, "zstd")
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _n: store.add_encoding(page, "br"), range(8)))
    # It takes the place of the one that was quick to make.
    assert sorted(page.encoded) == ["br", "gzip"]
    assert used(store) == before + size_in(page, "gzip") + size_in(page, "br") - quick
    store.clear()
    assert used(store) == 0


def size_in(page: Entry, encoding: str) -> int:
    _headers, (body,) = page.encoded[encoding]
    return len(body)


def test_many_threads_leave_the_count_right() -> None:
    store = Store(100_000)

    def work(seed: int) -> None:
        random = Random(seed)
        for _step in range(300):
            number = random.randrange(30)
            match random.randrange(4):
                case 0:
                    store.drop([f"articles_article:{number}"])
                case 1:
                    store.get(entry(f"/{number}", size=100).key)
                case _:
                    tags = (f"articles_article:{number}", "articles")
                    store.put(entry(f"/{number}", size=1000 + number, tags=tags), since=store.position)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(8)))
    assert used(store) <= 100_000
    store.drop(["articles"])
    assert used(store) == 0
    assert not store._keys_of


def test_furniture_is_never_older_than_a_minute() -> None:
    furniture = Furniture()
    changes = [100.2, 100.9, 101.5, 130.0]
    now = 100.0
    for change in [*changes, 300.0]:
        while now < change:
            now += 1
            furniture.look_at_clock(now)
            # A page made before a change is not shown a minute after it.
            assert all(furniture.end_before >= one for one in changes if one <= now - 60)
            assert furniture.end_before <= now - 54
            assert furniture.renew_before >= furniture.end_before
        if change < 300:
            furniture.changed(change)
    assert furniture.end_before == 130


def test_what_is_heard_late_may_be_as_old_as_the_look_before() -> None:
    """The listener had no processor for a minute: the change may be a minute old by then."""
    furniture = Furniture()
    furniture.look_at_clock(100.0)
    furniture.changed(161.0)
    furniture.look_at_clock(161.0)
    assert furniture.end_before == furniture.renew_before == 161
    furniture.changed(161.5)
    furniture.look_at_clock(162.0)
    assert furniture.end_before == 161


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br", "br"),
        ("gzip;q=1.0, br;q=0.1", "gzip"),
        ("GZIP", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("identity", "identity"),
        ("br;q=zero", "identity"),
        ("", "identity"),
        (",;;q=,", "identity"),
    ],
)
def test_the_encoding_is_what_the_client_prefers(accepted: str, encoding: str) -> None:
    assert chosen(accepted)[0] == encoding


class Counted:
    """Stands for Django, slowly."""

    def __init__(self, cache_control: str = "no-cache") -> None:
        self.times = 0
        self.at_once = 0
        self.most_at_once = 0
        self.cache_control = cache_control
        self._lock = threading.Lock()

    def __call__(self, environ: object, start_response: object) -> list[bytes]:
        with self._lock:
            self.times += 1
            self.at_once += 1
            self.most_at_once = max(self.most_at_once, self.at_once)
        time.sleep(0.2)
        with self._lock:
            self.at_once -= 1
        start_response("200 OK", [("Cache-Control", self.cache_control), ("Content-Type", "text/html")])  # type: ignore[operator]
        return [b"<p>page</p>"]


def listening(django: Counted) -> PageCache:
    cache = PageCache(django, limit=1_000_000)
    cache.start = lambda: None  # type: ignore[method-assign]
    cache.listener.state = State.LISTENING
    cache.listener.boundary = 9e9
    return cache


def test_one_makes_a_page_and_the_others_wait_for_it() -> None:
    django = Counted()
    cache = listening(django)
    with ThreadPoolExecutor(8) as pool:
        got = list(pool.map(lambda _n: ask(cache, "/imprint/").body, range(8)))
    assert (django.times, set(got)) == (1, {b"<p>page</p>"})


def test_nobody_waits_in_a_row_for_what_is_not_kept() -> None:
    django = Counted("private")
    cache = listening(django)
    begun = time.monotonic()
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _n: ask(cache, "/imprint/").body, range(8)))
    assert django.times == 8
    assert time.monotonic() - begun < 0.9


def test_others_get_the_last_page_while_one_makes_it_anew_for_its_furniture() -> None:
    django = Counted()
    cache = listening(django)
    ask(cache, "/imprint/")
    cache.furniture.renew_before = time.time() + 1
    with ThreadPoolExecutor(4) as pool:
        slow = pool.submit(ask, cache, "/imprint/")
        time.sleep(0.05)
        begun = time.monotonic()
        assert ask(cache, "/imprint/").status == 200
        assert time.monotonic() - begun < 0.1
        slow.result()
    assert django.times == 2


def test_what_is_doubted_stays_until_it_is_thrown_away() -> None:
    """For an outage of a moment; hours later nobody shall be given what was withdrawn meanwhile."""
    store = Store(400_000)
    store.put(entry("/doubted"), since=0)
    store.doubt()
    store.put(entry("/true"), since=store.position)
    assert store.remove_doubted() == 1
    assert [key[2] for key in store.pages.entries] == ["/true"]
