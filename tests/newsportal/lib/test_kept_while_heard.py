import time
from collections.abc import Iterator
from itertools import count

import pytest

from newsportal.lib.kept import KeptWhileHeard, WhileHeard, heard


@pytest.fixture
def listening() -> Iterator[None]:
    heard.until = time.time() + 60
    yield
    heard.until = 0.0


def numbered() -> KeptWhileHeard[int]:
    numbers = count(1)
    return KeptWhileHeard(lambda: next(numbers))


def test_it_is_read_once_until_it_is_forgotten(listening: None) -> None:
    kept = numbered()
    assert [kept(), kept()] == [1, 1]
    kept.forget()
    assert [kept(), kept()] == [2, 2]


def test_nothing_is_kept_while_changes_are_not_heard() -> None:
    kept = numbered()
    assert [kept(), kept()] == [1, 2]


def test_the_clock_ends_it(listening: None) -> None:
    kept = numbered()
    assert kept() == 1
    heard.until = time.time()
    assert kept() == 2
    assert kept() == 3


def test_what_was_read_before_a_change_is_not_kept_after_it(listening: None) -> None:
    """The change is committed and told of while the former value is still on its way."""

    def read() -> int:
        if next(numbers) == 1:
            kept.forget()
            return 1
        return 2

    numbers = count(1)
    kept: KeptWhileHeard[int] = KeptWhileHeard(read)
    assert [kept(), kept(), kept()] == [1, 2, 2]


def test_each_key_has_its_own(listening: None) -> None:
    kept = WhileHeard[str]()
    for key in (1, 2):
        kept.put(key, str(key), since=0)
    assert [kept.get(1), kept.get(2), kept.get(3)] == ["1", "2", None]
    kept.forget()
    assert [kept.get(1), kept.get(2)] == [None, None]
    kept.put(1, "old", since=0)
    assert kept.get(1) is None


def test_it_does_not_grow_for_ever(listening: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(WhileHeard, "MOST", 3)
    kept = WhileHeard[int]()
    for number in range(10):
        kept.put(number, number, since=0)
    assert [number for number in range(10) if kept.get(number) is not None] == [0, 1, 2]
