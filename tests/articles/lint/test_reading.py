"""What rules see of a body: passages, lists with what introduces them, links, pictures."""

import pytest

from articles.lint.reading import read
from articles.lint.story_text import StoryText
from tests.articles.lint.versions import version


def story(body: str) -> StoryText:
    return read(version(body), "ru")


def lines(body: str) -> list[tuple[str, str]]:
    return [(passage.tag, passage.text) for passage in story(body).body if passage.text]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>Раз</p><p>Два</p>", [("p", "Раз"), ("p", "Два")]),
        ("<p>Раз <strong>два</strong><em>три</em></p>", [("p", "Раз дватри")]),
        ("<p>Раз<br>два</p>", [("p", "Раз два")]),
        ("<p>\n  Раз\n  два\t\n</p>", [("p", "Раз два")]),
        ("<p>А&nbsp;&laquo;Б&raquo; &lt;в&gt;</p>", [("p", "А\u00a0«Б» <в>")]),
        ("<h2>Раз</h2><ul><li>два<ul><li>три</li></ul>четыре</li></ul>", [
            ("h2", "Раз"), ("li", "двачетыре"), ("li", "три"),
        ]),
        ("<table><caption>К</caption><tr><th>А</th><td>Б</td></tr></table>", [
            ("caption", "К"), ("th", "А"), ("td", "Б"),
        ]),
        ("<figure><img src='/x'><figcaption>Река</figcaption></figure>", [("figcaption", "Река")]),
        ("без абзаца <b>жирно</b><p>Раз</p>ещё", [("", "без абзаца жирно"), ("p", "Раз"), ("", "ещё")]),
        ("<script>alert(1)</script><style>p{}</style><p>Раз</p>", [("p", "Раз")]),
        ("<p>не\x00видно\x0b\ud800</p>", [("p", "невидно")]),
        ("", []),
    ],
)  # fmt: skip
def test_passages(body: str, expected: list[tuple[str, str]]) -> None:
    assert lines(body) == expected


def test_a_quotation_and_its_source() -> None:
    quoted = story("<blockquote><p>Слова</p><footer><cite>Чьи</cite></footer></blockquote><p>Мы</p>")
    assert [(passage.text, passage.is_quoted) for passage in quoted.body if passage.text] == [
        ("Слова", True),
        ("Чьи", False),
        ("Мы", False),
    ]


@pytest.mark.parametrize(
    ("body", "intros"),
    [
        ("<p>Раз:</p><ul><li>а</li></ul>", ["Раз:"]),
        ("<p>Раз:</p><p></p>\n<ul><li>а</li></ul>", ["Раз:"]),
        ("<h2>Раз</h2><ol><li>а</li></ol>", ["Раз"]),
        ("<ul><li>а</li></ul><ul><li>б</li></ul>", [None, None]),
        ("<p>Раз:</p><ul><li>а</li></ul><ul><li>б</li></ul>", ["Раз:", None]),
        ("<ul><li>а<ul><li>б</li></ul></li><li>в<ul><li>г</li></ul></li></ul>", [None, "а", "в"]),
        ("<ul><li><p>а</p><ul><li>б</li></ul></li></ul>", [None, "а"]),
        (
            "<p>Раз:</p><figure><img src='/x'><figcaption>Река</figcaption></figure><ul><li>а</li></ul>",
            [None],
        ),
        ("<blockquote><p>Раз:</p></blockquote><ul><li>а</li></ul>", [None]),
        ("<table><tr><td>Раз:</td></tr></table><ul><li>а</li></ul>", [None]),
    ],
)
def test_what_introduces_a_list(body: str, intros: list[str | None]) -> None:
    assert [found.intro.text if found.intro else None for found in story(body).lists] == intros


def test_items_and_leaves_are_counted() -> None:
    outer, inner = story("<ul><li>а<ul><li>б</li><li>в</li></ul></li><li>г</li></ul>").lists
    assert (len(outer.items), outer.leaves) == (2, 3)
    assert (len(inner.items), inner.leaves) == (2, 2)
    assert [item.text for item in outer.items] == ["а", "г"]


def test_links_and_pictures() -> None:
    read_one = story(
        '<p>Сайт <a href="https://inform.kz/">МИА\n <b>«Казинформ»</b></a></p>'
        '<p><a href="/vko/"><img src="/media/photos/aaa-1/800.jpg" alt="Река"></a></p>'
        '<figure><img src="/rates/usd.svg"></figure>'
    )
    assert [(link.href, link.text, link.has_image) for link in read_one.links] == [
        ("https://inform.kz/", "МИА «Казинформ»", False),
        ("/vko/", "", True),
    ]
    assert [(image.photo_key, image.alt) for image in read_one.images] == [("aaa-1", "Река"), ("", "")]


def test_titles_come_before_the_text() -> None:
    passages = read(version("<p>Текст</p>", headline="Лёд", short_title="", lead="О чём"), "ru").passages
    assert [(passage.field, passage.text) for passage in passages] == [
        ("headline", "Лёд"),
        ("lead", "О чём"),
        ("body", "Текст"),
    ]
