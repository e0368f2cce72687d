import pytest

from articles.lint.rules import dashes_and_dots
from tests.articles.lint.versions import codes, excerpts, version

HYPHEN, DOTS = "hyphen-for-dash", "dots-for-ellipsis"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Риддер - город", [HYPHEN]),
        ("Риддер -- город", [HYPHEN]),
        ("Риддер\u00a0- город", [HYPHEN]),
        ("- Здравствуйте, - сказал он", [HYPHEN]),
        ("Риддер - қала", [HYPHEN]),
        ("слово--слово", [HYPHEN]),
        ("Риддер — город", []),
        ("Риддер – город", []),
        ("Усть-Каменогорск", []),
        ("минус -17 градусов", []),
        ("2–3 города", []),
        ("Он ушёл...", [DOTS]),
        ("Он ушёл..", [DOTS]),
        ("Ол кетті...", [DOTS]),
        ("Он ушёл…", []),
        ("Он ушёл. Она нет.", []),
        ("Он - ушёл...", [HYPHEN, DOTS]),
    ],
)
def test_marks_typed_from_the_keyboard(text: str, expected: list[str]) -> None:
    assert codes(dashes_and_dots, version(f"<p>{text}</p>")) == expected


def test_the_places_are_shown() -> None:
    body = "<p>Риддер - город у гор</p><p>Алтай - тоже</p>"
    assert excerpts(dashes_and_dots, version(body)) == ["Риддер - город у · Алтай - тоже"]
