from dataclasses import replace

import pytest

from articles.lint.facts import PhotoFacts
from articles.lint.rules import alternative_texts
from tests.articles.lint.versions import PHOTO, codes, found, version

SILENT = replace(PHOTO, alt="")
DECORATIVE = replace(PHOTO, alt="", is_decorative=True)


def body(alt: str = "") -> str:
    return f'<p>Текст.</p><figure><img src="/media/photos/aaa/800.jpg" alt="{alt}"></figure>'


@pytest.mark.parametrize(
    ("alt", "photo", "expected"),
    [
        ("Река", PHOTO, []),
        # The page falls back on the photo's own words.
        ("", PHOTO, []),
        ("Река", SILENT, []),
        ("", DECORATIVE, []),
        ("", SILENT, ["alt-empty"]),
        ("   ", SILENT, ["alt-empty"]),
    ],
)
def test_a_picture_of_the_text_needs_words(alt: str, photo: PhotoFacts, expected: list[str]) -> None:
    assert codes(alternative_texts, version(body(alt)), photos={"aaa": photo}) == expected


@pytest.mark.parametrize(("photo", "expected"), [(PHOTO, []), (DECORATIVE, []), (SILENT, ["lead_photo"])])
def test_the_lead_photo_needs_words(photo: PhotoFacts, expected: list[str]) -> None:
    warnings = found(alternative_texts, version(lead_photo=1), photos={1: photo})
    assert [warning.field for warning in warnings] == expected


def test_a_chart_needs_words_of_its_own() -> None:
    assert codes(alternative_texts, version('<figure><img src="/rates/usd.svg"></figure>')) == ["alt-empty"]


def test_two_silent_pictures_are_two_warnings() -> None:
    """Accepting one says nothing of the other."""
    two = body() + body().replace("aaa", "bbb")
    photos = {"aaa": SILENT, "bbb": replace(SILENT, key="bbb")}
    assert (
        len({warning.fingerprint for warning in found(alternative_texts, version(two), photos=photos)}) == 2
    )
