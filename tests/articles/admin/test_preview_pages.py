"""Previews and links at the desk: who may, in which frames, with whose photos."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.utils import timezone

from articles import content as contents
from articles import preview_links, publishing, revisions, terms, work
from articles.models import Article, PreviewLink, PreviewRemark, Rubric, User
from articles.roles import Role
from tests import newsroom
from tests.articles.admin.conftest import change_url, desk_of, draft, filled, member
from tests.articles.full_story import full_draft

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def outlet() -> None:
    newsroom.outlet()


def url(article: Article, tail: str = "") -> str:
    return f"/admin/articles/article/{article.pk}/preview/{tail}"


NEW = "/admin/articles/article/preview/typed/"
TYPED = {
    "headline": "Набираю прямо сейчас",
    "lead": "Новый лид",
    "body": "<p>Новый <script>x()</script>текст</p>",
}


@pytest.mark.parametrize("role", Role)
def test_who_may_look_may_preview(story: Article, role: Role) -> None:
    desk = desk_of(member(roles=(role.value,)))
    for tail in ("", "document/", "looks/", "typed/", "links/"):
        assert desk.get(url(story, tail)).status_code == 200, tail


def test_who_has_no_role_may_not(story: Article) -> None:
    desk = desk_of(member())
    for tail in ("", "document/", "looks/", "typed/", "links/"):
        assert desk.get(url(story, tail)).status_code == 403, tail
        assert Client().get(url(story, tail)).status_code == 302, tail
    assert desk.post(NEW, TYPED).status_code == 403
    assert desk_of(member(roles=("photo_editor",))).post(NEW, TYPED).status_code == 403


def test_only_the_document_may_stand_in_a_frame_and_only_in_ours(desk: Client, story: Article) -> None:
    for tail in ("document/", "looks/", "typed/"):
        headers = desk.get(url(story, tail)).headers
        assert headers["X-Frame-Options"] == "SAMEORIGIN"
        assert "frame-ancestors 'self'" in headers["Content-Security-Policy"]
        assert "frame-src" not in headers["Content-Security-Policy"]
        assert "no-store" in headers["Cache-Control"]
        assert headers["X-Robots-Tag"] == "noindex, nofollow"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert "ETag" not in headers
    for address in (url(story), change_url(story), "/admin/articles/article/add/"):
        headers = desk.get(address).headers
        assert headers["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert "frame-src 'self'" in headers["Content-Security-Policy"]
    for address in (url(story, "links/"), "/admin/articles/article/", "/admin/", "/"):
        headers = desk.get(address).headers
        assert headers["X-Frame-Options"] == "DENY"
        assert "frame-src" not in headers["Content-Security-Policy"]
        assert "unsafe" not in headers["Content-Security-Policy"]


def test_any_version_is_shown_and_says_which_it_is(desk: Client, live_story: Article) -> None:
    first = contents.of_revision(live_story.revisions.get())
    revisions.save_revision(live_story, first | {"headline": "Вторая"}, by=None)
    newest = desk.get(url(live_story, "document/")).content.decode()
    assert "<h1>Вторая</h1>" in newest
    assert 'class="watermark"' in newest
    assert "№ 2" in newest.partition("</aside>")[0]
    older = desk.get(url(live_story, "document/?revision=1")).content.decode()
    assert "<h1>Лёд на реке</h1>" in older
    assert "№ 1" in older.partition("</aside>")[0]
    page = desk.get(url(live_story) + "?revision=1").content.decode()
    assert page.count(f'src="{url(live_story, "document/")}?revision=1"') == 2
    for number in ("3", "999999999", "9" * 30):
        expected = 200 if len(number) > 9 else 404
        assert desk.get(url(live_story, f"document/?revision={number}")).status_code == expected


def test_a_kazakh_story_is_shown_in_kazakh_to_a_russian_editor(desk: Client) -> None:
    story = full_draft("kk")
    answer = desk.get(url(story, "document/"))
    assert '<html lang="kk">' in answer.content.decode()
    assert 'href="/kk/kazakhstan/society/"' in answer.content.decode()
    assert answer.headers["Content-Language"] == "kk"


def test_photos_of_a_draft_are_shown_to_the_newsroom_in_every_size(desk: Client) -> None:
    photo = newsroom.photo(width=900, height=600, rendered=True)
    body = f'<figure><img src="/media/photos/{photo.key}/800.jpg" alt="Лёд"></figure>'
    story = draft(newsroom.rubric("river"), body=body, lead_photo=photo.pk)
    page = desk.get(url(story, "document/")).content.decode()
    addresses = set(re.findall(r"/admin/articles/photo/renditions/[\w./-]+", page))
    assert len(addresses) == 9  # 400, 800 and 900 px, in three formats
    for address in addresses:
        answer = desk.get(address)
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "private, max-age=600"
        assert Client().get(address).status_code == 302
        assert desk_of(member()).get(address).status_code == 403
    for tail in (
        f"{photo.key}/401.jpg",
        f"{photo.key}/400.png",
        "no-such/400.jpg",
        f"{photo.key}/{'9' * 30}.jpg",
    ):
        assert desk.get(f"/admin/articles/photo/renditions/{tail}").status_code == 404


def test_how_it_looks_elsewhere(desk: Client) -> None:
    page = desk.get(url(full_draft(), "looks/")).content.decode()
    assert '<p class="push-title">Города</p>' in page
    assert '<p class="found-title">Моногорода: список — Слияние</p>' in page
    assert '<p class="social-title">Двадцать городов &amp; «три» группы</p>' in page
    assert page.count("/admin/articles/photo/renditions/") > 6
    assert "/media/photos/" not in page


def test_without_a_short_title_the_notification_says_what_stands_there(desk: Client, story: Article) -> None:
    page = desk.get(url(story, "looks/")).content.decode()
    assert '<p class="push-title">Лёд на реке</p>' in page
    assert page.count('class="look-note"') == 2


def test_what_is_typed_is_shown_and_nothing_is_saved(desk: Client, story: Article) -> None:
    before = Article.objects.values().get(pk=story.pk)
    page = desk.post(url(story, "typed/"), TYPED).content.decode()
    assert "<h1>Набираю прямо сейчас</h1>" in page
    assert '<p class="standfirst">Новый лид</p>' in page
    assert '<div class="body"><p>Новый текст</p></div>' in page
    assert Article.objects.values().get(pk=story.pk) == before
    assert story.revisions.count() == 1


def test_the_whole_form_of_the_desk_can_be_typed(desk: Client) -> None:
    story = full_draft()
    sent = filled(desk, change_url(story), headline="Правлю", note="Почему")
    page = desk.post(url(story, "typed/"), sent).content.decode()
    assert "<h1>Правлю</h1>" in page
    assert "Яна</a>, <a" in page
    assert page.index("Источник second") < page.index("Источник first")


def test_an_older_version_that_is_open_in_the_form_is_the_base(desk: Client, story: Article) -> None:
    first = contents.of_revision(story.revisions.get())
    revisions.save_revision(story, first | {"lead": "Другой лид"}, by=None)
    assert "Коротко." in desk.post(url(story, "typed/?revision=1"), {"headline": "А"}).content.decode()
    assert "Другой лид" in desk.post(url(story, "typed/"), {"headline": "А"}).content.decode()


@pytest.mark.parametrize("language", ["ru", "kk", "xx", ""])
def test_a_story_that_was_never_saved_has_a_preview(desk: Client, language: str, section: Rubric) -> None:
    shown = "kk" if language == "kk" else "ru"
    assert desk.get(NEW).status_code == 200
    page = desk.post(NEW, TYPED | {"language": language, "rubric": str(section.pk)}).content.decode()
    assert f'<html lang="{shown}">' in page
    assert "<h1>Набираю прямо сейчас</h1>" in page
    assert section.full_name in page
    assert not Article.objects.exists()


def test_a_new_story_without_a_rubric_has_a_preview(desk: Client) -> None:
    newsroom.story("Сосед")
    page = desk.post(NEW, TYPED).content.decode()
    assert "<h1>Набираю прямо сейчас</h1>" in page
    # It would be the newest: what comes next is the newest there is.
    assert "Сосед" in page


HOSTILE: list[dict[str, Any]] = [
    {"headline": "\x00", "lead": "\x00\x01"},
    {"rubric": "9" * 30, "topics": ["-1", "x", "9" * 30], "lead_photo": "abc"},
    {"byline_set-TOTAL_FORMS": "9" * 30, "sources-TOTAL_FORMS": "-5"},
    {"sources-TOTAL_FORMS": "1", "sources-0-source": "1", "sources-0-url": "javascript:alert(1)"},
    {"body": "<p>" * 50_000},
    {"body": "а" * 500_000},
    {"body": '<img src="//evil.example/x"><a href="javascript:x()">а</a><p onclick=x()>б</p>'},
    {"age_mark": "99", "slug": "../../etc"},
    {"csrfmiddlewaretoken": "x", "unknown": "y"},
]


@pytest.mark.parametrize("fields", HOSTILE)
def test_no_input_breaks_the_preview(desk: Client, story: Article, fields: dict[str, Any]) -> None:
    for address in (url(story, "typed/"), NEW):
        answer = desk.post(address, fields)
        assert answer.status_code == 200
        page = answer.content.decode()
        assert "javascript:" not in page
        assert "evil.example" not in page
        assert "onclick" not in page


def test_a_forged_request_is_refused(editor: User, story: Article) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(editor)
    for tail in ("typed/", "links/"):
        assert strict.post(url(story, tail), TYPED).status_code == 403


def test_deleted_relations_are_left_out(desk: Client) -> None:
    story = full_draft()
    revision = story.revisions.get()
    broken = contents.of_revision(revision) | {
        "rubric": 999_999,
        "lead_photo": 999_999,
        "topics": [999_999],
        "authors": [999_999],
        "sources": [{"source": 999_999, "url": "", "relation": "cites"}],
    }
    # No foreign key holds what stands in a revision.
    type(revision).objects.create(article=story, number=2, content=broken)
    for tail in ("document/", "looks/"):
        assert desk.get(url(story, tail)).status_code == 200


# Links


def make(desk: Client, story: Article, **changes: Any) -> Any:
    revision = Article.objects.get(pk=story.pk).working_revision_id
    values = {"note": "Юрист", "revision": revision, "days": "3"} | changes
    return desk.post(url(story, "links/"), values)


def test_a_link_is_shown_once_and_opens_for_a_guest(
    desk: Client, story: Article, editor: User, settings: Any
) -> None:
    settings.PUBLIC_URL = "https://news.example"
    page = make(desk, story)
    address = page.context["made_url"]
    assert re.fullmatch(r"https://news\.example/preview/[\w.-]{76}/", address)
    assert f'value="{address}"' in page.content.decode()
    assert address not in desk.get(url(story, "links/")).content.decode()
    assert (
        "<h1>Лёд на реке</h1>" in Client().get(address.removeprefix("https://news.example")).content.decode()
    )
    link = PreviewLink.objects.get()
    assert (link.note, link.created_by, link.revision) == ("Юрист", editor, story.revisions.get())
    assert link.expires_at - link.created_at == timedelta(days=3)
    assert "Юрист" in LogEntry.objects.get().change_message
    assert address.split("/")[4] not in LogEntry.objects.get().change_message


def test_a_kazakh_link_is_a_kazakh_address(desk: Client, settings: Any) -> None:
    settings.PUBLIC_URL = "https://news.example"
    story = full_draft("kk")
    address = make(desk, story).context["made_url"].removeprefix("https://news.example")
    assert address.startswith("/kk/preview/")
    page = Client().get(address)
    assert '<html lang="kk">' in page.content.decode()
    assert page.headers["Content-Language"] == "kk"


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"note": ""}, "note"),
        ({"note": "\x01"}, "note"),
        ({"note": "а" * 121}, "note"),
        ({"days": "0"}, "days"),
        ({"days": "31"}, "days"),
        ({"days": "9" * 30}, "days"),
        ({"days": "три"}, "days"),
        ({"revision": "0"}, "revision"),
        ({"revision": "9" * 30}, "revision"),
    ],
)
def test_a_senseless_link_is_refused_in_words(
    desk: Client, story: Article, changes: dict[str, str], wrong: str
) -> None:
    answer = make(desk, story, **changes)
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [wrong]
    assert not PreviewLink.objects.exists()


def test_a_version_of_another_story_is_not_to_be_had(desk: Client, story: Article) -> None:
    other = draft(story.rubric, "Чужая")
    answer = make(desk, story, revision=other.revisions.get().pk)
    assert list(answer.context["form"].errors) == ["revision"]


def test_who_may_edit_makes_links_others_look(story: Article) -> None:
    for role in Role:
        desk = desk_of(member(roles=(role.value,)))
        may = role in {Role.EDITOR, Role.DUTY_EDITOR, Role.CHIEF_EDITOR, Role.ADMINISTRATOR}
        answer = make(desk, story)
        assert answer.status_code == 200
        assert ("made_url" in answer.context) == may, role
    assert PreviewLink.objects.count() == 4


def test_a_correspondent_shares_their_own_story_also_while_it_is_in_review(section: Rubric) -> None:
    author = member(roles=("correspondent",))
    content = contents.of_revision(draft(section).revisions.get())
    own = revisions.create_story(language="ru", content=content, by=author)
    work.submit(own, by=author)
    assert "made_url" in make(desk_of(author), own).context


def test_a_withdrawn_story_has_no_new_links(desk: Client, live_story: Article) -> None:
    assert "made_url" in make(desk, live_story).context
    publishing.withdraw(live_story, reason="По суду")
    answer = make(desk, live_story)
    assert "made_url" not in answer.context
    assert answer.context["form"] is None
    assert PreviewLink.objects.count() == 1


def test_revoking_kills_a_link_at_once(desk: Client, editor: User, story: Article) -> None:
    link, token = preview_links.make(story, story.revisions.get(), by=editor, note="Юрист", days=3)
    path = preview_links.path(story, token)
    revoke = url(story, f"links/{link.pk}/revoke/")
    assert desk.get(revoke).status_code == 302
    assert Client().get(path).status_code == 200
    assert desk_of(member(roles=("photo_editor",))).post(revoke).status_code == 403
    assert desk.post(url(draft(story.rubric), f"links/{link.pk}/revoke/")).status_code == 404
    assert Client().get(path).status_code == 200
    assert desk.post(revoke)["Location"] == url(story, "links/")
    assert Client().get(path).status_code == 404
    revoked_at = PreviewLink.objects.get().revoked_at
    desk.post(revoke)
    assert PreviewLink.objects.get().revoked_at == revoked_at


def test_the_list_says_how_often_and_what_was_answered(desk: Client, editor: User, story: Article) -> None:
    link, token = preview_links.make(story, story.revisions.get(), by=editor, note="Юрист", days=3)
    Client().get(preview_links.path(story, token))
    preview_links.answer(link, verdict="remark", name="Иван <b>", text="Строка\nи ещё")
    shown = desk.get(url(story, "links/"))
    assert "Иван &lt;b&gt;" in shown.content.decode()
    assert "Строка<br>и ещё" in shown.content.decode()
    assert [row.opened for row in shown.context["links"]] == [1]


def test_an_embargo_is_remembered_where_links_are_made(desk: Client, story: Article) -> None:
    terms.set_embargo(story, timezone.now() + timedelta(days=1), by=None)
    story.refresh_from_db()
    publishing.publish(story, story.revisions.get())
    assert len(desk.get(url(story, "links/")).context["warnings"]) == 1


def test_the_form_and_the_log_tell_what_guests_said(desk: Client, editor: User, story: Article) -> None:
    link, _token = preview_links.make(story, story.revisions.get(), by=editor, note="Юрист", days=3)
    for number in range(4):
        preview_links.answer(link, verdict="agreed", name=f"Иван {number}", text="")
    form = desk.get(change_url(story)).content.decode()
    assert form.count('class="guest-answer is-agreed"') == 3
    assert "Иван 0" not in form
    first = contents.of_revision(story.revisions.get())
    revisions.save_revision(story, first | {"lead": "Другой лид"}, by=None)
    # They agreed to the text of before.
    assert desk.get(change_url(story)).content.decode().count("guest-answer is-agreed is-behind") == 3
    log = desk.get(f"/admin/articles/article/{story.pk}/log/").content.decode()
    assert log.count("</strong> (Юрист):") == 4


def test_the_tools_of_a_story_lead_there(desk: Client, story: Article) -> None:
    links = [tool.url for tool in desk.get(change_url(story)).context["tools"]]
    assert {url(story), url(story, "links/")} <= {*links}
    reader = desk_of(member(roles=("registry_curator",)))
    assert url(story, "links/") not in reader.get(url(story)).content.decode()


def test_a_guests_words_stay_when_the_text_goes_on(editor: User, story: Article) -> None:
    link, _token = preview_links.make(story, story.revisions.get(), by=editor, note="Юрист", days=3)
    preview_links.answer(link, verdict="agreed", name="Иван", text="")
    first = contents.of_revision(story.revisions.get())
    revisions.save_revision(story, first | {"lead": "Другой лид"}, by=None)
    assert PreviewRemark.objects.get().revision.number == 1
