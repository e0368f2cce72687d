"""The sizes of a photo, and how pages show them."""

import io

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.test import Client
from PIL import Image

from articles import ingest, pictures, renditions
from articles.models import Photo
from tests import newsroom

pytestmark = pytest.mark.django_db


def made_from(data: bytes) -> Photo:
    photo = Photo(alt_ru="Река в снегу", credit="редакция", licence="own")
    ingest.take_in(photo, ContentFile(data))
    ingest.prepare(photo)
    return photo


def opened(photo: Photo, width: int, extension: str) -> Image.Image:
    with default_storage.open(renditions.rendition_path(photo.key, width, extension)) as file:
        image = Image.open(io.BytesIO(file.read()))
        image.load()
        return image


def test_declared_sizes_are_those_of_the_files() -> None:
    photo = made_from(newsroom.picture_bytes(1000, 500))
    assert {item["width"] for item in photo.renditions} == {400, 800, 1000}
    for item in photo.renditions:
        image = opened(photo, item["width"], item["extension"])
        assert image.size == (item["width"], item["height"])
        assert image.format == {"avif": "AVIF", "webp": "WEBP", "jpg": "JPEG"}[item["extension"]]


def test_nothing_is_enlarged() -> None:
    photo = made_from(newsroom.picture_bytes(300, 200))
    assert {(item["width"], item["height"]) for item in photo.renditions} == {(300, 200)}


def test_transparent_pictures_get_a_white_ground() -> None:
    buffer = io.BytesIO()
    Image.new("RGBA", (100, 100), (255, 0, 0, 0)).save(buffer, "PNG")
    assert opened(made_from(buffer.getvalue()), 100, "jpg").getpixel((50, 50)) == (255, 255, 255)


def test_the_database_wants_alt_text_and_credit() -> None:
    with pytest.raises(IntegrityError, match="photo_has_alt_unless_decorative"), transaction.atomic():
        newsroom.photo(alt_ru="")
    with pytest.raises(IntegrityError, match="photo_has_credit"), transaction.atomic():
        newsroom.photo(credit="")
    assert newsroom.photo(alt_ru="", is_decorative=True).pk


def test_markup_declares_sizes_and_offers_three_types() -> None:
    photo = made_from(newsroom.picture_bytes(1000, 500))
    markup = pictures.picture(photo, sizes="100vw")
    for piece in (
        'type="image/avif"',
        'type="image/webp"',
        'width="800"',
        'height="400"',
        'alt="Река в снегу"',
        "400w",
    ):
        assert piece in markup
    assert "style=" not in markup


def test_a_photo_without_renditions_keeps_its_place() -> None:
    assert 'viewBox="0 0 120 80"' in pictures.picture(newsroom.photo(), sizes="100vw")


def test_credit_is_linked_and_stock_is_said() -> None:
    photo = newsroom.photo(credit="pexels.com", credit_url="https://www.pexels.com/", is_stock=True)
    assert 'Фото: <a href="https://www.pexels.com/">pexels.com</a>' in pictures.credit(photo)
    assert "ллюстративное фото" in pictures.credit(photo)


def test_originals_have_no_address(client: Client) -> None:
    photo = newsroom.photo(rendered=True)
    newsroom.story(lead_photo=photo)
    for address in (
        f"/media/{photo.original.name}",
        f"/media/photos/{photo.key}/original",
        f"/{photo.original.name}",
    ):
        assert client.get(address).status_code == 404
