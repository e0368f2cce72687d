"""Where a photo is used, and taking it from readers: shown first, asked for a reason, logged, undone."""

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles import publishing, revisions
from articles.content import capture
from articles.models import Article, Photo, Rubric, User
from tests import newsroom
from tests.articles.admin.conftest import desk_of, draft, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def photo_editor(db: None) -> User:
    return member(roles=("photo_editor",), first_name="Дана", last_name="Фоторедактор")


@pytest.fixture
def library(photo_editor: User) -> Client:
    return desk_of(photo_editor)


def frame(photo: Photo) -> str:
    return f'<p>а</p><figure><img src="/media/photos/{photo.key}/400.jpg" alt=""></figure>'


@pytest.fixture
def used(section: Rubric) -> Photo:
    """In a live story, in a draft, in a version that was replaced, and beside an author."""
    photo = newsroom.photo(rendered=True)
    live = draft(section, "Живая", lead_photo=photo.pk, slug="zhivaya")
    publishing.publish(live, live.revisions.get())
    draft(section, "В работе", body=frame(photo), slug="v-rabote")
    former = draft(section, "Бывшая", body=frame(photo), slug="byvshaya")
    revisions.save_revision(former, capture(former) | {"body": "<p>Без фото</p>"}, by=None)
    newsroom.author("aigul", name_ru="Айгуль Портретная", portrait=photo)
    return photo


def page_of(photo: Photo, name: str) -> str:
    return f"/admin/articles/photo/{photo.pk}/{name}/"


@pytest.mark.parametrize("name", ["uses", "withdraw"])
def test_all_uses_are_shown_first(name: str, used: Photo, library: Client) -> None:
    answer = library.get(page_of(used, name))
    named = [[link[1] for link in group.links] for group in answer.context["groups"]]
    assert named == [["Живая"], ["В работе"], ["Бывшая"], ["Айгуль Портретная"]]
    for words in ("Живая", "В работе", "Бывшая", "Айгуль Портретная"):
        assert words in answer.content.decode()


def test_a_live_story_whose_newest_version_lost_the_photo_is_still_live(used: Photo, library: Client) -> None:
    live = Article.objects.get(headline="Живая")
    revisions.save_revision(live, capture(live) | {"lead_photo": None}, by=None)
    groups = library.get(page_of(used, "uses")).context["groups"]
    assert [link[1] for link in groups[0].links] == ["Живая"]


def test_a_photo_that_nobody_uses_says_so(library: Client) -> None:
    answer = library.get(page_of(newsroom.photo(), "uses"))
    assert answer.context["groups"] == []
    assert answer.status_code == 200


def test_long_lists_are_cut_and_say_so(library: Client, section: Rubric) -> None:
    photo = newsroom.photo()
    # What a process reads once and keeps is read here, whichever test comes first.
    library.get(page_of(photo, "uses"))
    counts = []
    for number in (2, 50):
        for _story in range(number):
            newsroom.story(section=section, lead_photo=photo)
        with CaptureQueriesContext(connection) as queries:
            [group] = library.get(page_of(photo, "uses")).context["groups"]
        counts.append(len(queries))
    assert (len(group.links), group.has_more) == (50, True)
    assert counts[0] == counts[1]


def test_withdrawing_takes_a_reason_and_is_logged(used: Photo, library: Client, photo_editor: User) -> None:
    assert list(library.post(page_of(used, "withdraw"), {"reason": "  "}).context["form"].errors) == [
        "reason"
    ]
    assert Photo.objects.get().withdrawn_at is None
    assert library.post(page_of(used, "withdraw"), {"reason": "Жалоба Иванова"}).status_code == 302
    used.refresh_from_db()
    assert (used.withdrawal_reason, used.withdrawn_by) == ("Жалоба Иванова", photo_editor)
    assert "Жалоба Иванова" in LogEntry.objects.get().get_change_message()
    page = library.get(page_of(used, "change")).content.decode()
    assert "Жалоба Иванова" in page
    assert str(photo_editor) in page
    assert page_of(used, "restore") in page
    # A second one, from a page that was open meanwhile.
    assert "Жалоба Иванова" in library.post(page_of(used, "withdraw"), {"reason": "Ещё раз"}).content.decode()
    used.refresh_from_db()
    assert used.withdrawal_reason == "Жалоба Иванова"


def test_bringing_back_is_logged_with_what_had_been(used: Photo, library: Client) -> None:
    assert library.post(page_of(used, "restore")).status_code == 200
    library.post(page_of(used, "withdraw"), {"reason": "Жалоба Иванова"})
    assert "Жалоба Иванова" in library.get(page_of(used, "restore")).content.decode()
    assert library.post(page_of(used, "restore")).status_code == 302
    used.refresh_from_db()
    assert (used.withdrawn_at, used.withdrawal_reason, used.withdrawn_by) == (None, "", None)
    assert [("Жалоба Иванова" in entry.get_change_message()) for entry in LogEntry.objects.all()] == [
        True,
        True,
    ]


def test_looking_changes_nothing(used: Photo, library: Client) -> None:
    for name in ("withdraw", "restore", "uses"):
        library.get(page_of(used, name))
    assert Photo.objects.get().withdrawn_at is None
    csrf = Client(enforce_csrf_checks=True)
    csrf.force_login(member(roles=("photo_editor",)))
    assert csrf.post(page_of(used, "withdraw"), {"reason": "x"}).status_code == 403


@pytest.mark.parametrize("number", ["0", "9" * 20, "9" * 400])
def test_an_unknown_photo_is_not_found(number: str, library: Client) -> None:
    for name in ("uses", "withdraw", "restore", "preview", "original"):
        assert library.get(f"/admin/articles/photo/{number}/{name}/").status_code == 404


def test_a_hostile_reason_is_only_words(used: Photo, library: Client) -> None:
    library.post(page_of(used, "withdraw"), {"reason": "<script>alert(1)</script>"})
    assert "<script>alert(1)" not in library.get(page_of(used, "change")).content.decode()
    other = newsroom.photo()
    assert library.post(page_of(other, "withdraw"), {"reason": "x" * 301}).status_code == 200
    assert library.post(page_of(other, "withdraw"), {"reason": "a\x00b"}).status_code in {200, 400}
