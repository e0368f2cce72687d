import pytest

from articles.lint.rules import mixed_quotes
from tests.articles.lint.versions import codes, found, version


@pytest.mark.parametrize(
    ("text", "is_mixed"),
    [
        ("МИА «Казинформ» и «Хабар»", False),
        ('МИА "Казинформ" и "Хабар"', False),
        ("„Казинформ“ и „Хабар“", False),
        ("“Казинформ” и “Хабар”", False),
        # Inside «» a quotation is set in „“.
        ("Он сказал: «Смотрел „Иронию“ дважды»", False),
        # Inches.
        ('«Экран» в 15" и 17"', False),
        ("Без кавычек", False),
        ('МИА «Казинформ» и "Хабар"', True),
        ("МИА «Казинформ» и “Хабар”", True),
        ('“Казинформ” и "Хабар"', True),
        ('«Казинформ» ХАА және "Хабар"', True),
    ],
)
def test_one_text_has_one_kind_of_quotation_marks(text: str, is_mixed: bool) -> None:
    assert codes(mixed_quotes, version(f"<p>{text}</p>")) == ["quotes-mixed"] * is_mixed


def test_the_fewer_are_shown_where_they_stand() -> None:
    content = version("<p>МИА «Казинформ»</p>", headline='Что сообщил "Казинформ"')
    warnings = found(mixed_quotes, content)
    assert [(warning.field, warning.excerpt) for warning in warnings] == [
        ("headline", 'Что сообщил "Казинформ" · сообщил "Казинформ"')
    ]
