"""Under the production server, with a database that is really killed."""

import threading
import time
from collections import Counter
from collections.abc import Callable

import pytest

from tests.newsportal.page_cache.desk_program import Writer
from tests.newsportal.page_cache.running_site import RunningSite
from tests.newsportal.page_cache.workers import fill_each

pytestmark = [pytest.mark.enable_socket, pytest.mark.whole]


def seconds_until(is_so: Callable[[], bool]) -> float:
    begun = time.monotonic()
    while not is_so():
        assert time.monotonic() - begun < 30
        time.sleep(0.02)
    return time.monotonic() - begun


def test_every_process_hears_of_a_change(site: RunningSite) -> None:
    address = site.story_addresses(1)[0]
    site.fill([address])
    number = address.split("/")[-2].split("-")[0]
    site.sql("UPDATE articles_article SET headline = 'Всюду новый заголовок' WHERE id = %s", number)
    time.sleep(0.1)
    for _time in range(20):
        assert "Всюду новый заголовок" in site.get(address)[2].decode()


def test_readers_go_on_reading_while_the_database_is_dead(
    site: RunningSite, is_long: bool, record_property: Callable[[str, object], None]
) -> None:
    """Sixty seconds and 200 readers a second with --long. What a program was told to be saved is there after that."""
    addresses = site.story_addresses(10)
    fill_each(site, addresses)
    answers: Counter[int] = Counter()
    is_over = threading.Event()

    def read(number: int) -> None:
        while not is_over.is_set():
            begun = time.monotonic()
            answers[site.get(addresses[number % len(addresses)])[0]] += 1
            number += 1
            time.sleep(max(0, 0.04 - (time.monotonic() - begun)))

    readers = [threading.Thread(target=read, args=(number,)) for number in range(8 if is_long else 2)]
    story = addresses[-1].split("/")[-2].split("-")[0]
    writer = Writer(site, story)
    for thread in (*readers, writer):
        thread.start()
    seconds_until(lambda: len(writer.accepted) > 3)
    site.kill_database()
    saved_before = len(writer.accepted)
    try:
        time.sleep(0.5)
        status, headers, _body = site.get(addresses[0])
        assert (status, headers["warning"]) == (200, '110 - "Response is Stale"')
        begun = time.monotonic()
        status, headers, _body = site.get("/search/?q=reka")
        assert (status, headers["retry-after"]) == (503, "30")
        for address in ("/readyz", "/healthz/sources", "/healthz/pages", "/static/none.css", "/beacon/none"):
            site.get(address)
        assert time.monotonic() - begun < 1
        time.sleep(60 if is_long else 4)
    finally:
        site.bring_database_back()
    try:
        seconds = seconds_until(lambda: site.get("/imprint/")[0] == 200)
        seconds_until(lambda: len(writer.accepted) > saved_before + 3)
    finally:
        is_over.set()
        writer.is_over.set()
        for thread in (*readers, writer):
            thread.join()
    versions = site.sql("SELECT content->>'headline' FROM articles_revision WHERE article_id = %s", story)
    assert set(writer.accepted) <= {headline for (headline,) in versions}
    assert writer.refused
    assert set(answers) == {200}
    assert seconds < 5
    record_property("answers", answers.total())
    record_property("versions accepted, and none lost", len(writer.accepted))
    record_property("versions refused meanwhile", writer.refused)
    record_property("seconds until all was well", round(seconds, 2))
    for address in addresses:
        status, headers, _body = site.get(address)
        assert (status, headers.get("warning")) == (200, None)
