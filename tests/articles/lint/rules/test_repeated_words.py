import pytest

from articles.lint.rules import repeated_words
from tests.articles.lint.versions import excerpts, version


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Живут в в Риддере", ["Живут в в Риддере"]),
        ("В в городе холодно", ["В в городе холодно"]),
        ("того, что\u00a0что было", ["того, что что было"]),
        ("он сказал, что что будет", ["он сказал, что что будет"]),
        ("қала қала туралы", ["қала қала туралы"]),
        ("друг друга", []),
        ("да, да", []),
        ("еле-еле успел", []),
        ("қайта-қайта айтты", []),
        ("концерт Дюран Дюран сегодня", []),
        ("вкладка Цвет цвета", []),
        ("и ПО по сопровождению", []),
        ("в вагоне", []),
        ("20 20", []),
    ],
)
def test_a_word_twice_in_a_row(text: str, expected: list[str]) -> None:
    assert excerpts(repeated_words, version(f"<p>{text}</p>")) == expected


def test_a_row_of_an_alphabet_is_no_slip() -> None:
    assert excerpts(repeated_words, version("<table><tr><td>Ә ә</td><td>Ғ ғ</td></tr></table>")) == []


def test_words_of_two_paragraphs_are_apart() -> None:
    assert excerpts(repeated_words, version("<p>конец</p><p>конец</p>")) == []
