from typing import Any

import pytest

from articles.lint.rules import titles
from tests.articles.lint.versions import codes, found, version


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, []),
        ({"headline": "я" * 110, "short_title": "Коротко"}, []),
        ({"headline": "я" * 111, "short_title": "Коротко"}, ["headline-too-long"]),
        ({"headline": "я" * 70}, []),
        ({"headline": "я" * 71}, ["short-title-missing"]),
        ({"headline": "я" * 71, "short_title": "Коротко"}, []),
        ({"short_title": "я" * 70}, []),
        ({"short_title": "я" * 71}, ["short-title-too-long"]),
        ({"lead": "я" * 300}, []),
        ({"lead": "я" * 301}, ["lead-too-long"]),
        ({"headline": "Лёд встал."}, ["title-full-stop"]),
        ({"headline": "«Лёд встал.»"}, ["title-full-stop"]),
        ({"short_title": "Лёд встал."}, ["title-full-stop"]),
        ({"headline": "Лёд встал?"}, []),
        ({"headline": "Лёд встал…"}, []),
        ({"headline": "Лёд встал..."}, []),
        ({"headline": "Как лёд вставал в 2023 г."}, []),
        ({"headline": "Завод потратит 3 млрд."}, []),
        # The end of a lead is the end of a sentence.
        ({"lead": "Лёд встал."}, []),
        ({"headline": "ЛЁД НА РЕКЕ ВСТАЛ"}, ["title-capitals"]),
        ({"headline": "МУЗ АЛҒАШ РЕТ ҚАТТЫ"}, ["title-capitals"]),
        ({"lead": "СРОЧНО: ЛЁД НА РЕКЕ ВСТАЛ РАНЬШЕ"}, ["title-capitals"]),
        ({"headline": "ЕАЭС и ШОС: что дальше"}, []),
        ({"headline": "МЧС РК"}, []),
        ({"headline": "Мұз ерте қатты."}, ["title-full-stop"]),
    ],
)
def test_titles_have_their_lengths_and_manners(fields: dict[str, Any], expected: list[str]) -> None:
    assert codes(titles, version(**fields)) == expected


def test_each_is_said_at_its_own_field() -> None:
    content = version(headline="ЛЁД НА РЕКЕ ВСТАЛ.", short_title="я" * 71, lead="я" * 301)
    assert [(warning.field, warning.code) for warning in found(titles, content)] == [
        ("short_title", "short-title-too-long"),
        ("lead", "lead-too-long"),
        ("headline", "title-full-stop"),
        ("headline", "title-capitals"),
    ]
