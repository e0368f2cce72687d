"""No text takes long, be it long by nature or made to be slow; and none, however broken, raises."""

import itertools
import time
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from articles.content import Content
from articles.lint import Warning, check
from newsportal.demo.story_files import read_all
from tests.articles.lint.versions import around, version

LENGTH = 60_000
FIGURE = '<figure><img src="/media/photos/{key}/1200.jpg" alt="Снимок {key}"><figcaption>Подпись</figcaption></figure>'
# Of the processor, so that a busy machine does not fail the test.
LONG_STORY_SECONDS = 0.2
HOSTILE_SECONDS = 1.0


def seconds_of(content: Content, language: str = "ru") -> float:
    started = time.process_time()
    check(content, language=language, around=around())
    return time.process_time() - started


def long_story(language: str) -> str:
    """Whole stories of the demonstration, one after another, with 40 figures among them."""
    bodies = itertools.cycle(story.body for story in read_all() if story.language == language)
    body = ""
    while len(body) < LENGTH:
        body += next(bodies)
    paragraphs = body.split("</p>")
    step = len(paragraphs) // 41
    for number in range(40):
        paragraphs[(number + 1) * step] += FIGURE.format(key=f"k{number}")
    return "</p>".join(paragraphs)


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_a_story_of_60000_characters_with_40_figures(
    language: str, record_property: Callable[[str, Any], None]
) -> None:
    content = version(long_story(language))
    seconds = min(seconds_of(content, language) for _run in range(5))
    record_property(f"seconds ({language}, {len(content['body'])} characters)", round(seconds, 3))
    assert seconds < LONG_STORY_SECONDS


def many_names() -> str:
    """Names of one length that all differ by a letter: each is like many."""
    letters = itertools.product("абвгдежзик", repeat=4)
    return " ".join(f"и Караз{''.join(four)}ов" for four in itertools.islice(letters, 4_000))


# What stands before, what is repeated.
HOSTILE = {
    "spaces": ("", " "),
    "non-breaking spaces": ("", "\u00a0 x"),
    "one word": ("", "А"),
    "one word in small letters": ("", "а"),
    "hyphens": ("", "А-а"),
    "lonely hyphens": ("", "- "),
    "dots": ("", "."),
    "sentences": ("", "Т. "),
    "questions": ("", "?"),
    "opened quotes": ("", "«"),
    "closed quotes": ("", "»"),
    "all kinds of quotes": ("", '«„“”"»'),
    "quotations": ("", "«и А б в» "),
    "opened brackets": ("", "("),
    "brackets": ("", "([)]"),
    "orders in brackets": ("", "(уточнить "),
    "numbers": ("", "6 "),
    "numbers in words": ("", "двадцать пять "),
    "numbers and colons": ("", "6 городов: "),
    "numbers and dashes": ("", "6 городов — А, "),
    "commas": ("6 городов: ", "А, "),
    "conjunctions": ("6 городов: ", "А и "),
    "sayings": ("", "передаёт МИА "),
    "initials": ("", "А. А"),
    "capitals": ("", "Аб Вг "),
    "names": ("", many_names()),
    "digits": ("", "1"),
    "crosses": ("", "X"),
    "line ends": ("", "\n \n"),
    "accents": ("", "а\u0301"),
    "nested tags": ("", "<b>"),
    "nested lists": ("", "<ul><li>2 х:"),
    "nested quotations": ("", "<blockquote>"),
    "lists without items": ("6 городов:", "<ul></ul>"),
    "lists of nothing": ("6 городов:", "<ul><li></ul>"),
    "lists with intros": ("", "<p>2 х:</p><ul><li>а</ul>"),
    "empty headings": ("", "<h2></h2>"),
    "empty links": ("", '<a href="//"></a>'),
    "links": ("", '<p><a href="http://[">http://а.kz</a></p>'),
    "a long host": ('<a href="https://', "a."),
    "a long path": ('<a href="/', "1/"),
    "an address of ends": ('<a href="https://inform.kz/', "%20x"),
    "a link that reads as an address": ('<a href="https://inform.kz/">', "a."),
    "pictures": ("", '<img src="/media/photos/a/1.jpg">'),
    "paragraphs": ("", "<p>«а</p>"),
    "stray words": ("", "а<p>"),
    "unclosed tags": ("", "<p <a href='"),
    "entities": ("", "&nbsp;&#0;&#xd800;"),
    "tables": ("<table>", "<tr><td>А"),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_text_made_to_be_slow_is_not(kind: str, is_long: bool) -> None:
    beginning, piece = HOSTILE[kind]
    length = LENGTH if is_long else LENGTH // 3
    body = f'<p>{beginning}{piece * (length // len(piece) or 1)}x">x</p>'
    for language in ("ru", "kk"):
        assert seconds_of(version(body), language) < HOSTILE_SECONDS


MARKS = """< > & " ' / = « » „ “ ” ( ) [ ] - … ... ??? : ; , . @ % ² ٣ ﬁ ß İ ’"""
TAGS = "<p> </p> <ul> <li> </li> </ul> <ol> <h2> </h2> <blockquote> <footer> </blockquote> <figure> <br> <table><td>"
ADDRESSES = """<a_href=" "> </a> https:// http://[ mailto: tel: // www. :99999 inform.kz <img_src="/media/photos/a/1.jpg">"""
WORDS = "6 шесть_городов всего алты_қала и және Кулсары Кульсары Усть-Каменогорск г. передаёт_МИА Казинформ TODO в_в"
INVISIBLE = [" ", "\n", "\t", "\x00", "\x0b", "\ud800", "\u0301", "\u00ad", "\u00a0"]
PIECES = st.sampled_from(
    [piece.replace("_", " ") for piece in f"{MARKS} {TAGS} {ADDRESSES} {WORDS}".split()] + INVISIBLE
)
BODIES = st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=80).map("".join))


@settings(max_examples=200, deadline=1_000, suppress_health_check=[HealthCheck.too_slow])
@example(body="<p>²٣: а, б</p>", title="İ", language="kk", address="https://[")
@given(body=BODIES, title=BODIES, language=st.sampled_from(["ru", "kk"]), address=BODIES)
def test_nothing_raises(body: str, title: str, language: str, address: str) -> None:
    content = version(
        body,
        headline=title,
        short_title=title,
        lead=title,
        lead_photo=1,
        sources=[{"source": 1, "url": address, "relation": "based_on"}],
    )
    for found in check(content, language=language, around=around()):
        assert isinstance(found, Warning)
        assert str(found.message)
        assert len(found.excerpt) <= 120
