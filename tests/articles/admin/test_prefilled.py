"""What a link may put into the form of a new story, and what it may not."""

from urllib.parse import urlencode

import pytest
from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from articles.admin.article.prefilled import prefilled
from articles.models import Article, Autosave, Rubric
from tests.articles.admin.conftest import filled

pytestmark = pytest.mark.django_db
ADD = "/admin/articles/article/add/"


def opened(desk: Client, **query: str) -> dict[str, str]:
    values: dict[str, str] = filled(desk, f"{ADD}?{urlencode(query)}")
    return values


def test_language_and_text_stand_in_the_form(desk: Client) -> None:
    values = opened(desk, language="kk", headline="Аяз", lead="Қысқа.", body="<p>Мәтін.</p>")
    assert (values["language"], values["headline"], values["lead"]) == ("kk", "Аяз", "Қысқа.")
    assert values["body"] == "<p>Мәтін.</p>"
    assert not Article.objects.exists()
    assert not Autosave.objects.exists()


@pytest.mark.parametrize(
    ("body", "left"),
    [
        ("<script>alert(1)</script><p onclick=x>а</p>", "<p>а</p>"),
        ('<p><a href="javascript:x">а</a></p>', "<p>а</p>"),
        ('<img src=x onerror="x">', None),
        ("</textarea><script>alert(1)</script><p>б</p>", "<p>б</p>"),
        ("<blockquote>" * 300, None),
    ],
)
def test_a_body_is_cleaned_before_it_is_shown(desk: Client, body: str, left: str | None) -> None:
    assert opened(desk, body=body).get("body") == left


def test_what_is_too_long_or_not_legal_is_left_out() -> None:
    assert prefilled({"body": "<p>" + "а" * 8000 + "</p>"}) == {}
    assert prefilled({"body": "<p>а\0б</p>", "headline": "\x07в\ud800"}) == {
        "body": "<p>аб</p>",
        "headline": "в",
    }
    long = prefilled({"headline": "в" * 5000, "lead": "г" * 5000})
    assert (len(long["headline"]), len(long["lead"])) == (200, 500)


def test_nothing_of_a_link_becomes_markup_of_the_page(desk: Client) -> None:
    hostile = '"><script>alert(1)</script>'
    page = desk.get(ADD, {"headline": hostile, "lead": hostile, "body": hostile, "language": hostile})
    assert page.status_code == 200
    scripts = LexborHTMLParser(page.content).css("script")
    assert not [script for script in scripts if "alert(1)" in (script.text() or "")]
    assert "<script>alert(1)</script>" not in page.content.decode()


def test_a_line_is_one_line(desk: Client) -> None:
    assert opened(desk, headline="а\r\n  б\t" + "в" * 300)["headline"] == "а б " + "в" * 196


def test_an_unknown_language_is_that_of_every_form(desk: Client) -> None:
    assert opened(desk, language="en")["language"] == "ru"


@pytest.mark.parametrize(
    "query",
    [
        {"rubric": "9" * 30},
        {"topics": "a,b," + "9" * 40},
        {"lead_photo": "-1"},
        {"translation_of": "x"},
        {"is_partner": "on", "slug": "../x", "age_mark": "99"},
        {"editing_session": "x", "base_revision": "9" * 30, "unsaved": "x"},
    ],
)
def test_nothing_else_of_the_form_can_be_chosen_by_a_link(
    desk: Client, section: Rubric, query: dict[str, str]
) -> None:
    values = opened(desk, **query)
    for name in ("topics", "lead_photo", "translation_of", "is_partner", "slug"):
        assert name not in values
    assert not Article.objects.exists()
