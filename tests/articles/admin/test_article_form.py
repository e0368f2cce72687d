import re

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client

from articles import publishing, revisions
from articles.models import Article, Revision, Rubric, User
from tests import newsroom
from tests.articles.admin.conftest import change_url, desk_of, draft, filled, member

ADD = "/admin/articles/article/add/"

pytestmark = pytest.mark.django_db


def empty_rows() -> dict[str, str]:
    return {
        "byline_set-TOTAL_FORMS": "0",
        "byline_set-INITIAL_FORMS": "0",
        "sources-TOTAL_FORMS": "0",
        "sources-INITIAL_FORMS": "0",
    }


def test_a_new_story_is_a_revision_that_nobody_reads(desk: Client, editor: User, section: Rubric) -> None:
    topic, photo = newsroom.topic(), newsroom.photo()
    second, first = newsroom.author(), newsroom.author()
    agency = newsroom.source()
    response = desk.post(
        ADD,
        empty_rows()
        | {
            "language": "ru",
            "headline": "Щука пошла вверх",
            "lead": "О реке.",
            "body": "<p>Текст.</p>\r\n<p>Ещё.</p>",
            "rubric": section.pk,
            "topics": [topic.pk],
            "lead_photo": photo.pk,
            "byline_set-TOTAL_FORMS": "3",
            "byline_set-0-author": first.pk,
            "byline_set-1-author": second.pk,
            "byline_set-2-author": "",
            "sources-TOTAL_FORMS": "1",
            "sources-0-source": agency.pk,
            "sources-0-url": "https://agency.example/1",
            "sources-0-relation": "based_on",
        },
    )
    assert response.status_code == 302
    story = Article.objects.get()
    assert story.publication == "none"
    assert story.created_by == editor
    assert not Article.objects.published().exists()
    content = story.revisions.get().content
    assert content["slug"] == "shchuka-poshla-vverkh"
    assert content["body"] == "<p>Текст.</p>\n<p>Ещё.</p>"
    assert content["authors"] == [first.pk, second.pk]
    assert content["topics"] == [topic.pk]
    assert content["lead_photo"] == photo.pk
    assert content["sources"] == [
        {"source": agency.pk, "url": "https://agency.example/1", "relation": "based_on"}
    ]
    assert LogEntry.objects.get().object_id == str(story.pk)


def test_a_translation_shares_the_group_of_its_original(desk: Client, story: Article) -> None:
    values = empty_rows() | {
        "headline": "Өзендегі мұз",
        "rubric": story.rubric_id,
        "translation_of": story.pk,
    }
    response = desk.post(ADD, values | {"language": "ru"})
    assert list(response.context["adminform"].form.errors) == ["translation_of"]
    assert desk.post(ADD, values | {"language": "kk"}).status_code == 302
    kazakh = Article.objects.get(language="kk")
    assert kazakh.translation_group == story.translation_group
    assert kazakh.slug == "ozendegi-muz"
    assert desk.post(ADD, values | {"language": "kk"}).status_code == 200
    assert Article.objects.count() == 2


def test_saving_writes_a_revision_and_leaves_the_live_columns(
    desk: Client, editor: User, live_story: Article
) -> None:
    url = change_url(live_story)
    values = filled(desk, url, headline="Другой заголовок", body="<p>Второй текст.</p>", note="уточнил")
    assert desk.post(url, values).status_code == 302
    row = Article.objects.get(pk=live_story.pk)
    assert (row.headline, row.body) == ("Лёд на реке", "<p>Первый текст.</p>")
    assert row.version == live_story.version
    newest = row.revisions.order_by("-number")[0]
    assert newest.number == 2
    assert newest.content["headline"] == "Другой заголовок"
    assert (newest.note, newest.saved_by) == ("уточнил", editor)
    page = desk.get(url)
    assert page.context["adminform"].form["headline"].value() == "Другой заголовок"
    assert page.context["working"].differs_from_live


def test_saving_keeps_authors_and_sources_of_the_working_version(desk: Client, section: Rubric) -> None:
    authors = [newsroom.author().pk for _number in range(3)][::-1]
    sources = [{"source": newsroom.source().pk, "url": "https://a.example/", "relation": "cites"}]
    story = draft(section, authors=authors, sources=sources)
    publishing.publish(story, story.revisions.get())
    url = change_url(story)
    values = filled(desk, url, headline="Новый")
    assert desk.post(url, values).status_code == 302
    newest = story.revisions.order_by("-number")[0].content
    assert newest["authors"] == authors
    assert newest["sources"] == sources


def test_saving_without_a_change_makes_no_revision(desk: Client, live_story: Article) -> None:
    url = change_url(live_story)
    assert desk.post(url, filled(desk, url)).status_code == 302
    assert live_story.revisions.count() == 1


def test_a_newer_revision_is_never_overwritten(desk: Client, story: Article) -> None:
    url = change_url(story)
    values = filled(desk, url, headline="Мой заголовок", body="<p>Моё.</p>")
    other = member(roles=("editor",), first_name="Болат", last_name="Другой")
    revision = story.revisions.get()
    revisions.save_revision(story, revision.content | {"headline": "Его"}, by=other)
    merge = desk.post(url, values)["Location"]
    text = desk.get(merge).content.decode()
    assert "Мой заголовок" in text
    assert str(other) in text
    assert story.revisions.count() == 2
    # Whoever has read the other version puts his own after it.
    assert desk.post(merge, {"newest": "1"}).status_code == 200
    assert desk.post(merge, {"newest": "2", "choice-headline": "mine"}).status_code == 302
    assert [r.content["headline"] for r in story.revisions.order_by("number")] == [
        "Лёд на реке",
        "Его",
        "Мой заголовок",
    ]


def test_an_older_version_opens_in_the_form_and_comes_back_as_a_new_one(desk: Client, story: Article) -> None:
    first = story.revisions.get()
    revisions.save_revision(story, first.content | {"headline": "Второй"}, by=None)
    url = change_url(story) + "?revision=1"
    page = desk.get(url)
    assert page.context["working"].is_older
    assert desk.post(url, filled(desk, url)).status_code == 302
    assert [r.content["headline"] for r in story.revisions.order_by("number")] == [
        "Лёд на реке",
        "Второй",
        "Лёд на реке",
    ]


@pytest.mark.parametrize(
    "dirt",
    [
        "<script>alert(1)</script>",
        '<img src="//evil.example/x.png">',
        '<a href="javascript:alert(1)">x</a>',
        '<p style="color:red" onclick="x()">x</p>',
    ],
)
def test_the_body_is_cleaned_and_the_page_says_so(desk: Client, story: Article, dirt: str) -> None:
    url = change_url(story)
    response = desk.post(url, filled(desk, url, body="<p>Чисто.</p>" + dirt), follow=True)
    body = story.revisions.order_by("-number")[0].content["body"]
    assert body.startswith("<p>Чисто.</p>")
    assert not re.search(r"script|evil|style|onclick", body)
    assert any(message.level_tag == "warning" for message in response.context["messages"])


def test_clean_html_is_kept_without_a_warning(desk: Client, story: Article) -> None:
    url = change_url(story)
    body = '<p>Два&nbsp;слова<br>и <a href="https://a.example/?a=1&b=2">ссылка</a></p>\r\n<ul><li>раз</ul>'
    response = desk.post(url, filled(desk, url, body=body), follow=True)
    assert [message.level_tag for message in response.context["messages"]] == ["success"]


def test_a_text_too_long_is_refused_in_words(desk: Client, story: Article) -> None:
    url = change_url(story)
    response = desk.post(url, filled(desk, url, body="я" * 400_001))
    assert response.status_code == 200
    assert "body" in response.context["adminform"].form.errors
    assert story.revisions.count() == 1


@pytest.mark.parametrize(
    "body",
    [
        "<p>" + "а" * 10_000_000,
        "<ul><li>" * 1_300_000,
        "<table><tr><td>" * 500_000,
        "<a href='javascript:x'>" * 400_000,
        "<" * 10_000_000,
    ],
)
def test_ten_megabytes_are_refused_with_words(desk: Client, story: Article, body: str) -> None:
    url = change_url(story)
    response = desk.post(url, filled(desk, url, body=body))
    assert response.status_code in {200, 400, 413}
    assert re.search(r"[а-яё]{4}", response.content.decode())
    assert story.revisions.count() == 1


@pytest.mark.parametrize(
    "body",
    [
        "<p>а" * 90_000,
        "<p><b>" * 50_000,
        "<table>" * 50_000,
        "<!--" * 99_000,
        "&" * 400_000,
        "\x00" * 400_000,
        "<p ' \"" * 60_000,
    ],
)
def test_as_much_as_is_taken_is_cleaned_whatever_it_is(desk: Client, story: Article, body: str) -> None:
    url = change_url(story)
    response = desk.post(url, filled(desk, url, body=body))
    assert response.status_code in {200, 302}


def test_who_may_only_look_sees_versions_and_no_form(story: Article) -> None:
    looker = desk_of(member(roles=("registry_curator",)))
    response = looker.get(change_url(story))
    assert response.status_code == 302
    assert response["Location"] == f"/admin/articles/article/{story.pk}/revisions/"
    assert looker.get(response["Location"]).status_code == 200
    assert "Первый текст" in looker.get(response["Location"] + "1/").content.decode()
    assert looker.post(change_url(story), {"headline": "x"}).status_code == 302
    assert Revision.objects.count() == 1


def test_a_stranger_sees_nothing(story: Article) -> None:
    stranger = desk_of(member())
    for tail in ("", f"{story.pk}/change/", f"{story.pk}/revisions/", f"{story.pk}/revisions/1/"):
        assert stranger.get("/admin/articles/article/" + tail, follow=True).status_code == 403


def test_a_story_is_never_deleted(desk: Client, story: Article) -> None:
    assert desk.post(f"/admin/articles/article/{story.pk}/delete/", {"post": "yes"}).status_code == 403


def test_a_draft_photo_of_the_text_is_shown_to_staff_by_its_private_address(
    desk: Client, section: Rubric
) -> None:
    photo = newsroom.photo(rendered=True)
    story = draft(section, body=f'<figure><img src="/media/photos/{photo.key}/120.jpg" alt="Лёд"></figure>')
    page = desk.get(f"/admin/articles/article/{story.pk}/revisions/1/").content.decode()
    assert f"/admin/articles/photo/{photo.pk}/preview/" in page
    assert "/media/photos/" not in page
