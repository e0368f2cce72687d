import pytest

from articles.lint.quotations import quotations, quoted_spans
from articles.lint.sentences import first_letters, sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Лёд встал. Река тиха.", ["Лёд встал.", "Река тиха."]),
        ("Лёд встал! Река? Тиха…", ["Лёд встал!", "Река?", "Тиха…"]),
        ("Живут в г. Кульсары. Рады.", ["Живут в г. Кульсары.", "Рады."]),
        ("А. Ахметов и им. Абая в 2023 г. Рады.", ["А. Ахметов и им. Абая в 2023 г. Рады."]),
        ("Он сказал: «Лёд встал». Река тиха.", ["Он сказал: «Лёд встал».", "Река тиха."]),
        ("— Лёд? — спросил он. — Да.", ["— Лёд? — спросил он.", "— Да."]),
        ("Курс 497.33 вырос. Рады.", ["Курс 497.33 вырос.", "Рады."]),
        ("Мұз қатты. Өзен тынық.", ["Мұз қатты.", "Өзен тынық."]),
        ("без точки", ["без точки"]),
        ("   ", []),
        ("", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert [text[start:end].strip() for start, end in sentences(text)] == expected


def test_where_the_first_words_stand() -> None:
    text = "«Лёд» встал. — Да."
    assert first_letters(text, sentences(text)) == {1, 15}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("МИА «Казинформ» сообщает", ["Казинформ"]),
        ("«Фильм „Ирония“ дважды»", ["Фильм „Ирония“ дважды"]),
        ("«Один «внутри» другого»", ["Один «внутри» другого"]),
        ('"раз" и “два” и „три“', ["раз", "два", "три"]),
        ("«не закрыто", []),
        ("не открыто»", []),
    ],
)
def test_quoted_spans(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in quoted_spans(text)] == expected


def test_a_name_in_marks_is_no_quotation() -> None:
    assert quotations("«Слова назидания»") == []
    assert quotations("«Зоны откроют в Кулсары»") == [(1, 23)]
