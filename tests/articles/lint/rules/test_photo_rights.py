from dataclasses import replace

from articles.lint.rules import photo_rights
from tests.articles.lint.versions import PHOTO, codes, found, version

SHOWN = '<p>Текст.</p><figure><img src="/media/photos/aaa/800.jpg" alt="Река"></figure>'
WITHOUT_CREDIT = replace(PHOTO, unusable="It has no credit.")


def test_a_photo_with_its_rights_in_order_is_silent() -> None:
    assert codes(photo_rights, version(SHOWN, lead_photo=1)) == []


def test_a_photo_that_may_not_be_published_blocks_wherever_it_stands() -> None:
    warnings = found(
        photo_rights, version(SHOWN, lead_photo=1), photos={1: WITHOUT_CREDIT, "aaa": WITHOUT_CREDIT}
    )
    assert [(warning.code, warning.field) for warning in warnings] == [
        ("photo-unusable", "lead_photo"),
        ("photo-unusable", "body"),
    ]
    assert all(warning.is_blocker for warning in warnings)
    assert "It has no credit." in str(warnings[0].message)
    assert warnings[0].excerpt == "Река (aaa)"


def test_a_photo_that_left_the_library_blocks() -> None:
    assert codes(photo_rights, version(SHOWN, lead_photo=7), photos={}) == [
        "photo-unusable",
        "photo-unusable",
    ]


def test_a_photo_shown_twice_is_named_once() -> None:
    assert codes(photo_rights, version(SHOWN + SHOWN), photos={}) == ["photo-unusable"]


def test_a_chart_of_ours_is_no_photo() -> None:
    assert codes(photo_rights, version('<figure><img src="/rates/usd.svg" alt="Курс"></figure>')) == []
