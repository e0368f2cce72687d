"""Previews: the page exactly as published, for a guest with a link and for nobody else."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.signing import Signer
from django.db import IntegrityError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import content as contents
from articles import preview_links, publishing, revisions, terms
from articles.models import (
    Article,
    Photo,
    PreviewLink,
    PreviewRemark,
    StoryEvent,
    User,
    ViewCount,
)
from articles.view_counter import counter
from tests import newsroom
from tests.articles.admin.conftest import desk_of, draft, member
from tests.articles.full_story import full_draft, full_live_story

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def outlet() -> None:
    newsroom.outlet(tagline_ru="Новости города", is_demo=True, demo_notice_ru="Это демонстрация")


@pytest.fixture
def editor() -> User:
    return member(roles=("duty_editor",))


def link_to(story: Article, by: User, **options: Any) -> tuple[PreviewLink, str]:
    """A link to the newest version and its address."""
    values: dict[str, Any] = {"revision": story.working_revision, "note": "Пресс-служба", "days": 3}
    link, token = preview_links.make(story, by=by, **values | options)
    return link, preview_links.path(story, token)


# The differences there may be. Everything else is the same to the letter.
ONLY_PUBLIC = (
    r'<link rel="canonical"[^>]*>',
    r'<meta property="og:url"[^>]*>\n',
    r'<link rel="alternate" hreflang[^>]*>\n',
    r'<script type="application/ld\+json">.*?</script>\n',
    r' data-article="\d+"',
)
ONLY_PREVIEW = (
    r'<aside class="watermark".*?</aside>',
    r'<meta name="robots" content="noindex, nofollow">\n?',
    r'<base target="_blank">',
    r'<link rel="stylesheet" href="/static/css/preview.css">',
)
ADDRESSES = (r"/admin/articles/photo/renditions/", r"/(?:kk/)?preview/[^/]+/photos/")


def without(patterns: tuple[str, ...], page: str) -> str:
    for pattern in patterns:
        page, found = re.subn(pattern, "", page, flags=re.S)
        assert found, f"{pattern} stands nowhere"
    return page


def at_public_addresses(page: str, pattern: str) -> str:
    page, found = re.subn(pattern, "/media/photos/", page)
    assert found >= 8
    return page


def main_of(page: str) -> str:
    return page[page.index("<main") : page.index("</main>")]


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_the_preview_of_what_is_live_is_the_public_page(language: str, editor: User) -> None:
    story = full_live_story(language)
    public = Client().get(story.url)
    document = desk_of(editor).get(f"/admin/articles/article/{story.pk}/preview/document/")
    assert (public.status_code, document.status_code) == (200, 200)
    shown = at_public_addresses(without(ONLY_PREVIEW, document.content.decode()), ADDRESSES[0])
    assert shown == without(ONLY_PUBLIC, public.content.decode())
    assert document.headers["Content-Language"] == language
    assert 'og:title" content="Двадцать городов' in shown


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_a_guest_reads_the_public_page_and_answers_below_it(language: str, editor: User) -> None:
    story = full_live_story(language)
    _link, path = link_to(story, editor)
    guest = at_public_addresses(Client().get(path).content.decode(), ADDRESSES[1])
    before, answer, _form = main_of(guest).partition('\n<section class="answer"')
    assert answer
    assert "".join(before.split()) == "".join(main_of(Client().get(story.url).content.decode()).split())


@time_machine.travel("2026-11-23T09:00:00+00:00", tick=False)
def test_a_draft_looks_as_it_will_when_it_is_published(editor: User) -> None:
    story = full_draft()
    address = f"/admin/articles/article/{story.pk}/preview/document/"
    preview = main_of(desk_of(editor).get(address).content.decode())
    publishing.publish(story, story.revisions.get())
    story.refresh_from_db()
    assert at_public_addresses(preview, ADDRESSES[0]) == main_of(Client().get(story.url).content.decode())


def test_the_head_of_a_guests_page_tells_messengers_nothing(editor: User) -> None:
    _link, path = link_to(full_draft(), editor)
    head = Client().get(path).content.decode().partition("</head>")[0]
    assert "Двадцать" not in head
    assert "О чём она" not in head
    for word in ("og:", "ld+json", "canonical", "hreflang", "/photos/"):
        assert word not in head
    assert '<meta name="robots" content="noindex, nofollow">' in head


def test_a_reading_of_a_preview_is_not_counted_as_one_of_readers(editor: User) -> None:
    story = full_live_story()
    _link, path = link_to(story, editor)
    pages = [
        Client().get(path),
        desk_of(editor).get(f"/admin/articles/article/{story.pk}/preview/document/"),
    ]
    assert all("data-article" not in page.content.decode() for page in pages)
    counter.flush()
    assert not ViewCount.objects.exists()


def test_a_link_shows_its_version_for_ever(editor: User) -> None:
    story = full_draft()
    _link, path = link_to(story, editor)
    revisions.save_revision(
        story, contents.of_revision(story.revisions.get()) | {"headline": "Другой"}, by=None
    )
    page = Client().get(path).content.decode()
    assert "Двадцать городов" in page
    assert "Другой" not in page


def test_the_database_does_not_know_the_address(editor: User) -> None:
    _link, path = link_to(full_draft(), editor)
    secret = path.split("/")[2].partition(".")[0]
    assert len(secret) == 32
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(l)::text FROM articles_previewlink l")
        (row,) = cursor.fetchone()
    assert secret not in row


def dead_addresses(editor: User, settings: Any) -> dict[str, str]:
    """One of each kind of address that opens nothing."""
    story = full_draft()
    found: dict[str, str] = {}
    link, found["revoked"] = link_to(story, editor)
    preview_links.revoke(link, by=editor)
    link, found["expired"] = link_to(story, editor)
    yesterday = timezone.now() - timedelta(days=1)
    PreviewLink.objects.filter(pk=link.pk).update(
        created_at=yesterday - timedelta(days=3), expires_at=yesterday
    )
    _link, good = link_to(story, editor)
    found["in another language"] = "/kk" + good
    secret, _dot, signature = good.split("/")[2].partition(".")
    found["without a signature"] = f"/preview/{secret}/"
    found["with a signature of nothing"] = f"/preview/{secret}./"
    found["with a changed secret"] = f"/preview/{'A' * 32}.{signature}/"
    found["with a changed signature"] = f"/preview/{secret}.{signature[::-1]}/"
    found["signed by us for something else"] = f"/preview/{Signer(sep='.').sign(secret)}/"
    found["signed by us, never made"] = f"/preview/{preview_links._signer().sign('B' * 32)}/"
    withdrawn = draft(story.rubric)
    _link, found["of a withdrawn story"] = link_to(withdrawn, editor)
    publishing.publish(withdrawn, withdrawn.revisions.get())
    publishing.withdraw(withdrawn, reason="По суду")
    assert Client().get(good).status_code == 200
    return found


def test_dead_and_unknown_links_answer_alike(editor: User, settings: Any) -> None:
    def seen(path: str, **options: Any) -> tuple[int, str, dict[str, str]]:
        answer = Client().get(path, **options)
        text = answer.content.decode().replace(path, "…").replace(path.removeprefix("/kk"), "…")
        headers = {name: value for name, value in answer.headers.items() if name != "Content-Length"}
        return answer.status_code, text, headers

    found = dead_addresses(editor, settings)
    assert len(found) == 10
    unknown, unknown_kk = seen("/preview/no-such-link/"), seen("/kk/preview/no-such-link/")
    assert unknown[0] == 404
    for name, path in found.items():
        assert seen(path) == (unknown_kk if path.startswith("/kk/") else unknown), name
        photo = f"{path}photos/{Photo.objects.all()[0].key}/120.jpg"
        assert Client().get(photo).status_code == 404, name
        assert Client().post(path, {"verdict": "agreed", "name": "Иван"}).status_code == 404, name
    assert not PreviewRemark.objects.exists()


def test_a_story_under_embargo_is_what_links_are_for(editor: User) -> None:
    story = full_draft()
    terms.set_embargo(story, timezone.now() + timedelta(days=1), by=None)
    story.refresh_from_db()
    publishing.publish(story, story.revisions.get())
    story.refresh_from_db()
    _link, path = link_to(story, editor)
    assert Client().get(story.url).status_code == 404
    assert "Двадцать городов" in Client().get(path).content.decode()


def test_a_guest_gets_the_photos_of_the_version_and_no_others(editor: User) -> None:
    story = full_draft()
    link, path = link_to(story, editor)
    other = newsroom.photo(rendered=True)
    page = Client().get(path).content.decode()
    addresses = set(re.findall(r"/preview/[^/]+/photos/[^/]+/\d+\.(?:avif|webp|jpg)", page))
    assert len(addresses) == 6
    for address in addresses:
        answer = Client().get(address)
        assert answer.status_code == 200
        assert answer.headers["Content-Type"].startswith("image/")
        assert Client().get("/media/" + address.split("/", 3)[3]).status_code == 404
    for tail in (f"{other.key}/120.jpg", f"{other.key}/400.jpg", "no-such/120.jpg"):
        assert Client().get(f"{path}photos/{tail}").status_code == 404
    preview_links.revoke(link, by=editor)
    assert Client().get(addresses.pop()).status_code == 404


def test_a_photo_that_may_not_be_shown_is_missing_from_a_preview_too(editor: User) -> None:
    story = full_live_story()
    _link, path = link_to(story, editor)
    page = Client().get(path).content.decode()
    addresses = re.findall(r"/preview/[^/]+/photos/[^/]+/\d+\.jpg", page)
    Photo.objects.update(rights_until=timezone.localdate() - timedelta(days=1))
    assert "/photos/" not in Client().get(path).content.decode()
    for tail in ("document/", "looks/"):
        shown = desk_of(editor).get(f"/admin/articles/article/{story.pk}/preview/{tail}")
        assert "/renditions/" not in shown.content.decode()
    for address in addresses:
        assert Client().get(address).status_code == 404
    public = main_of(Client().get(story.url).content.decode())
    document = desk_of(editor).get(f"/admin/articles/article/{story.pk}/preview/document/")
    assert main_of(document.content.decode()) == public


def test_no_cache_no_index_no_other_site_keeps_a_preview(editor: User) -> None:
    _link, path = link_to(full_draft(), editor)
    page = Client().get(path)
    address = re.search(r"/preview/[^/]+/photos/[^/]+/\d+\.jpg", page.content.decode())
    assert address is not None
    photo, wrong = Client().get(address[0]), Client().post(path, {"name": "x"})
    done = Client().post(path, AGREED)
    for answer in (page, photo, wrong, done):
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
        assert "ETag" not in answer.headers
    # With `no-referrer` a browser sends `Origin: null` with the form: tests/browser/test_preview.py answers.
    assert [answer.headers["Referrer-Policy"] for answer in (page, wrong)] == ["same-origin"] * 2
    assert [answer.headers["Referrer-Policy"] for answer in (photo, done)] == ["no-referrer"] * 2
    assert page.headers["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]
    again = Client().get(path, headers={"If-Modified-Since": "Wed, 01 Jan 2098 00:00:00 GMT"})
    assert again.status_code == 200


def test_a_guest_gets_the_cookie_of_the_form_and_nothing_else(editor: User) -> None:
    _link, path = link_to(full_draft(), editor)
    page = Client().get(path)
    assert list(page.cookies) == ["csrftoken"]
    address = re.search(r"/preview/[^/]+/photos/[^/]+/\d+\.jpg", page.content.decode())
    assert address is not None
    assert not Client().get(address[0]).cookies
    assert not Client().get("/preview/no-such-link/").cookies


def test_robots_are_told_and_no_map_leads_there(editor: User) -> None:
    link_to(full_live_story(), editor)
    robots = Client().get("/robots.txt").content.decode().splitlines()
    assert {"Disallow: /preview/", "Disallow: /kk/preview/"} <= {*robots}
    month = timezone.now().strftime("%Y-%m")
    maps = ("/sitemap.xml", "/sitemap-sections.xml", f"/sitemap-{month}.xml", "/news-sitemap.xml", "/rss.xml")
    for address in maps:
        assert "/preview/" not in Client().get(address).content.decode()


AGREED = {"verdict": "agreed", "name": "Иван Петров, пресс-служба", "text": ""}
REMARK = {"verdict": "remark", "name": "Иван Петров", "text": "Во втором абзаце\nверно 21."}


def test_an_answer_is_kept_with_its_version_and_told_in_the_log(editor: User) -> None:
    story = full_draft()
    link, path = link_to(story, editor)
    answer = Client().post(path, REMARK)
    assert (answer.status_code, answer["Location"]) == (302, f"{path}?answered#answer")
    remark = PreviewRemark.objects.get()
    assert (remark.verdict, remark.name, remark.text) == ("remark", REMARK["name"], REMARK["text"])
    assert remark.revision == link.revision == story.revisions.get()
    event = StoryEvent.objects.get(kind="previewed")
    assert (event.article, event.revision, event.by) == (story, link.revision, None)
    assert event.note == "Иван Петров: Во втором абзаце\nверно 21."
    assert event.details == {"verdict": "remark", "link": link.pk, "for": "Пресс-служба"}
    assert event.text_hash == contents.text_hash(contents.of_revision(link.revision))
    page = Client().get(answer["Location"]).content.decode()
    assert 'class="answer-done" role="status"' in page
    assert "Во втором абзаце<br>верно 21." in page


def test_agreeing_needs_a_name_and_no_text(editor: User) -> None:
    story = full_draft()
    _link, path = link_to(story, editor)
    assert Client().post(path, AGREED).status_code == 302
    assert StoryEvent.objects.get(kind="previewed").note == "Иван Петров, пресс-служба"


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"verdict": ""}, "verdict"),
        ({"verdict": "published"}, "verdict"),
        ({"name": ""}, "name"),
        ({"name": "\x01 "}, "name"),
        ({"name": "а" * 121}, "name"),
        ({"text": " "}, "text"),
        ({"text": "\x02"}, "text"),
        ({"text": "б" * 4001}, "text"),
        ({"text": "а\x00б"}, "text"),
    ],
)
def test_what_cannot_be_taken_is_said_and_nothing_typed_is_lost(
    editor: User, changes: dict[str, str], wrong: str
) -> None:
    _link, path = link_to(full_draft(), editor)
    sent = REMARK | changes
    answer = Client().post(path, sent)
    assert answer.status_code == 400
    assert list(answer.context["form"].errors) == [wrong]
    kept = {name: answer.context["form"][name].value() for name in sent}
    assert kept == sent
    assert not PreviewRemark.objects.exists()


def test_the_eleventh_answer_within_the_hour_waits_and_keeps_its_text(editor: User) -> None:
    _link, path = link_to(full_draft(), editor)
    for _number in range(10):
        assert Client().post(path, AGREED).status_code == 302
    answer = Client().post(path, REMARK)
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "3600")
    assert "верно 21." in answer.content.decode()
    # Another link of the same story is another guest.
    _other, other = link_to(Article.objects.latest("pk"), editor)
    assert Client().post(other, AGREED).status_code == 302
    PreviewRemark.objects.update(at=timezone.now() - timedelta(hours=2))
    assert Client().post(path, REMARK).status_code == 302


def test_a_link_that_dies_while_its_page_is_open_takes_no_answer(editor: User) -> None:
    link, _path = link_to(full_draft(), editor)
    PreviewLink.objects.filter(pk=link.pk).update(revoked_at=timezone.now())
    with pytest.raises(preview_links.DeadLinkError):
        preview_links.answer(link, verdict="agreed", name="Иван", text="")
    assert not StoryEvent.objects.filter(kind="previewed").exists()


def test_a_forged_answer_is_refused(editor: User) -> None:
    _link, path = link_to(full_draft(), editor)
    assert Client(enforce_csrf_checks=True).post(path, AGREED).status_code == 403
    assert not PreviewRemark.objects.exists()


@pytest.mark.parametrize("method", ["put", "delete", "patch", "options"])
def test_no_other_method_does_anything(editor: User, method: str) -> None:
    _link, path = link_to(full_draft(), editor)
    assert getattr(Client(), method)(path).status_code == 405


def test_openings_are_counted_and_nothing_about_the_person(editor: User) -> None:
    link, path = link_to(full_draft(), editor)
    assert (link.opened, link.opened_at) == (0, None)
    Client().get(path)
    Client().head(path)
    Client().get(f"{path}?answered")
    Client().post(path, {})
    Client().get(path)
    link.refresh_from_db()
    assert link.opened == 2
    assert link.opened_at is not None
    names = {field.name for field in PreviewLink._meta.fields}
    assert not names & {"address", "ip", "user_agent", "sender"}


def test_a_link_lives_at_most_thirty_days(editor: User) -> None:
    story = full_draft()
    link, _path = link_to(story, editor, days=30)
    assert link.expires_at - link.created_at == timedelta(days=30)
    with pytest.raises(IntegrityError):
        link_to(story, editor, days=31)


def test_numbers_below_the_address_of_previews_are_no_stories(editor: User) -> None:
    story = full_live_story()
    for path in (f"/preview/{story.pk}/", f"/preview/x/{story.pk}/", f"/kk/preview/x/{story.pk}/"):
        assert Client().get(path).status_code == 404


def test_queries_of_a_preview_do_not_grow(editor: User) -> None:
    def count(path: str, client: Client) -> int:
        # The first visit begins the count of its limits.
        client.get(path)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(path).status_code == 200
        return len(captured)

    few = full_draft()
    _link, path = link_to(few, editor)
    photos = [newsroom.photo(rendered=True) for _number in range(12)]
    many = draft(
        few.rubric,
        body="".join(
            f'<figure><img src="/media/photos/{photo.key}/120.jpg" alt="{n}"></figure>'
            for n, photo in enumerate(photos)
        ),
        lead_photo=photos[0].pk,
        topics=sorted(newsroom.topic().pk for _number in range(9)),
        authors=[newsroom.author().pk for _number in range(9)],
        sources=[{"source": newsroom.source().pk, "url": "", "relation": "cites"} for _number in range(9)],
    )
    _link, long_path = link_to(many, editor)
    guest, desk = Client(), desk_of(editor)
    counts = count(path, guest), count(long_path, guest)
    assert counts[0] == counts[1] <= 15
    pages = [f"/admin/articles/article/{story.pk}/preview/document/" for story in (few, many)]
    counts = count(pages[0], desk), count(pages[1], desk)
    assert counts[0] == counts[1] <= 17
