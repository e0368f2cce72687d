"""Limits are counted for all web processes together."""

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection

from articles import tips
from tests.conftest import SideBySide


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


@pytest.mark.django_db
def test_no_count_is_lost_between_processes(side_by_side: SideBySide) -> None:
    side_by_side(lambda: cache.add("counted", 0, 60), times=1)
    counts = side_by_side(lambda: [cache.incr("counted") for _number in range(25)], times=4)
    assert sorted(number for four in counts for number in four) == list(range(1, 101))


@pytest.mark.django_db
def test_tips_are_counted_there() -> None:
    assert [tips.may_try("sender") for _number in range(21)] == [True] * 20 + [False]
    assert tips.may_try("another")
