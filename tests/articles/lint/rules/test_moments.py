from datetime import timedelta
from typing import Any

import pytest

from articles.lint.rules import moments
from tests.articles.lint.versions import NOW, codes, found, version

HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("surroundings", "expected"),
    [
        ({}, []),
        ({"embargo_until": NOW - HOUR}, ["embargo-in-past"]),
        ({"embargo_until": NOW}, ["embargo-in-past"]),
        # Readers have the story; its embargo was kept.
        ({"embargo_until": NOW - HOUR, "is_live": True}, []),
        ({"embargo_until": NOW + HOUR}, []),
        ({"embargo_until": NOW + HOUR, "publish_at": NOW + HOUR / 2}, []),
        ({"embargo_until": NOW + HOUR, "publish_at": NOW + HOUR}, []),
        ({"embargo_until": NOW + HOUR, "publish_at": NOW + 2 * HOUR}, []),
        ({"expires_at": NOW - HOUR}, ["expired-before-published"]),
        ({"expires_at": NOW + HOUR}, []),
        ({"expires_at": NOW + HOUR, "publish_at": NOW + 2 * HOUR}, ["expired-before-published"]),
        ({"expires_at": NOW + HOUR, "publish_at": NOW - HOUR}, []),
    ],
)
def test_times_do_not_contradict_each_other(surroundings: dict[str, Any], expected: list[str]) -> None:
    assert codes(moments, version(), **surroundings) == expected


def test_another_embargo_is_another_warning() -> None:
    one, other = (
        found(moments, version(), embargo_until=NOW - hours * HOUR)[0].fingerprint for hours in (1, 2)
    )
    assert one != other
