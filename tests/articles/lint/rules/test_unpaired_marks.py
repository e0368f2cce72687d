import pytest

from articles.lint.rules import unpaired_marks
from tests.articles.lint.versions import codes, excerpts, version

QUOTE, BRACKET = "quote-unpaired", "bracket-unpaired"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>МИА «Казинформ»</p>", []),
        ("<p>МИА «Казинформ</p>", [QUOTE]),
        ("<p>МИА Казинформ»</p>", [QUOTE]),
        ('<p>МИА "Казинформ</p>', [QUOTE]),
        ('<p>МИА "Казинформ"</p>', []),
        ("<p>«Казинформ ХАА хабарлады</p>", [QUOTE]),
        ("<p>Он смотрел «Иронию „судьбы“»</p>", []),
        ("<p>Он смотрел «Иронию „судьбы»</p>", [QUOTE]),
        # One mark closes both, as newspapers print it.
        ("<p>Сайт МИА «Казинформ «Новости»</p>", []),
        ("<p>Фильм «Ирония «судьбы» идёт» всегда</p>", []),
        ("<p>“Казинформ” и “Хабар”</p>", []),
        # Somebody speaks for two paragraphs.
        ("<p>Он сказал: «Начало.</p><p>И конец».</p>", []),
        ("<p>Он сказал: «Начало.</p><h2>Дальше</h2><p>И конец».</p>", [QUOTE]),
        ("<ul><li>«раз</li><li>два»</li></ul>", [QUOTE]),
        ('<p>Экран в 15" шириной</p>', []),
        ("<p>Риддер (бывший Лениногорск)</p>", []),
        ("<p>Риддер (бывший Лениногорск</p>", [BRACKET]),
        ("<p>Риддер бывший Лениногорск)</p>", [BRACKET]),
        ("<p>Риддер (бывший [до 2002 г.] Лениногорск)</p>", []),
        ("<p>Риддер (бывший] Лениногорск</p>", [BRACKET]),
        ("<p>а) лёд; б) вода; 10) снег</p>", []),
        ("<p>1) лёд</p>", []),
        ("<p>Увидимся :)</p>", []),
        ("<p>Риддер (бұрынғы Лениногорск</p>", [BRACKET]),
    ],
)
def test_every_mark_has_its_pair(body: str, expected: list[str]) -> None:
    assert codes(unpaired_marks, version(body)) == expected


def test_the_mark_left_alone_is_shown() -> None:
    assert excerpts(unpaired_marks, version("<p>Сайт МИА «Казинформ сообщает</p>")) == [
        "Сайт МИА «Казинформ сообщает"
    ]
