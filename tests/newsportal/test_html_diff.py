"""Two bodies side by side: which passages are versions of each other, and how the page says it."""

import random
import re
import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import translation
from django.utils.html import format_html
from django.utils.safestring import SafeString
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from newsportal.lib import html
from newsportal.lib.html_diff import PassageChange, Status, compare, counts
from newsportal.lib.html_diff.markup import body
from newsportal.lib.html_diff.passages import Kind, Passage
from newsportal.lib.html_diff.reading import passages

FIGURE = '<figure><img src="/media/photos/{}/480.jpg" alt="{}"><figcaption>{}</figcaption></figure>'


@pytest.fixture(autouse=True)
def _in_english(_russian: None) -> Iterator[None]:
    """The words of the code, whatever they become in the catalogues."""
    with translation.override("en"):
        yield


def show(key: str) -> SafeString:
    return format_html('<img src="/preview/{}" alt="">', key)


def page(old: str, new: str) -> LexborHTMLParser:
    return LexborHTMLParser(body(compare(old, new), show), is_fragment=True)


def statuses(old: str, new: str) -> list[str]:
    return [change.status.value for change in compare(old, new)]


def notes(old: str, new: str) -> list[str]:
    return [note.text() for note in page(old, new).css(".diff-notes li")]


def told(tree: LexborHTMLParser) -> list[str]:
    """Each passage as it reads, with signs for what is marked."""
    for hidden in tree.css(".visually-hidden"):
        hidden.decompose()
    for tag, sign in (("del", "-"), ("ins", "+")):
        for node in tree.css(tag):
            node.insert_before(f"[{sign}")
            node.insert_after(f"{sign}]")
    return [node.text() for node in tree.css(".diff-text")]


def test_an_edited_paragraph_pairs_up_with_its_former_version() -> None:
    old = "<p>Первый абзац о зиме.</p><p>На реке стоит крепкий лёд, рыбаки довольны.</p><p>Конец.</p>"
    new = "<p>Первый абзац о зиме.</p><p>На реке стоит тонкий лёд, рыбаки недовольны.</p><p>Конец.</p>"
    assert statuses(old, new) == ["same", "changed", "same"]
    assert (
        told(page(old, new))[1]
        == "На реке стоит [-крепкий-][+тонкий+] лёд, рыбаки [-довольны-][+недовольны+]."
    )


def test_paragraphs_that_came_and_went_stand_whole() -> None:
    old = "<p>Начало истории здесь.</p><p>Старое, о чём больше нет речи.</p><p>Конец истории.</p>"
    new = "<p>Начало истории здесь.</p><p>Совсем другие слова и мысли.</p><p>Конец истории.</p>"
    assert statuses(old, new) == ["same", "deleted", "inserted", "same"]
    labels = [label.text() for label in page(old, new).css(".diff-label")]
    assert labels == ["Paragraph · deleted", "Paragraph · inserted"]


def test_edited_paragraphs_pair_up_across_those_that_came_between() -> None:
    texts = [
        f"Абзац о городе {name}, где живут люди и работает комбинат." for name in ("Аксу", "Абай", "Риддер")
    ]
    old = "".join(f"<p>{text}</p>" for text in texts)
    new = "<p>Вводное слово редакции сегодня.</p>" + old.replace("работает", "стоит")
    assert statuses(old, new) == ["inserted", "changed", "changed", "changed"]


def test_a_moved_paragraph_is_called_moved() -> None:
    one, two, three = "<p>Первый абзац текста.</p>", "<p>Второй, про рыбу.</p>", "<p>Третий, про лёд.</p>"
    assert statuses(one + two + three, two + three + one) == ["moved-away", "same", "same", "moved-here"]
    assert statuses(one + two, one + two + two) == ["same", "same", "inserted"]


def test_a_letter_mended_in_a_list_of_names_is_a_change_of_that_item() -> None:
    old = "<ul><li>Сатпаев</li><li>Кулсары</li><li>Риддер</li></ul>"
    assert statuses(old, old.replace("Кулсары", "Кульсары")) == ["same", "changed", "same"]


def test_nesting_and_kind_are_told_in_words() -> None:
    flat = "<ul><li>Восток</li><li>Риддер</li></ul>"
    nested = "<ul><li>Восток<ul><li>Риддер</li></ul></li></ul>"
    assert notes(flat, nested) == ["Was: List item. Now: List item, level 2."]
    assert notes("<p>О главном</p>", "<h2>О главном</h2>") == ["Was: Paragraph. Now: Heading."]
    numbered = "<ol><li>Риддер</li></ol>"
    assert notes("<ul><li>Риддер</li></ul>", numbered) == ["Was: List item. Now: Numbered item."]
    assert notes(numbered, '<ol start="4"><li>Риддер</li></ol>') == ["Number of the first item: — → 4"]


def test_a_quote_has_its_words_its_source_and_its_address() -> None:
    old = '<blockquote cite="https://a.example/"><p>Слова документа.</p><footer><cite>проект</cite></footer></blockquote>'
    new = '<blockquote cite="https://b.example/"><p>Слова документа.</p><footer><cite>приказ</cite></footer></blockquote>'
    changes = compare(old, new)
    assert [(change.passage.kind, change.status) for change in changes] == [
        (Kind.QUOTE, Status.CHANGED),
        (Kind.ATTRIBUTION, Status.DELETED),
        (Kind.ATTRIBUTION, Status.INSERTED),
    ]
    assert notes(old, new) == [
        "Address of the quoted document: https://a.example/ → https://b.example/",
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("это важное слово", "это <strong>важное</strong> слово", ["важное"]),
        ("это <em>важное</em> слово", "это важное слово", ["важное"]),
        ("это <em>важное</em> слово", "это <strong>важное</strong> слово", ["важное", "важное"]),
        ('вот <a href="/a/">ссылка</a> тут', 'вот <a href="/b/">ссылка</a> тут', ["ссылка", "/a/", "/b/"]),
        (
            "вот ссылка тут",
            'вот <a href="https://b.example/">ссылка</a> тут',
            ["ссылка", "https://b.example/"],
        ),
        ('вот <a href="/a/">ссылка</a> тут', "вот ссылка тут", ["ссылка", "/a/"]),
        ("вот тут", 'вот <a href="/b/">новая ссылка</a> тут', ["новая ссылка", "/b/"]),
        # The same link around other words is no other link.
        ('вот <a href="/a/">ссылка одна</a> тут', 'вот <a href="/a/">ссылка другая</a> тут', []),
    ],
)
def test_marks_inside_a_line_are_told_in_words(old: str, new: str, expected: list[str]) -> None:
    found = " ".join(notes(f"<p>{old}</p>", f"<p>{new}</p>"))
    assert bool(found) == bool(expected)
    for words in expected:
        assert words in found


def test_a_link_whose_address_changed_names_both_once() -> None:
    old = '<p>Пишет <a href="https://a.example/">газета «Рудный Алтай»</a> сегодня.</p>'
    [note] = notes(old, old.replace("a.example", "b.example"))
    assert note == "Link: «газета «Рудный Алтай»»: https://a.example/ → https://b.example/"


def test_figures_are_thumbnails() -> None:
    old = "<p>Текст.</p>" + FIGURE.format("one", "Река", "Набережная зимой")
    other = "<p>Текст.</p>" + FIGURE.format("two", "Река", "Набережная зимой")
    shown = page(old, other)
    assert [node.attributes["src"] for node in shown.css("del img")] == ["/preview/one"]
    assert [node.attributes["src"] for node in shown.css("ins img")] == ["/preview/two"]
    # Another width of the same photo is the same photo.
    assert statuses(old, old.replace("480.jpg", "1200.jpg")) == ["same", "same"]


def test_alternative_text_and_caption_are_compared_by_words() -> None:
    old = FIGURE.format("one", "Река в снегу", "Набережная зимой")
    new = FIGURE.format("one", "Река подо льдом", "Набережная весной")
    [note] = notes(old, new)
    assert "подо льдом" in note
    assert told(page(old, new)) == ["Набережная [-зимой-][+весной+]"]
    assert len(page(old, new).css("img")) == 1


TABLE = (
    "<table><caption>Жители</caption><thead><tr><th>Город</th><th>2023</th></tr></thead><tbody>"
    "<tr><td>Риддер</td><td>47</td></tr><tr><td>Алтай</td><td>36</td></tr></tbody></table>"
)


def test_tables_are_compared_row_by_row_and_cell_by_cell() -> None:
    new = TABLE.replace("<td>36</td>", "<td>35</td>").replace(
        "<tr><td>Риддер", "<tr><td>Аксу</td><td>40</td></tr><tr><td>Риддер"
    )
    changes = compare(TABLE, new)
    assert [change.status for change in changes] == ["same", "same", "inserted", "same", "changed"]
    assert [cell.status for cell in changes[4].cells] == ["same", "changed"]
    assert len(page(TABLE, new).css("table")) == 1


def test_a_column_that_came_is_told() -> None:
    new = re.sub(r"</tr>", "<td>новое</td></tr>", TABLE)
    rows = [change for change in compare(TABLE, new) if change.passage.kind == Kind.ROW]
    assert [[cell.status for cell in row.cells] for row in rows] == [["same", "same", "inserted"]] * 3


def test_long_stretches_without_changes_are_folded() -> None:
    before = "".join(f"<p>Абзац номер {n} остался прежним.</p>" for n in range(12))
    tree = page(before + "<p>Было одно.</p>", before + "<p>Стало совсем другое дело.</p>")
    [fold] = tree.css("details")
    # All but the neighbour of the change.
    assert len(fold.css(".diff-passage")) == 11
    assert [summary.text() for summary in fold.css("summary")] == ["11 paragraphs without changes"]
    assert len(page("<p>Первое.</p><p>Второе.</p>", "<p>Первое.</p><p>Второе.</p>").css("details")) == 0


def test_what_differs_in_markup_alone_is_no_change() -> None:
    old = "<p>Первый  абзац.</p>\n<p></p>\n<ul>\n<li> Риддер </li></ul>"
    assert statuses(old, "<p>Первый абзац. </p><ul><li>Риддер</li></ul>") == ["same", "same"]


HOSTILE = [
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    '<a href="javascript:alert(1)">x</a>',
    '"><svg onload=alert(1)>',
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    '<p title="&quot;><script>">x</p>',
    "</div></details></body>",
    '<figure><img src="/media/photos/&quot;onerror=x/1.jpg" alt="&quot;><script>alert(1)</script>"></figure>',
]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_nothing_hostile_comes_through(hostile: str) -> None:
    for old, new in ((hostile, "<p>мир</p>"), ("<p>мир</p>", hostile), (hostile, hostile + "<p>мир</p>")):
        tree = page(old, new)
        assert tree.css("script, svg, [onerror], [onload], [style]") == []
        for link in tree.css("a"):
            assert html.sanitise(link.html or "").startswith("<a")


TEXTS = ["город", "река ", " лёд", "и", ", ", ". ", "&lt;b&gt;", "қала", "\u00a0"]
MARKED = ["<strong>важно</strong>", "<em>очень </em>", "<br>", '<a href="/b/"><strong>другая</strong></a>']
INLINE = st.sampled_from([*TEXTS, *MARKED, '<a href="https://a.example/">ссылка</a>'])
LINES = st.lists(INLINE, min_size=0, max_size=6).map("".join)


def wrapped(before: str, after: str) -> Any:
    return lambda inner: before + inner + after


BLOCKS = st.recursive(
    st.one_of(
        LINES.map(wrapped("<p>", "</p>")),
        LINES.map(wrapped("<h2>", "</h2>")),
        LINES.map(wrapped("<li>", "</li>")),
        LINES,
        st.builds(FIGURE.format, st.sampled_from(["one", "two"]), st.sampled_from(["", "Река"]), LINES),
        st.lists(LINES, max_size=3).map(
            lambda cells: "<table><tr>" + "".join(f"<td>{c}</td>" for c in cells) + "</tr></table>"
        ),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map("".join),
        inner.map(wrapped("<ul><li>", "</li></ul>")),
        inner.map(wrapped('<ol start="3"><li>', "</li></ol>")),
        inner.map(wrapped('<blockquote cite="https://a.example/">', "<footer>кто</footer></blockquote>")),
    ),
    max_leaves=8,
)
BODIES = st.lists(BLOCKS, max_size=5).map("".join)


def letters(found: list[Passage]) -> str:
    """All that can be read, without the spaces that stand between blocks anyway."""
    parts = [text for each in found for text in (each.text, *(cell.text for cell in each.cells))]
    return "".join("".join(parts).split())


@settings(deadline=None)
@given(BODIES)
def test_no_word_of_a_body_is_lost(text: str) -> None:
    clean = html.sanitise(text)
    assert letters(passages(text)) == "".join(html.plain_text(clean).split())


def sides(changes: list[PassageChange]) -> tuple[list[Passage], list[Passage]]:
    return [c.old for c in changes if c.old], [c.new for c in changes if c.new]


def assert_words_add_up(change: PassageChange) -> None:
    if change.words is not None and change.old and change.new:
        assert "".join(run.old for run in change.words.runs) == change.old.text
        assert "".join(run.new for run in change.words.runs) == change.new.text
    if change.status == Status.CHANGED and change.old and change.new:
        assert sides(list(change.cells)) == (list(change.old.cells), list(change.new.cells))
        for cell in change.cells:
            assert_words_add_up(cell)


@settings(deadline=None)
@given(BODIES, BODIES)
def test_the_comparison_holds_both_bodies(old: str, new: str) -> None:
    changes = compare(old, new)
    assert sides(changes) == (passages(old), passages(new))
    for change in changes:
        assert_words_add_up(change)
        assert (change.status == Status.SAME) == (change.old == change.new)


def read_from_page(tree: LexborHTMLParser, dropped: str) -> str:
    for node in tree.css(f"{dropped}, .visually-hidden, .diff-sign, .diff-notes"):
        node.decompose()
    return "".join("".join(node.text() for node in tree.css(".diff-text")).split())


@settings(deadline=None)
@given(BODIES, BODIES)
def test_the_page_shows_every_word_of_both(old: str, new: str) -> None:
    assert read_from_page(page(old, new), "ins") == letters(passages(old))
    assert read_from_page(page(old, new), "del") == letters(passages(new))


@settings(deadline=None)
@given(BODIES)
def test_a_body_does_not_differ_from_itself(text: str) -> None:
    assert set(counts(compare(text, text))) <= {Status.SAME}


@settings(deadline=None)
@given(st.text(max_size=200), st.text(max_size=200))
def test_anything_at_all_can_be_compared(old: str, new: str) -> None:
    body(compare(old, new), show)


def test_a_body_of_too_many_passages_is_refused() -> None:
    with pytest.raises(html.BodyTooLongError):
        compare("<p>а" * 10_001, "")


def long_story(letters: int, *, seed: int) -> str:
    draw = random.Random(seed)
    vocabulary = [f"слово{n}" for n in range(1500)] + ["в", "и", "на", "по"] * 100
    blocks, size = [], 0
    while size < letters:
        text = " ".join(draw.choices(vocabulary, k=60))
        size += len(text)
        blocks.append(f"<p>{text}</p>")
    return "".join(blocks)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("one paragraph", f"<p>{'да ' * 130_000}</p>", f"<p>{'нет ' * 99_000}</p>"),
        ("tiny paragraphs", "<p>а" * 10_000, "<p>б" * 10_000),
        ("tiny rows", "<table>" + "<tr><td>а" * 10_000, "<table>" + "<tr><td>б" * 10_000),
        ("tiny bold words", "<p>" + "<b>а</b> " * 20_000, "<p>" + "а " * 20_000),
        ("links", "<p>" + '<a href="/a">а</a> ' * 20_000, "<p>" + '<a href="/b">а</a> ' * 20_000),
        ("another story", long_story(380_000, seed=1), long_story(380_000, seed=2)),
    ],
)
def test_the_worst_bodies_are_compared(name: str, old: str, new: str, record_property: Any) -> None:
    started = time.process_time()
    shown = body(compare(old, new), show)
    took = time.process_time() - started
    record_property(f"{name}, ms", round(took * 1000))
    record_property(f"{name}, KB", len(shown.encode()) // 1024)
