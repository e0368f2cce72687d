import pytest

from articles.lint.rules import placeholders
from tests.articles.lint.versions import codes, version


@pytest.mark.parametrize(
    "text",
    [
        "TODO дописать",
        "Сумма — XXX тенге",
        "Сумма — ХХХ тенге",  # Cyrillic letters
        "Живут ??? человек",
        "Lorem ipsum dolor",
        "сумма (уточнить)",
        "сумма (уточнить у акимата)",
        "сумма [цифру уточнить!]",
        "Уточнить: сумма",
        "уточнить",
        "сумму уточнить!",
        "УТОЧНИТЬ сумму",
        "Сомасы (нақтылау)",
        "НАҚТЫЛАУ керек",
        "фывафыва",
    ],
)
def test_what_was_left_to_be_filled_in(text: str) -> None:
    assert codes(placeholders, version(f"<p>{text}</p>")) == ["placeholder"]


@pytest.mark.parametrize(
    "text",
    [
        "Звоните, чтобы уточнить расписание.",
        "Расписание можно уточнить по телефону (звоните, чтобы уточнить детали заранее).",
        "Мәліметті нақтылау үшін хабарласыңыз.",
        "Кто? Где? Когда?",
        "XX век и XXI век",
        "Todos los santos",
        "Неужели?!",
    ],
)
def test_words_of_a_story_are_none(text: str) -> None:
    assert codes(placeholders, version(f"<p>{text}</p>")) == []
