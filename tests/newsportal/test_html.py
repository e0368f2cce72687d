"""The sanitiser: what comes in as anything comes out as the vocabulary."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from newsportal.lib import html

HOSTILE = {
    "script": ("<p>а</p><script>alert(1)</script>", "<p>а</p>"),
    "event handler": ('<p onclick="x()">а</p>', "<p>а</p>"),
    "style": ('<p style="color:red">а</p><style>p{}</style>', "<p>а</p>"),
    "javascript link": ('<a href="javascript:alert(1)">а</a>', "<p>а</p>"),
    "javascript link in disguise": ('<a href="java\nscript:alert(1)">а</a>', "<p>а</p>"),
    "data link": ('<a href="data:text/html,x">а</a>', "<p>а</p>"),
    "protocol-relative link": ('<a href="//evil.example/">а</a>', "<p>а</p>"),
    "backslash link": ('<a href="/\\evil.example/">а</a>', "<p>а</p>"),
    "protocol-relative image": ('<img src="//evil.example/x.png" alt="">', ""),
    "foreign image": (
        '<figure><img src="https://evil.example/x.png"><figcaption>в</figcaption></figure>',
        "",
    ),
    "iframe": ('<iframe src="https://evil.example"></iframe><p>а</p>', "<p>а</p>"),
    "svg": ("<svg><script>alert(1)</script></svg><p>а</p>", "<p>а</p>"),
    "comment": ("<p>а<!-- тайна --></p>", "<p>а</p>"),
    "form": ('<form action="/x"><input name="a"></form><p>а</p>', "<p>а</p>"),
    "tab in a link": ('<a href="/\t/evil.example/">а</a>', "<p>а</p>"),
    "svg in a link": ('<a href="/a/"><svg><a href="javascript:x">а</a></svg></a>', ""),
    "template": ("<template><p>т</p></template><p>а</p>", "<p>а</p>"),
    "base": ('<base href="//evil.example/"><p>а</p>', "<p>а</p>"),
    "entity in a scheme": ('<a href="&#106;avascript:alert(1)">а</a>', "<p>а</p>"),
    "link within a link": (
        '<a href="/a/">а<a href="//evil.example">б</a></a>',
        '<p><a href="/a/">а</a>б</p>',
    ),
    "source of a quotation": (
        '<blockquote cite="javascript:x"><p>а</p></blockquote>',
        "<blockquote><p>а</p></blockquote>",
    ),
    "embed of nobody": (
        '<figure data-embed="evil"><a href="https://evil.example/">а</a></figure>',
        '<p><a href="https://evil.example/">а</a></p>',
    ),
    "picture set": (
        '<img src="/media/photos/a/1.jpg" srcset="//evil.example/x 1x" onerror="x()">',
        '<figure><img src="/media/photos/a/1.jpg" alt=""></figure>',
    ),
    "climbing out of the folder": ('<img src="/media/photos/../../x.jpg">', ""),
    "crossed ends": ("<p><strong>а<em>б</strong>в</em></p>", "<p><strong>а<em>б</em></strong><em>в</em></p>"),
    "an attribute without an end": ('<p title="а>б</p><p onclick=x()>в</p>', ""),
    "a tag in a tag": ("<p <script>alert(1)</script>>а</p>", "<p>alert(1)&gt;а</p>"),
    "half a tag": ("<p>а</p><p styl", "<p>а</p>"),
    "a table cut short": ("<table><tr><td>а", "<table><tbody><tr><td>а</td></tr></tbody></table>"),
    "cells without a table": ("<td>а</td><tr><li>б", "<p>а</p>\n<p>б</p>"),
    "words between cells": (
        "<table>а<tr>б<td>в</td></tr></table>",
        "<p>аб</p>\n<table><tbody><tr><td>в</td></tr></tbody></table>",
    ),
    "nul": ("<p>а\x00б</p>", "<p>аб</p>"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_markup_is_neutralised(name: str) -> None:
    dirty, clean = HOSTILE[name]
    assert html.sanitise(dirty) == clean


def test_the_vocabulary_passes_unchanged() -> None:
    body = (
        '<h2>Заголовок</h2><p>Слово <strong>важное</strong>, <a href="https://stat.gov.kz/">ссылка</a>, '
        '<a href="/vko/">своя</a>.</p><ul><li>раз<ul><li>два</li></ul></li></ul>'
        '<blockquote cite="https://adilet.zan.kz/"><p>Цитата</p><footer>— <cite>документ</cite></footer></blockquote>'
        '<figure><img src="/media/photos/abc123/800.jpg" alt="Река"><figcaption>Подпись</figcaption></figure>'
        '<figure><img src="/rates/usd/2026-01-31.svg" alt="501.02"></figure>'
        '<table><caption>Т</caption><thead><tr><th scope="col">а</th></tr></thead>'
        "<tbody><tr><td>1</td></tr></tbody></table>"
    )
    cleaned = html.sanitise(body)
    assert html.sanitise(cleaned) == cleaned
    for piece in (
        "<h2>",
        "<strong>",
        'href="/vko/"',
        "<ul><li>",
        'cite="https://',
        "<footer>",
        "800.jpg",
        'scope="col"',
    ):
        assert piece in cleaned
    assert "/rates/usd/2026-01-31.svg" in cleaned


def test_a_paste_of_ten_megabytes_is_refused() -> None:
    with pytest.raises(html.BodyTooLongError):
        html.sanitise("<p>" + "а" * 10_000_000)


def test_what_grows_too_long_by_cleaning_is_refused_as_well() -> None:
    with pytest.raises(html.BodyTooLongError):
        html.sanitise("&" * 300_000)
    grown = html.sanitise("&" * 70_000)
    assert html.sanitise(grown) == grown


FRAGMENTS = st.sampled_from(
    ["<p>", "</p>", "<a href='javascript:x'>", "<img src=x onerror=y>", "<svg/onload=z>", "текст", "<", ">", '"', "&lt;script&gt;",
     "<script>", "</script>", "<math><mi//xlink:href='data:x'>", "<table><td>", "<blockquote cite=//x>", "<!--", "-->"]
)  # fmt: skip


@given(st.lists(FRAGMENTS, max_size=12).map("".join))
def test_whatever_comes_in_only_the_vocabulary_comes_out(dirty: str) -> None:
    cleaned = html.sanitise(dirty)
    tree = LexborHTMLParser(f"<main>{cleaned}</main>", is_fragment=True)
    for node in tree.css("main *"):
        assert node.tag in html.TAGS
        for name, value in node.attributes.items():
            assert name in html.ATTRIBUTES.get(node.tag or "", set())
            assert "javascript:" not in (value or "")
    assert html.sanitise(cleaned) == cleaned


def test_words_of_neighbouring_blocks_do_not_grow_together() -> None:
    body = "<p>Раз <strong>два</strong>, три<em>че</em>тыре</p><p>пять</p><ul><li>шесть<ul><li>семь</li></ul></li></ul>"
    assert html.plain_text(body) == "Раз два, тричетыре пять шесть семь"


def test_photos_are_found_once_and_in_order() -> None:
    body = '<img src="/media/photos/b/800.jpg"><img src="/media/photos/a/800.jpg"><img src="/media/photos/b/400.jpg">'
    assert html.photo_keys(body) == ["b", "a"]


def nothing(key: str, alt: str) -> html.Shown | None:
    return None


def test_a_photo_that_is_gone_takes_its_frame_along() -> None:
    body = '<p>а</p><figure><img src="/media/photos/b/800.jpg" alt=""><figcaption>в</figcaption></figure>'
    assert html.for_page(body, nothing) == "<p>а</p>"


def test_a_table_stands_in_a_region_with_a_name() -> None:
    body = "<table><caption>Цены «а»</caption><tbody><tr><td>1</td></tr></tbody></table>"
    shown = html.for_page(body, nothing)
    assert shown.startswith(
        '<div class="table-scroll" role="region" aria-label="Цены «а»" tabindex="0"><table>'
    )


def test_one_of_two_photos_in_a_frame_may_be_gone() -> None:
    body = (
        '<figure><img src="/media/photos/gone/800.jpg" alt=""><img src="/media/photos/here/800.jpg" alt="">'
        "<figcaption>Две</figcaption></figure>"
    )

    def show(key: str, alt: str) -> html.Shown | None:
        return html.Shown("<picture><img></picture>", "") if key == "here" else None

    assert html.for_page(body, show).count("<picture>") == 1


def test_a_credit_stands_below_its_photo() -> None:
    with_caption = '<figure><img src="/media/photos/a/1.jpg" alt=""><figcaption>Мост</figcaption></figure>'
    without = '<figure><img src="/media/photos/a/1.jpg" alt=""></figure>'
    for body, words in ((with_caption, "Мост "), (without, " ")):
        shown = html.for_page(body, lambda key, alt: html.Shown("<picture></picture>", "Фото: <a>А</a>"))
        assert f'<figcaption>{words}<span class="credit">Фото: <a>А</a></span></figcaption>' in shown


@pytest.mark.parametrize(
    ("address", "stays"), [("https://youtu.be/1", True), ("https://evil.example/", False)]
)
def test_an_embed_leads_to_its_provider(address: str, stays: bool) -> None:
    cleaned = html.sanitise(f'<figure data-embed="youtube"><a href="{address}">Видео</a></figure>')
    assert ("data-embed" in cleaned) is stays
    assert address in cleaned


def test_what_no_document_may_hold_is_dropped() -> None:
    assert html.sanitise("<p>а\x0bб\ufffe&#11;в</p>") == "<p>абв</p>"


def test_bottomless_nesting_is_refused() -> None:
    with pytest.raises(html.BodyTooLongError):
        html.sanitise("<ul><li>" * 5000)
    assert html.sanitise("<p>а</p>" * 5000).count("<p>") == 5000
