"""Photos by programs: through the door of the admin, with the same questions."""

from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from articles.models import Photo, User
from articles.models.photo_rights import Consent
from tests import newsroom
from tests.articles.admin.conftest import member
from tests.articles.api.keys import program_of

pytestmark = pytest.mark.django_db
FIELDS = {"alt_ru": "Река в снегу", "credit": "Дана", "licence": "own", "consent": "not_needed"}


@pytest.fixture
def owner() -> User:
    return member(roles=("correspondent",))


@pytest.fixture
def program(owner: User) -> Client:
    return program_of(owner, "photos")


def upload(program: Client, data: bytes | None = None, **fields: Any) -> Any:
    file = SimpleUploadedFile("x.jpg", newsroom.picture_bytes() if data is None else data, "image/jpeg")
    return program.post("/api/v1/desk/photos/", FIELDS | {"file": file} | fields)


def test_a_photo_is_taken_in_as_on_the_desk(owner: User, program: Client) -> None:
    answer = upload(program, focal_x="0.25", is_stock="true")
    assert answer.status_code == 201, answer.content
    photo = Photo.objects.get()
    assert (photo.uploaded_by, photo.width, photo.height) == (owner, 120, 80)
    assert (photo.licence, photo.focal_x, photo.is_stock, photo.is_drawing) == ("own", 0.25, True, False)
    assert ProcrastinateJob.objects.filter(task_name="articles.render_photo").count() == 1
    told = program.get(answer.headers["Location"])
    assert told.json() == answer.json()
    assert (told.json()["key"], told.json()["preparation"]) == (photo.key, "waiting")
    # The original has no address.
    assert str(photo.original.name) not in told.content.decode()


BAD: dict[str, tuple[dict[str, Any], str]] = {
    "no description": ({"alt_ru": ""}, "/alt_ru"),
    "no credit": ({"credit": ""}, "/credit"),
    "no licence": ({"licence": "stolen"}, "/licence"),
    "no consent": ({"consent": ""}, "/consent"),
    "rights that ended": ({"licence": "stock", "rights_until": "2020-01-01"}, "/rights_until"),
    "own work with an end": ({"rights_until": "2090-01-01"}, "/rights_until"),
    "a focal point outside": ({"focal_x": "2"}, "/focal_x"),
    "no number": ({"focal_y": "nan"}, "/focal_y"),
    "NUL": ({"credit": "а\x00"}, "/credit"),
    "unknown": ({"key": "mine"}, "/key"),
}


@pytest.mark.parametrize("case", BAD)
def test_what_cannot_be_used_is_named_and_changes_nothing(program: Client, case: str) -> None:
    fields, pointer = BAD[case]
    answer = upload(program, **fields)
    assert answer.status_code == 400, answer.content
    assert pointer in [fault["pointer"] for fault in answer.json()["errors"]]
    assert not Photo.objects.exists()
    assert default_storage.listdir("") == ([], [])


def test_an_unknown_choice_is_told_which_there_are(program: Client) -> None:
    faults = {fault["pointer"]: fault for fault in upload(program, consent="\u202e" * 50).json()["errors"]}
    assert faults["/consent"]["code"] == "invalid_choice"
    assert "\u202e" not in faults["/consent"]["detail"]
    for value in Consent.values:
        assert value in faults["/consent"]["detail"]


@pytest.mark.parametrize("data", [b"", b"no picture", b"\xff\xd8\xff" + b"\x00" * 99, b"<svg/>"])
def test_a_file_that_is_no_picture_is_refused(program: Client, data: bytes) -> None:
    answer = upload(program, data)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "/file")
    assert not Photo.objects.exists()


def test_fifty_megabytes_are_refused_unread(program: Client) -> None:
    answer = upload(program, b"\xff" * 50_000_000)
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


def test_only_a_form_is_taken(program: Client) -> None:
    answer = program.post("/api/v1/desk/photos/", b"{}", content_type="application/json")
    assert answer.status_code == 415
    broken = program.generic("POST", "/api/v1/desk/photos/", b"x", content_type="multipart/form-data")
    assert broken.status_code == 400
    assert broken.headers["Content-Type"] == "application/problem+json"


def test_who_uploads_nothing_on_the_desk_uploads_nothing_here() -> None:
    answer = upload(program_of(member(roles=("registry_curator",))))
    assert answer.status_code == 403
    assert not Photo.objects.exists()


def test_a_photo_that_is_not_there_is_unknown(program: Client) -> None:
    assert program.get("/api/v1/desk/photos/none/").status_code == 404
    assert Client().get(f"/api/v1/desk/photos/{newsroom.photo().key}/").status_code == 401
