"""What the editor asks the library of photos: search, facts, upload."""

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from procrastinate.contrib.django.models import ProcrastinateJob

from articles.models import Photo, User
from tests import newsroom
from tests.articles.admin.conftest import desk_of, member

LIBRARY = "/admin/articles/photo/library/"
UPLOAD = "/admin/articles/photo/library/upload/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer(db: None) -> User:
    return member(roles=("correspondent",))


@pytest.fixture
def library(writer: User) -> Client:
    return desk_of(writer)


def found(client: Client, **query: Any) -> list[str]:
    return [photo["caption"]["ru"] for photo in client.get(LIBRARY, query).json()["photos"]]


def test_the_newest_come_first_and_the_list_goes_on_by_key(library: Client) -> None:
    photos = [newsroom.photo(caption_ru=f"Снимок {number}") for number in range(26)]
    first = library.get(LIBRARY).json()
    assert [photo["id"] for photo in first["photos"]] == [photo.pk for photo in photos[:1:-1]]
    assert first["before"] == photos[2].pk
    second = library.get(LIBRARY, {"before": first["before"]}).json()
    assert [photo["id"] for photo in second["photos"]] == [photos[1].pk, photos[0].pk]
    assert second["before"] is None


def test_every_word_is_looked_for_in_all_the_facts(library: Client) -> None:
    newsroom.photo(caption_ru="Лёд на реке", credit="Болат Ахметов")
    newsroom.photo(caption_ru="Лёд во дворе", credit="pexels.com", alt_kk="Мұз")
    assert found(library, q="лёд") == ["Лёд во дворе", "Лёд на реке"]
    assert found(library, q="ахметов ЛЁД") == ["Лёд на реке"]
    assert found(library, q="мұз") == ["Лёд во дворе"]
    assert found(library, q="лёд самолёт") == []
    # Signs of a pattern are letters here.
    assert found(library, q="%") == []


def test_facts_say_how_the_text_names_the_photo_and_where_the_desk_sees_it(library: Client) -> None:
    ready = newsroom.photo(width=1800, height=1200, rendered=True, caption_ru="Мост", alt_kk="Көпір")
    waiting = newsroom.photo(width=300, height=200)
    answer = library.get(LIBRARY, {"keys": f"{ready.key},{waiting.key},nobody"}).json()
    photos = {photo["key"]: photo for photo in answer["photos"]}
    assert photos[ready.key] == {
        "id": ready.pk,
        "key": ready.key,
        "src": f"/media/photos/{ready.key}/1200.jpg",
        "preview": f"/admin/articles/photo/{ready.pk}/preview/",
        "width": 1800,
        "height": 1200,
        "alt": {"ru": "Река в снегу", "kk": "Көпір"},
        "caption": {"ru": "Мост", "kk": "Мост"},
        "is_decorative": False,
        "credit": "редакция",
    }
    assert photos[waiting.key]["preview"] is None
    assert photos[waiting.key]["src"] == f"/media/photos/{waiting.key}/300.jpg"
    assert len(photos) == 2


def test_one_query_for_a_page_and_none_that_counts(library: Client) -> None:
    Photo.objects.bulk_create(
        [
            Photo(alt_ru="x", credit="y", licence="own", width=3, height=2, original="originals/x")
            for _number in range(60)
        ]
    )
    with CaptureQueriesContext(
        connection,
    ) as queries:
        library.get(LIBRARY, {"q": "x"})
    about_photos = [query["sql"] for query in queries if "articles_photo" in query["sql"]]
    assert len(about_photos) == 1
    assert "COUNT" not in about_photos[0]


@pytest.mark.parametrize(
    "query",
    [
        {"before": "9" * 30},
        {"before": "-1"},
        {"before": "x"},
        {"q": "слово " * 40},
        {"q": "\x07"},
        {"keys": ""},
        {"keys": "," * 900},
    ],
)
def test_odd_questions_get_an_answer(library: Client, query: dict[str, str]) -> None:
    assert library.get(LIBRARY, query).status_code == 200


def facts(**changes: Any) -> dict[str, Any]:
    values = {
        "original": SimpleUploadedFile("IMG_1.jpg", newsroom.picture_bytes(90, 60)),
        "alt_ru": "Мост зимой",
        "caption_ru": "Мост",
        "credit": "редакция",
        "licence": "own",
        "consent": "not_needed",
        "focal_x": "0.25",
        "focal_y": "0.75",
    }
    return values | changes


def test_an_upload_is_a_photo_of_the_library_with_its_renditions_queued(
    library: Client, writer: User
) -> None:
    answer = library.post(UPLOAD, facts())
    assert answer.status_code == 201
    photo = Photo.objects.get()
    assert answer.json()["key"] == photo.key
    assert answer.json()["src"] == f"/media/photos/{photo.key}/90.jpg"
    assert answer.json()["preview"] is None
    assert (photo.width, photo.height, photo.focal_x, photo.focal_y) == (90, 60, 0.25, 0.75)
    assert photo.uploaded_by == writer
    assert ProcrastinateJob.objects.get(task_name="articles.render_photo").args == {"photo_id": photo.pk}
    assert LogEntry.objects.get().object_id == str(photo.pk)


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"credit": ""}, {"credit"}),
        ({"licence": ""}, {"licence"}),
        ({"alt_ru": ""}, {"alt_ru"}),
        ({"focal_x": "7"}, {"focal_x"}),
        ({"original": ""}, {"original"}),
        ({"original": SimpleUploadedFile("a.jpg", b"<svg onload=alert(1)>")}, {"original"}),
        ({"credit": "", "licence": "stolen", "alt_ru": ""}, {"credit", "licence", "alt_ru"}),
    ],
)
def test_what_is_missing_is_said_in_words_beside_its_field(
    library: Client, changes: dict[str, Any], wrong: set[str]
) -> None:
    answer = library.post(UPLOAD, facts(**changes))
    assert answer.status_code == 422
    assert set(answer.json()["errors"]) == wrong
    assert all(sentences and sentences[0] for sentences in answer.json()["errors"].values())
    assert not Photo.objects.exists()


def test_the_dialog_asks_what_the_form_of_the_desk_asks(library: Client) -> None:
    fields = library.get(UPLOAD).content.decode()
    for name in ("alt_ru", "credit", "licence", "focal_x", "focal_y", "is_decorative"):
        assert f'name="{name}"' in fields
    assert 'name="original"' not in fields
    assert "<html" not in fields


def test_who_may_not_is_told_so() -> None:
    looker, stranger = desk_of(member(roles=("registry_curator",))), desk_of(member())
    assert looker.get(LIBRARY).status_code == 200
    assert looker.get(UPLOAD).status_code == 403
    assert looker.post(UPLOAD, facts()).status_code == 403
    assert stranger.get(LIBRARY).status_code == 403
    for address in (LIBRARY, UPLOAD):
        assert Client().get(address).status_code == 302
    assert looker.post(LIBRARY).status_code == 405
    assert not Photo.objects.exists()


def test_an_upload_needs_the_token_of_the_form(writer: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(writer)
    assert client.post(UPLOAD, facts()).status_code == 403
    assert not Photo.objects.exists()
