from typing import Any

import pytest

from articles.lint.rules import required_parts
from tests.articles.lint.versions import codes, found, version


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, []),
        ({"headline": ""}, ["headline-missing"]),
        ({"headline": " \u00a0 "}, ["headline-missing"]),
        ({"rubric": None}, ["rubric-missing"]),
        ({"body": ""}, ["body-empty"]),
        ({"body": "<p> </p><p><br></p><ul><li></li></ul>"}, ["body-empty"]),
        # A story of pictures alone is one.
        ({"body": '<figure><img src="/media/photos/aaa/800.jpg" alt="Река"></figure>'}, []),
        ({"headline": "", "rubric": 0, "body": ""}, ["headline-missing", "rubric-missing", "body-empty"]),
    ],
)
def test_a_story_needs_a_headline_a_rubric_and_a_text(fields: dict[str, Any], expected: list[str]) -> None:
    assert codes(required_parts, version(**fields)) == expected


def test_nobody_can_accept_their_absence() -> None:
    assert all(warning.is_blocker for warning in found(required_parts, version("", headline="", rubric=0)))
