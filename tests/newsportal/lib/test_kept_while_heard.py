import time
from collections.abc import Iterator
from itertools import count

import pytest

from newsportal.lib.kept import KeptWhileHeard, heard


@pytest.fixture
def listening() -> Iterator[None]:
    heard.until = time.time() + 60
    yield
    heard.until = 0.0


def numbered() -> KeptWhileHeard[[], int]:
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
    kept: KeptWhileHeard[[], int] = KeptWhileHeard(read)
    assert [kept(), kept(), kept()] == [1, 2, 2]


def test_each_asking_has_its_own(listening: None) -> None:
    asked: list[tuple[int, str]] = []

    def read(number: int, language: str) -> str:
        asked.append((number, language))
        return f"{number} {language}"

    kept = KeptWhileHeard(read)
    for _time in range(2):
        assert [kept(1, "ru"), kept(1, "kk"), kept(2, "ru")] == ["1 ru", "1 kk", "2 ru"]
    assert asked == [(1, "ru"), (1, "kk"), (2, "ru")]
    kept.forget()
    assert kept(1, "ru") == "1 ru"
    assert len(asked) == 4


def test_it_does_not_grow_for_ever(listening: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(KeptWhileHeard, "MOST", 3)
    kept = KeptWhileHeard(lambda number: number)
    assert [kept(number) for number in range(10)] == list(range(10))
    assert len(kept._kept) == 3
