"""Limits are counted for all web processes together."""

import threading

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection

from articles import tips


@pytest.mark.django_db
def test_the_table_has_no_log() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT relpersistence FROM pg_class WHERE relname = 'shared_cache'")
        assert cursor.fetchone() == ("u",)


@pytest.mark.django_db
def test_counting_does_not_prolong() -> None:
    with time_machine.travel("2026-11-25T10:00:00Z", tick=False) as clock:
        cache.add("tips", 0, 60)
        for _second in range(6):
            clock.shift(9)
            cache.incr("tips")
        assert cache.get("tips") == 6
        clock.shift(9)
        assert cache.get("tips") is None
        with pytest.raises(ValueError, match="tips"):
            cache.incr("tips")


@pytest.mark.django_db
def test_what_is_not_there_cannot_be_counted() -> None:
    with pytest.raises(ValueError, match="not found"):
        cache.incr("nothing")


@pytest.mark.django_db(transaction=True)
def test_no_count_is_lost_between_processes() -> None:
    """Threads have connections of their own, as processes have."""
    cache.add("counted", 0, 60)

    def count() -> None:
        for _number in range(25):
            cache.incr("counted")
        connection.close()

    threads = [threading.Thread(target=count) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert cache.get("counted") == 100


@pytest.mark.django_db
def test_tips_are_counted_there() -> None:
    assert [tips.may_try("sender") for _number in range(21)] == [True] * 20 + [False]
    assert tips.may_try("another")
