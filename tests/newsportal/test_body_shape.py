"""The normal form of a body: one spelling for one text, and nothing lost on the way to it."""

import re
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsportal.demo import story_files
from newsportal.lib import html

PHOTO = '<img src="/media/photos/abc/800.jpg" alt="Река">'

SHAPES = {
    "a picture of a series": (
        '<p><img src="/kk/rates/usd/2026-01-31.svg?as-of=7&amp;size=520x235" alt="501.02"></p>',
        '<figure><img src="/kk/rates/usd/2026-01-31.svg?as-of=7&amp;size=520x235" alt="501.02"></figure>',
    ),
    "text without a paragraph": ("раз<br>два", "<p>раз<br>два</p>"),
    "spaces": ("<p> раз \n два </p>\n\n\n<p>три</p>", "<p>раз два</p>\n<p>три</p>"),
    "empty paragraphs": ("<p>а</p><p> <br></p><p>&nbsp;</p><h2></h2><p>б</p>", "<p>а</p>\n<p>б</p>"),
    "marks in another order": (
        '<p><em><strong><a href="/a/">а</a></strong></em></p>',
        '<p><a href="/a/"><strong><em>а</em></strong></a></p>',
    ),
    "the same mark twice": (
        "<p><strong>а</strong><strong>б<strong>в</strong></strong></p>",
        "<p><strong>абв</strong></p>",
    ),
    "paragraphs in an item": ("<ul><li><p>а</p><p>б</p></li></ul>", "<ul><li>а<br>б</li></ul>"),
    "a list right in a list": (
        "<ul><li>а</li><ul><li>б</li></ul></ul>",
        "<ul><li>а<ul><li>б</li></ul></li></ul>",
    ),
    "words after a nested list": (
        "<ul><li>а<ol><li>б</li></ol>в</li></ul>",
        "<ul><li>а<ol><li>б</li></ol></li><li>в</li></ul>",
    ),
    "numbers from one": ('<ol start="1"><li>а</li></ol>', "<ol><li>а</li></ol>"),
    "numbers from seven": ('<ol start="7"><li>а</li></ol>', '<ol start="7"><li>а</li></ol>'),
    "a picture in a paragraph": (
        f"<p>а{PHOTO}б</p>",
        f"<p>а</p>\n<figure>{PHOTO}</figure>\n<p>б</p>",
    ),
    "a figure in an item": (
        f"<ul><li>а<figure>{PHOTO}</figure></li><li>б</li></ul>",
        f"<ul><li>а</li><li>б</li></ul>\n<figure>{PHOTO}</figure>",
    ),
    "two pictures in a frame": (
        f"<figure>{PHOTO}{PHOTO}<figcaption>в</figcaption></figure>",
        f"<figure>{PHOTO}</figure>\n<figure>{PHOTO}<figcaption>в</figcaption></figure>",
    ),
    "words beside a picture": (
        f"<figure>{PHOTO}<p>а</p><figcaption>в</figcaption></figure>",
        f"<figure>{PHOTO}<figcaption>в</figcaption></figure>\n<p>а</p>",
    ),
    "a quotation of bare words": (
        "<blockquote>а<footer>— <cite>документ</cite></footer></blockquote>",
        "<blockquote><p>а</p><footer><cite>документ</cite></footer></blockquote>",
    ),
    "a quotation in a quotation": (
        "<blockquote><h2>а</h2><blockquote>б</blockquote></blockquote>",
        "<blockquote><p>а</p><p>б</p></blockquote>",
    ),
    "nothing but a source": (
        "<blockquote><footer><cite>документ</cite></footer></blockquote>",
        "<p>документ</p>",
    ),
    "cite in a sentence": ("<p>из <cite>книги</cite></p>", "<p>из книги</p>"),
    "an embed": (
        '<figure data-embed="youtube"><a href="https://youtu.be/1"></a><figcaption>в</figcaption></figure>',
        '<figure data-embed="youtube"><a href="https://youtu.be/1">https://youtu.be/1</a>'
        "<figcaption>в</figcaption></figure>",
    ),
    "an embed of another site": (
        '<figure data-embed="youtube"><a href="https://evil.example/">Видео</a></figure>',
        '<p><a href="https://evil.example/">Видео</a></p>',
    ),
    "a table in a frame": (
        "<figure><table><tr><td>1</td></tr></table><figcaption>в</figcaption></figure>",
        "<table><tbody><tr><td>1</td></tr></tbody></table>\n<p>в</p>",
    ),
    "headers without a scope": (
        "<table><tr><th>а</th><th>б</th></tr><tr><th>в</th><td>1</td></tr></table>",
        '<table><thead><tr><th scope="col">а</th><th scope="col">б</th></tr></thead>'
        '<tbody><tr><th scope="row">в</th><td>1</td></tr></tbody></table>',
    ),
    "a cell of paragraphs": (
        "<table><tr><td><p>а</p><ul><li>б</li></ul></td></tr></table>",
        "<table><tbody><tr><td>а<br>б</td></tr></tbody></table>",
    ),
    "spans that fit": (
        '<table><tr><td colspan="2">а</td></tr><tr><td>б</td><td>в</td></tr></table>',
        '<table><tbody><tr><td colspan="2">а</td></tr><tr><td>б</td><td>в</td></tr></tbody></table>',
    ),
    "spans that stick out": (
        '<table><tr><td rowspan="9">а</td></tr><tr><td>б</td><td>в</td></tr></table>',
        "<table><tbody><tr><td>а</td><td></td></tr><tr><td>б</td><td>в</td></tr></tbody></table>",
    ),
    "a caption with marks": (
        "<table><caption>Цены <strong>на</strong><br>хлеб</caption><tr><td>1</td></tr></table>",
        "<table><caption>Цены на хлеб</caption><tbody><tr><td>1</td></tr></tbody></table>",
    ),
}


@pytest.mark.parametrize("name", SHAPES)
def test_what_stands_where_it_may_not_is_moved(name: str) -> None:
    written, shaped = SHAPES[name]
    assert html.sanitise(written) == shaped
    assert html.sanitise(shaped) == shaped


@pytest.mark.parametrize("story", story_files.read_all(), ids=lambda story: story.path.stem)
def test_stories_of_the_demonstration_change_in_nothing_but_white_space(story: story_files.StoryFile) -> None:
    shaped = html.sanitise(story.body)
    assert re.sub(r"\s*\n\s*", "", shaped) == re.sub(r"\s*\n\s*", "", story.body.replace("\xa0", "&nbsp;"))


WORDS = st.text(alphabet="аб \xa0\n<&", max_size=4)
TAGS = st.sampled_from(sorted(html.TAGS - {"img", "br"}))
ATTRIBUTES = {
    "a": ['href="/a/"', 'href="https://b.example/?x=1&amp;y=2"', ""],
    "ol": ['start="3"', ""],
    "td": ['colspan="2"', 'rowspan="2"', "", ""],
    "th": ['scope="col"', 'scope="row" rowspan="2"', "", 'colspan="2"'],
    "figure": ['data-embed="youtube"', ""],
    "blockquote": ['cite="https://c.example/"', ""],
}


@st.composite
def element(draw: st.DrawFn, inner: st.SearchStrategy[str]) -> str:
    tag = draw(TAGS)
    attributes = draw(st.sampled_from(ATTRIBUTES.get(tag, [""])))
    return f"<{tag} {attributes}>{''.join(draw(st.lists(inner, max_size=4)))}</{tag}>"


LEAVES = WORDS.map(escape) | st.sampled_from(["<br>", PHOTO, '<a href="https://youtu.be/1">Видео</a>'])
BODIES = st.lists(st.recursive(LEAVES, element, max_leaves=12), max_size=5).map("".join)


@given(BODIES)
def test_the_normal_form_of_any_body_is_its_own_normal_form(written: str) -> None:
    shaped = html.sanitise(written)
    assert html.sanitise(shaped) == shaped


@given(BODIES)
def test_no_letter_is_lost_on_the_way(written: str) -> None:
    """But the words of a frame that has lost its picture, and those that stand between the parts of a table."""
    cleaned = html.clean(written)
    if "<figure" in cleaned or "<table" in cleaned:
        return

    def letters(body: str) -> list[str]:
        return sorted(re.sub(r"[^аб&<]", "", html.plain_text(body)))

    assert letters(html.sanitise(written)) == letters(cleaned)
