import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsportal.lib.slugs import slugify_cyrillic


@pytest.mark.parametrize(
    ("headline", "slug"),
    [
        ("Щётка и чайка у Иртыша", "shchyotka-i-chayka-u-irtysha"),
        ("Объезд: съёмка «Подъём»", "obezd-syomka-podyom"),
        ("Цены на хлеб — 2026", "tseny-na-khleb-2026"),
        ("Өскемен қаласының тұрғындары", "oskemen-qalasynyn-turgyndary"),
        ("Ертіс пен Үлбі: әңгіме, һәм", "ertis-pen-ulbi-angime-ham"),
        ("Café №\u00a05", "cafe-no-5"),
        ("Don't panic", "dont-panic"),
        ("Йод", "yod"),
        ("И\u0306од", "yod"),
    ],
)
def test_russian_and_kazakh_letters_become_latin(headline: str, slug: str) -> None:
    assert slugify_cyrillic(headline) == slug


@pytest.mark.parametrize("headline", ["", "   ", "«—»", "🙂", "ьъ"])
def test_a_headline_without_letters_still_has_an_address(headline: str) -> None:
    assert slugify_cyrillic(headline) == "story"


def test_a_long_headline_is_cut_between_words() -> None:
    slug = slugify_cyrillic("слово " * 40)
    assert len(slug) <= 80
    assert set(slug.split("-")) == {"slovo"}


def test_one_long_word_is_cut_inside() -> None:
    assert slugify_cyrillic("ы" * 200) == "y" * 80


@given(st.text())
def test_any_text_becomes_an_address(text: str) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slugify_cyrillic(text))
    assert len(slugify_cyrillic(text)) <= 80
