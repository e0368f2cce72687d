import pytest

from articles.lint.rules import empty_elements
from tests.articles.lint.versions import excerpts, found, version


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('<p><a href="https://inform.kz/">сайт</a></p>', []),
        ('<p><a href="https://inform.kz/"></a></p>', ["https://inform.kz/"]),
        ('<p><a href="https://inform.kz/"> \u00a0</a></p>', ["https://inform.kz/"]),
        ('<p><a href="https://inform.kz/"><strong></strong></a></p>', ["https://inform.kz/"]),
        ('<p><a href="/vko/"><img src="/media/photos/aaa/800.jpg" alt="Река"></a></p>', []),
        ("<h2>Лёд</h2><p>Встал.</p>", []),
        ("<h2></h2><p>Лёд встал.</p>", ["Лёд встал."]),
        ("<h3><br></h3><p></p><p>Мұз қатты.</p>", ["Мұз қатты."]),
        ("<p>Лёд.</p><h2> </h2>", [""]),
        ("<p></p>", []),
    ],
)
def test_elements_that_hold_nothing(body: str, expected: list[str]) -> None:
    assert excerpts(empty_elements, version(body)) == expected


def test_a_link_and_a_heading_are_told_apart() -> None:
    warnings = found(empty_elements, version('<p><a href="/vko/"></a></p><h2></h2>'))
    assert [warning.code for warning in warnings] == ["link-empty", "heading-empty"]
