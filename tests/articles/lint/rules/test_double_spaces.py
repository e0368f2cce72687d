import pytest

from articles.lint.rules import double_spaces
from tests.articles.lint.versions import excerpts, found, version


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>Лёд на реке встал.</p>", []),
        ("<p>Лёд  на реке встал.</p>", ["Лёд  на реке"]),
        ("<p>Мұз  ерте қатты.</p>", ["Мұз  ерте қатты."]),
        ("<p>Лёд\u00a0 на реке</p>", ["Лёд\u00a0 на реке"]),
        ("<p>Лёд&nbsp;&nbsp;на реке</p>", ["Лёд\u00a0\u00a0на реке"]),
        ("<p>Лёд <strong> на</strong> реке</p>", ["Лёд  на реке"]),
        # The source of the page is laid out in lines; readers see one space.
        ("<p>Лёд\n    на реке</p>", []),
        ("<p>\n  Лёд на реке\n</p>\n\n<p>Встал.</p>", []),
        ("<p>Лёд.</p>  <p>Встал.</p>", []),
        ("<p>Лёд<br>  на реке</p>", []),
    ],
)
def test_two_spaces_in_a_row(body: str, expected: list[str]) -> None:
    # The excerpt is on one line and one space wide: here as it stands in the text.
    assert excerpts(double_spaces, version(body)) == [" ".join(words.split()) for words in expected]


def test_all_of_a_field_are_one_warning() -> None:
    warnings = found(double_spaces, version("<p>а  б</p><p>в  г</p>", headline="д  е"))
    assert [(warning.field, warning.excerpt) for warning in warnings] == [
        ("headline", "д е"),
        ("body", "а б · в г"),
    ]
