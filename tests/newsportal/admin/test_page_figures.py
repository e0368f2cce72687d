"""Figures of several processes as one page shows them."""

from datetime import UTC, datetime
from typing import Any

from newsportal.admin.drop_form import words_of
from newsportal.admin.page_figures import Process, minutes, recently_dropped
from newsportal.models import WebProcess


def process(name: str, **figures: Any) -> WebProcess:
    moment = datetime(2026, 11, 26, tzinfo=UTC)
    told = {"hits": 0, "misses": 0, "stale": 0, "refused": 0, "bytes": 0, "limit": 100}
    return WebProcess(
        name=name,
        host="one",
        pid=1,
        started_at=moment,
        told_at=moment,
        figures=told | {"minutes": [], "recent": []} | figures,
    )


def notice(at: float, payload: str, dropped: int) -> dict[str, Any]:
    return {"at": at, "payload": payload, "dropped": dropped}


def test_shares_are_of_what_could_come_from_memory() -> None:
    one = Process(process("a", hits=90, misses=9, stale=1, refused=50, bytes=25))
    assert (one.hit_percent, one.filled_percent) == (90, 25)
    assert Process(process("a")).hit_percent == 0


def test_one_notice_that_two_processes_heard_is_one_line() -> None:
    rows = [
        process("a", recent=[notice(100.0, "articles 7", 3), notice(101.0, "rates *", 1)]),
        process("b", recent=[notice(100.01, "articles 7", 2), notice(101.02, "rates *", 0)]),
    ]
    assert [(one.payload, one.count) for one in recently_dropped(rows)] == [("rates *", 1), ("articles 7", 5)]


def test_the_same_story_twice_is_two_lines() -> None:
    rows = [
        process("a", recent=[notice(100.0, "articles 7", 3), notice(100.5, "articles 7", 1)]),
        process("b", recent=[notice(100.02, "articles 7", 2), notice(100.52, "articles 7", 1)]),
        process("c", recent=[notice(500.0, "articles 7", 9)]),
    ]
    assert [one.count for one in recently_dropped(rows)] == [9, 2, 5]


def counted(minute: int, hits: int, misses: int = 0) -> dict[str, int]:
    return {"minute": minute, "hits": hits, "misses": misses, "stale": 0, "refused": 0}


def test_minutes_are_what_was_answered_within_each() -> None:
    rows = [
        process("a", minutes=[counted(10, 100), counted(11, 130, 10), counted(12, 130, 10)]),
        process("b", minutes=[counted(11, 5), counted(12, 25)]),
    ]
    shown = minutes(rows)
    assert [(minute.at.minute, minute.counts["hits"]) for minute in shown] == [(11, 30), (12, 20)]
    assert shown[0].bars == [("hits", 25.0, 75.0), ("misses", 0.0, 25.0)]
    assert shown[1].bars == [("hits", 50.0, 50.0)]


def test_a_process_that_has_just_begun_has_no_minute_yet() -> None:
    assert minutes([process("a", minutes=[counted(10, 100)])]) == []


def test_a_bulk_change_names_some_of_its_stories() -> None:
    payload = "articles " + ",".join(str(number) for number in range(1, 501))
    assert words_of(payload).endswith("1, 2, 3, 4, 5, 6, 7, 8, … (+492)")
    assert words_of("articles 7").endswith(" 7")
    assert words_of("articles *") == words_of("articles 0")
