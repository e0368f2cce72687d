"""Versions compared field by field, with names instead of numbers and few queries."""

from typing import Any, cast

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from selectolax.lexbor import LexborHTMLParser

from articles import comparison
from articles.comparison import FieldChange
from articles.content import Content
from articles.merging import ChangedBy
from articles.models import Author, Photo
from tests import newsroom

pytestmark = pytest.mark.django_db


def thumbnail(photo: Photo) -> SafeString:
    return format_html('<img src="/preview/{}" alt="">', photo.pk)


def content(**changes: Any) -> Content:
    fields: dict[str, Any] = {
        "schema": 1,
        "headline": "Лёд на реке",
        "short_title": "",
        "lead": "Коротко.",
        "slug": "lyod",
        "body": "<p>Текст.</p>",
        "age_mark": None,
        "is_partner": False,
        "is_unverified": False,
        "rubric": 0,
        "lead_photo": None,
        "topics": [],
        "authors": [],
        "sources": [],
    }
    return cast("Content", fields | changes)


def told(change: FieldChange) -> str:
    tree = LexborHTMLParser(change.markup, is_fragment=True)
    for hidden in tree.css(".visually-hidden"):
        hidden.decompose()
    for tag, sign in (("del", "-"), ("ins", "+")):
        for node in tree.css(tag):
            node.insert_before(f"[{sign}")
            node.insert_after(f"{sign}]")
    for item in tree.css("li"):
        item.insert_after("; ")
    return tree.text().strip()


def compared(old: Content, new: Content) -> dict[str, str]:
    changes = comparison.compare(old, new, thumbnail=thumbnail)
    return {change.name: told(change) for change in changes}


def test_versions_that_do_not_differ_have_no_changes() -> None:
    assert compared(content(), content()) == {}


def test_every_kind_of_field_is_told_in_words() -> None:
    river, town = newsroom.rubric(menu_name_ru="Река"), newsroom.rubric(menu_name_ru="Город")
    ice, water = newsroom.topic(name_ru="Лёд"), newsroom.topic(name_ru="Вода")
    anna, boris = newsroom.author(name_ru="Анна"), newsroom.author(name_ru="Борис")
    agency = newsroom.source(name_ru="Казинформ")
    dawn, dusk = newsroom.photo(alt_ru="Рассвет"), newsroom.photo(alt_ru="Закат")
    source = {"source": agency.pk, "url": "https://a.example/", "relation": "cites"}
    old = content(rubric=river.pk, topics=[ice.pk], authors=[anna.pk, boris.pk], lead_photo=dawn.pk)
    new = content(
        headline="Лёд на Ульбе",
        short_title="Лёд",
        lead="Коротко и ясно.",
        slug="lyod-na-ulbe",
        rubric=town.pk,
        topics=[ice.pk, water.pk],
        authors=[boris.pk],
        sources=[source],
        lead_photo=dusk.pk,
        age_mark=0,
        is_partner=True,
        body="<p>Текст и ещё.</p>",
    )
    assert compared(old, new) == {
        "headline": "Лёд на [-реке-][+Ульбе+]",
        "short_title": "[+Лёд+]",
        "lead": "Коротко [+и ясно+].",
        "rubric": "[-Река-] [+Город+]",
        "topics": "Лёд; [+Вода+];",
        "authors": "[-Анна-]; Борис;",
        "sources": f"[+Казинформ · {_('cites')} · https://a.example/+];",
        "lead_photo": "[- Рассвет-] [+ Закат+]",
        "slug": "[-lyod-] [+lyod-na-ulbe+]",
        "age_mark": "[+0++]",
        "is_partner": f"[-{_('no')}-] [+{_('yes')}+]",
        "body": f"{_('Paragraph')} · {_('changed')}Текст [+и ещё+].",
    }


def test_the_order_of_authors_is_a_change() -> None:
    anna, boris = newsroom.author(name_ru="Анна"), newsroom.author(name_ru="Борис")
    one, other = content(authors=[anna.pk, boris.pk]), content(authors=[boris.pk, anna.pk])
    assert compared(one, other)["authors"].count("Анна") + compared(one, other)["authors"].count("Борис") == 3


def test_a_field_that_one_edition_of_the_shape_lacks_is_empty() -> None:
    newer = content(schema=2, seo_title="")
    assert compared(content(), newer) == {}
    assert compared(content(), content(schema=2, seo_title="Для поиска")) == {"seo_title": "[+Для поиска+]"}
    assert compared(content(schema=2, seo_title="Для поиска"), content()) == {"seo_title": "[-Для поиска-]"}


def test_rows_that_are_gone_are_named_by_their_number() -> None:
    author = newsroom.author()
    gone = author.pk
    Author.objects.all().delete()
    [change] = comparison.compare(content(authors=[gone]), content(), thumbnail=thumbnail)
    assert str(gone) in told(change)
    body = '<figure><img src="/media/photos/gone/480.jpg" alt="Река"></figure>'
    assert _("The photo is gone.") in compared(content(), content(body=body))["body"]
    assert str(10**6) in compared(content(lead_photo=10**6), content())["lead_photo"]


def test_a_body_that_differs_in_markup_alone_says_so() -> None:
    changes = compared(content(body="<p>Один.</p>"), content(body="<p>Один.</p>\n<p> </p>"))
    assert changes == {"body": _("Only the markup differs: readers see the same.")}


def test_a_body_too_long_to_compare_says_so() -> None:
    assert compared(content(), content(body="&amp;" * 100_000))["body"] == _(
        "The texts are too long to be compared."
    )


def test_the_summary_of_a_body_counts_its_changes() -> None:
    old = "".join(f"<p>Абзац номер {n} о реке и о льде.</p>" for n in range(5))
    new = old.replace("номер 1 о", "номер один о") + "<p>Совсем новое.</p>"
    [change] = comparison.compare(content(body=old), content(body=new), thumbnail=thumbnail)
    assert change.summary == f"{_('changed')}: 1, {_('inserted')}: 1"


def test_names_take_one_query_for_each_model_however_many_there_are() -> None:
    def queries(number: int) -> int:
        topics = [newsroom.topic().pk for _n in range(number)]
        authors = [newsroom.author().pk for _n in range(number)]
        sources = [{"source": newsroom.source().pk, "url": "", "relation": "cites"} for _n in range(number)]
        photos = [newsroom.photo() for _n in range(number)]
        body = "".join(
            f'<figure><img src="/media/photos/{photo.key}/480.jpg" alt=""></figure>' for photo in photos
        )
        new = content(
            rubric=newsroom.rubric().pk,
            topics=topics,
            authors=authors,
            sources=sources,
            body=body,
            lead_photo=photos[0].pk,
        )
        with CaptureQueriesContext(connection) as captured:
            comparison.compare(content(), new, thumbnail=thumbnail)
        return len(captured)

    assert queries(1) == queries(6) == 5


def test_three_versions_side_by_side() -> None:
    base = content(topics=[newsroom.topic(name_ru="Лёд").pk])
    added = newsroom.topic(name_ru="Вода")
    theirs = content(
        headline="Лёд на Ульбе", lead="Их.", topics=[*base["topics"], added.pk], body="<p>Их текст.</p>"
    )
    mine = content(
        headline="Лёд на Ульбе", lead="Мой.", slug="svoi", topics=[], body="<p>Текст.</p><p>Мой.</p>"
    )
    found = {
        conflict.name: conflict for conflict in comparison.three_way(base, theirs, mine, thumbnail=thumbnail)
    }
    assert {name: conflict.changed_by for name, conflict in found.items()} == {
        "headline": ChangedBy.BOTH_ALIKE,
        "short_title": ChangedBy.NOBODY,
        "lead": ChangedBy.BOTH,
        "rubric": ChangedBy.NOBODY,
        "topics": ChangedBy.BOTH,
        "authors": ChangedBy.NOBODY,
        "sources": ChangedBy.NOBODY,
        "lead_photo": ChangedBy.NOBODY,
        "slug": ChangedBy.ME,
        "age_mark": ChangedBy.NOBODY,
        "is_partner": ChangedBy.NOBODY,
        "is_unverified": ChangedBy.NOBODY,
        "body": ChangedBy.BOTH,
    }
    lead = found["lead"]
    assert lead.theirs is not None
    assert lead.mine is not None
    assert (told(lead.theirs), told(lead.mine)) == ("[-Коротко-][+Их+].", "[-Коротко-][+Мой+].")
    assert lead.merged is None
    assert lead.values.is_open
    assert found["slug"].theirs is None
    merged = found["topics"].merged
    assert merged is not None
    assert told(merged) == "[-Лёд-]; [+Вода+];"
    assert found["body"].values.merged == "<p>Их текст.</p><p>Мой.</p>"
    assert found["body"].merged is not None


def test_a_conflict_is_shown_with_both_sides_and_the_proposal() -> None:
    base = content()
    theirs = content(headline="Лёд на Ульбе", lead="Их.", body="<p>Их текст.</p>")
    mine = content(headline="Лёд на Ульбе", lead="Мой.", slug="svoi", body="<p>Текст.</p><p>Мой.</p>")
    shown = {}
    for conflict in comparison.three_way(base, theirs, mine, thumbnail=thumbnail):
        context = {"conflict": conflict, "language": "ru"}
        page = LexborHTMLParser(render_to_string("admin/articles/article/_conflict.html", context))
        shown[conflict.name] = [node.attributes["id"] for node in page.css("[id]")]
        assert len(page.css("h2")) == 1
    assert shown["lead"] == ["field-lead", "theirs-field-lead", "mine-field-lead"]
    assert shown["headline"] == ["field-headline", "mine-field-headline"]
    assert shown["slug"] == ["field-slug", "mine-field-slug"]
    assert shown["age_mark"] == ["field-age_mark"]
    assert shown["body"] == ["field-body", "theirs-field-body", "mine-field-body", "merged-field-body"]
