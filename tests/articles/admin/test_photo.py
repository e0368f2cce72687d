from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from procrastinate.contrib.django.models import ProcrastinateJob

from articles.models import Photo, Rubric, User
from tests import newsroom
from tests.articles.admin.conftest import desk_of, filled, member

ADD = "/admin/articles/photo/add/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def photo_editor(db: None) -> User:
    return member("add_photo", "change_photo", "delete_photo", "view_photo", "view_article")


@pytest.fixture
def library(photo_editor: User) -> Client:
    return desk_of(photo_editor)


def facts(content: bytes | None = None, name: str = "IMG_1.jpg", **changes: Any) -> dict[str, Any]:
    file = SimpleUploadedFile(name, newsroom.picture_bytes() if content is None else content)
    values = {
        "original": file,
        "alt_ru": "Река в снегу",
        "credit": "редакция",
        "licence": "own",
        "focal_x": "0.5",
        "focal_y": "0.25",
    }
    return values | changes


def test_an_upload_is_measured_renamed_and_queued(library: Client, photo_editor: User) -> None:
    upright = newsroom.picture_bytes(90, 60)
    assert library.post(ADD, facts(upright, name="я" * 150 + ".jpg")).status_code == 302
    photo = Photo.objects.get()
    assert (photo.width, photo.height) == (90, 60)
    assert photo.uploaded_by == photo_editor
    assert photo.original.name == f"originals/{photo.key}"
    job = ProcrastinateJob.objects.get(task_name="articles.render_photo")
    assert job.args == {"photo_id": photo.pk}


@pytest.mark.parametrize(
    "content", [b"", b"<svg onload='alert(1)'/>", b"GIF89a and no more", newsroom.picture_bytes()[:300]]
)
def test_what_is_not_a_picture_is_refused_in_words(library: Client, content: bytes) -> None:
    response = library.post(ADD, facts(content, alt_ru="Напечатанное остаётся"))
    assert response.status_code == 200
    assert list(response.context["adminform"].form.errors) == ["original"]
    assert "Напечатанное остаётся" in response.content.decode()
    assert not Photo.objects.exists()


def test_too_large_is_refused_before_it_is_decoded(library: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("articles.renditions.MAX_PIXELS", 100)
    assert "original" in library.post(ADD, facts()).context["adminform"].form.errors
    monkeypatch.setattr("articles.renditions.MAX_BYTES", 100)
    assert "original" in library.post(ADD, facts()).context["adminform"].form.errors


def test_a_picture_is_described_or_decorative(library: Client) -> None:
    assert list(library.post(ADD, facts(alt_ru="")).context["adminform"].form.errors) == ["alt_ru"]
    assert library.post(ADD, facts(alt_ru="", is_decorative="on")).status_code == 302


def test_a_focal_point_lies_inside(library: Client) -> None:
    errors = library.post(ADD, facts(focal_x="1.5", focal_y="nan")).context["adminform"].form.errors
    assert set(errors) == {"focal_x", "focal_y"}


def test_facts_change_and_the_file_stays(library: Client) -> None:
    photo = newsroom.photo()
    url = f"/admin/articles/photo/{photo.pk}/change/"
    values = filled(library, url, credit="агентство", original=facts(b"x")["original"])
    assert library.post(url, values).status_code == 302
    changed = Photo.objects.get()
    assert (changed.credit, changed.original.name) == ("агентство", photo.original.name)
    assert not ProcrastinateJob.objects.exists()


def test_a_photo_that_readers_may_not_see_is_shown_to_staff_alone(library: Client) -> None:
    photo = newsroom.photo(rendered=True)
    preview = f"/admin/articles/photo/{photo.pk}/preview/"
    original = f"/admin/articles/photo/{photo.pk}/original/"
    shown = library.get(preview)
    assert shown.status_code == 200
    assert shown["Content-Type"] == "image/jpeg"
    assert "private" in shown["Cache-Control"]
    sent = library.get(original)
    assert sent["Content-Disposition"] == f'attachment; filename="{photo.key}.jpg"'
    assert "no-store" in sent["Cache-Control"]
    stranger = desk_of(member())
    for url in (preview, original):
        assert stranger.get(url).status_code == 403
        assert Client().get(url).status_code == 302
        assert library.get(url.replace(str(photo.pk), "9" * 20)).status_code == 404


def test_a_photo_names_its_stories_and_cannot_be_deleted_from_them(library: Client, section: Rubric) -> None:
    photo, free = newsroom.photo(rendered=True), newsroom.photo(rendered=True)
    newsroom.story("Сверху", section=section, lead_photo=photo)
    newsroom.story("В тексте", section=section, photos=(photo,))
    page = library.get(f"/admin/articles/photo/{photo.pk}/change/").content.decode()
    assert "Сверху" in page
    assert "В тексте" in page
    assert library.post(f"/admin/articles/photo/{photo.pk}/delete/", {"post": "yes"}).status_code == 403
    files = [str(free.original.name), f"photos/{free.key}/120.jpg"]
    assert all(default_storage.exists(name) for name in files)


@pytest.mark.django_db(transaction=True)
def test_files_go_with_their_photo(photo_editor: User) -> None:
    photo = newsroom.photo(rendered=True)
    files = [str(photo.original.name), f"photos/{photo.key}/120.jpg"]
    library = desk_of(photo_editor)
    assert library.post(f"/admin/articles/photo/{photo.pk}/delete/", {"post": "yes"}).status_code == 302
    assert not any(default_storage.exists(name) for name in files)


def test_as_many_queries_for_a_hundred_photos_as_for_ten(library: Client) -> None:
    counts = []
    for number in (10, 90):
        Photo.objects.bulk_create(
            [
                Photo(alt_ru="x", credit="y", licence="own", width=3, height=2, original="originals/x")
                for _row in range(number)
            ]
        )
        library.get("/admin/articles/photo/")
        with CaptureQueriesContext(connection) as queries:
            assert library.get("/admin/articles/photo/?q=x").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
