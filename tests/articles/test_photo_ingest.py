"""From a file to a photo: judged by its content, upright, bare of metadata, and never a surprise in the task."""

import io
import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone, translation
from PIL import Image, ImageChops, ImageStat
from procrastinate.contrib.django.models import ProcrastinateJob

from articles import ingest, tasks
from articles.models import Photo, Tip, TipPhoto
from articles.models.photo_rights import Preparation, Problem
from tests import newsroom
from tests.picture_files import (
    CUT,
    LAID_DOWN,
    NOT_PICTURES,
    SECRETS,
    full_of_metadata,
    polyglots,
    quarters,
    saved,
    turned,
)

pytestmark = pytest.mark.django_db


def taken(data: bytes) -> Photo:
    photo = Photo(alt_ru="Река в снегу", credit="редакция", licence="own", consent="not_needed")
    ingest.take_in(photo, ContentFile(data))
    return photo


def prepared(data: bytes) -> Photo:
    photo = taken(data)
    ingest.prepare(photo)
    return Photo.objects.get(pk=photo.pk)


def stored(name: str | None) -> bytes:
    with default_storage.open(name or "") as file:
        content: bytes = file.read()
    return content


def files_of(photo: Photo) -> dict[str, bytes]:
    names = [f"photos/{photo.key}/{r['width']}.{r['extension']}" for r in photo.renditions]
    return {name: stored(name) for name in (str(photo.original.name), *names)}


def corners(data: bytes) -> list[str]:
    with Image.open(io.BytesIO(data)) as opened:
        image = opened.convert("RGB")
    width, height = image.size
    spots = [(width // 4, height // 4), (3 * width // 4, height // 4)]
    spots += [(width // 4, 3 * height // 4), (3 * width // 4, 3 * height // 4)]
    names = []
    for spot in spots:
        bright = [value > 127 for value in image.getpixel(spot)]  # type: ignore[union-attr]
        named = {(True, False, False): "red", (False, True, False): "green", (False, False, True): "blue"}
        names.append(named.get(tuple(bright), "white"))  # type: ignore[arg-type]
    return names


@pytest.mark.parametrize("name", [*NOT_PICTURES, *CUT])
def test_what_we_do_not_take_is_refused_in_words(name: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        ingest.inspect(io.BytesIO((NOT_PICTURES | CUT)[name]))
    assert refusal.value.messages[0].endswith(".")


@pytest.mark.parametrize(
    ("name", "word"),
    [("heic", "HEIC"), ("moving GIF", "single frame"), ("declares 20 000 × 20 000", "50 megapixels")],
)
def test_the_sentence_names_what_to_do(name: str, word: str) -> None:
    with translation.override("en"), pytest.raises(ValidationError, match=word):
        ingest.inspect(io.BytesIO(NOT_PICTURES[name]))


def test_one_byte_over_the_limit_is_refused_and_the_limit_itself_is_not() -> None:
    picture = newsroom.picture_bytes()
    at_the_limit = picture + bytes(ingest.MAX_BYTES - len(picture))
    assert ingest.inspect(io.BytesIO(at_the_limit)) == (120, 80)
    with pytest.raises(ValidationError, match="20"):
        ingest.inspect(io.BytesIO(at_the_limit + b"\0"))


def test_a_long_screenshot_that_no_format_of_ours_holds_is_refused() -> None:
    with pytest.raises(ValidationError, match="16383"):
        ingest.inspect(io.BytesIO(newsroom.picture_bytes(16_384, 2, "PNG")))
    photo = prepared(newsroom.picture_bytes(2, 16_383, "PNG"))
    assert (photo.preparation, photo.height) == ("ready", 16_383)


def test_the_smallest_picture_is_a_picture() -> None:
    assert prepared(newsroom.picture_bytes(1, 1)).preparation == "ready"


@pytest.mark.parametrize("orientation", LAID_DOWN)
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_every_orientation_is_turned_upright(orientation: int, kind: str) -> None:
    options = {"quality": 100} if kind != "PNG" else {}
    photo = taken(turned(orientation, kind, **options))
    assert (photo.width, photo.height) == (60, 40)
    ingest.prepare(photo)
    assert (photo.width, photo.height) == (60, 40)
    for name, data in files_of(photo).items():
        assert corners(data) == ["red", "green", "blue", "white"], name
        with Image.open(io.BytesIO(data)) as image:
            assert image.size == (60, 40)
            assert not image.getexif()


@pytest.mark.filterwarnings("ignore:Corrupt EXIF data", "ignore:Possibly corrupt EXIF data")
def test_a_broken_exif_is_no_reason_to_refuse() -> None:
    data = saved(quarters(), "JPEG", exif=b"Exif\0\0II*\0\xff\xff\xff\xff garbage")
    assert corners(stored(prepared(data).original.name)) == ["red", "green", "blue", "white"]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
def test_no_metadata_is_left_anywhere(kind: str) -> None:
    sent = full_of_metadata(kind)
    assert b"secret" in sent
    photo = prepared(sent)
    for name, data in files_of(photo).items():
        for secret in SECRETS:
            assert secret not in data, name
        with Image.open(io.BytesIO(data)) as image:
            assert not {"exif", "xmp", "comment", "icc_profile", "photoshop", "Comment"} & set(image.info), (
                name
            )


@pytest.mark.parametrize("name", polyglots())
def test_a_file_that_is_two_things_becomes_one(name: str) -> None:
    photo = prepared(polyglots()[name])
    assert all(b"secret" not in data and b"alert" not in data for data in files_of(photo).values())


def test_the_photo_of_a_stereo_camera_is_its_first_picture() -> None:
    behind = Image.new("RGB", (60, 40), "black")
    photo = prepared(saved(quarters(), "MPO", save_all=True, append_images=[behind]))
    assert corners(stored(photo.original.name)) == ["red", "green", "blue", "white"]
    with Image.open(io.BytesIO(stored(photo.original.name))) as image:
        assert image.format == "JPEG"


@pytest.mark.django_db(transaction=True)
def test_the_upload_is_renamed_and_gone_once_its_clean_copy_is_there() -> None:
    photo = taken(full_of_metadata("JPEG"))
    assert photo.original.name == f"incoming/{photo.key}"
    assert photo.preparation == "waiting"
    jobs = ProcrastinateJob.objects.filter(task_name="articles.render_photo", args={"photo_id": photo.pk})
    tasks.render_photo(**jobs.get().args)
    photo.refresh_from_db()
    assert (photo.original.name, photo.preparation) == (f"originals/{photo.key}.jpg", "ready")
    assert not default_storage.exists(f"incoming/{photo.key}")


def test_what_came_without_loss_is_kept_without_loss() -> None:
    image = quarters()
    image.putpixel((0, 0), (1, 2, 3))
    photo = prepared(saved(image, "PNG"))
    assert photo.original.name == f"originals/{photo.key}.png"
    with Image.open(io.BytesIO(stored(photo.original.name))) as kept:
        assert kept.getpixel((0, 0)) == (1, 2, 3)


def test_a_jpeg_keeps_its_looks() -> None:
    image = Image.radial_gradient("L").resize((400, 300)).convert("RGB")
    photo = prepared(saved(image, "JPEG", quality=90))
    with Image.open(io.BytesIO(stored(photo.original.name))) as kept:
        difference = ImageStat.Stat(ImageChops.difference(kept, image)).mean
    assert max(difference) < 1


def test_preparing_again_makes_the_same_and_loses_nothing() -> None:
    photo = prepared(saved(quarters(), "JPEG", quality=80))
    before = files_of(photo)
    ingest.prepare(Photo.objects.get(pk=photo.pk))
    assert files_of(Photo.objects.get(pk=photo.pk)).keys() == before.keys()
    assert stored(photo.original.name) == before[str(photo.original.name)]


def test_damage_that_only_decoding_finds_is_said_in_the_row() -> None:
    whole = bytearray(saved(Image.linear_gradient("L").resize((640, 480)).convert("RGB"), "AVIF"))
    photo = taken(bytes(whole[: len(whole) * 95 // 100]))
    ingest.prepare(photo)
    photo.refresh_from_db()
    assert (photo.preparation, photo.renditions) == (Preparation.DAMAGED, [])
    assert photo.problem() == Problem.DAMAGED


def test_a_lost_file_is_damage_unless_its_sizes_are_there() -> None:
    lost, rendered = newsroom.photo(), newsroom.photo(rendered=True)
    Photo.objects.filter(pk=rendered.pk).update(preparation="waiting")
    rendered.refresh_from_db()
    for photo in (lost, rendered):
        default_storage.delete(photo.original.name or "")
        ingest.prepare(photo)
    assert set(Photo.objects.values_list("pk", "preparation")) == {
        (lost.pk, "damaged"),
        (rendered.pk, "ready"),
    }


@pytest.mark.django_db(transaction=True)
def test_a_photo_deleted_meanwhile_leaves_no_files() -> None:
    photo = taken(newsroom.picture_bytes())
    Photo.objects.filter(pk=photo.pk).delete()
    ingest.prepare(photo)
    assert default_storage.listdir("originals")[1] == []
    assert default_storage.listdir(f"photos/{photo.key}")[1] == []


@pytest.mark.django_db(transaction=True)
def test_originals_of_before_are_cleaned_by_the_hourly_look() -> None:
    old = newsroom.photo(rendered=True)
    default_storage.delete(old.original.name or "")
    old.original.name = default_storage.save(f"originals/{old.key}", ContentFile(full_of_metadata("JPEG")))
    Photo.objects.filter(pk=old.pk).update(
        original=old.original.name, preparation="waiting", uploaded_at=timezone.now() - timedelta(days=9)
    )
    fresh = newsroom.photo()
    for _hour in range(2):
        tasks.render_forgotten(0)
    jobs = ProcrastinateJob.objects.filter(task_name="articles.render_photo")
    # Once, and behind what somebody waits for.
    assert [job.priority for job in jobs.filter(args={"photo_id": old.pk})] == [-10]
    assert not jobs.filter(args={"photo_id": fresh.pk}).exists()
    tasks.render_photo(old.pk)
    old.refresh_from_db()
    assert old.original.name == f"originals/{old.key}.jpg"
    assert b"secret" not in stored(old.original.name)
    assert not default_storage.exists(f"originals/{old.key}")


def test_the_photo_of_a_tip_is_copied_and_stays_as_it_was() -> None:
    tip = Tip.objects.create(text="Мост", consent_version="1", consent_text="Согласен", sender="x")
    sent = TipPhoto(tip=tip)
    sent.file.save("", ContentFile(full_of_metadata("JPEG")))
    photo = Photo(alt_ru="Мост", credit="читатель", licence="permission", consent="not_needed")
    ingest.take_in(photo, sent.file)
    ingest.prepare(photo)
    assert b"secret" not in stored(photo.original.name)
    assert b"secret" in stored(sent.file.name)


LARGEST = (8_660, 5_773)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
def test_fifty_megapixels_do_not_hold_up_a_request(
    kind: str, is_long: bool, record_property: Callable[[str, object], None]
) -> None:
    size = LARGEST if is_long else (2_000, 1_500)
    options = {"AVIF": {"speed": 10}, "WEBP": {"method": 0}}.get(kind, {})
    data = saved(Image.radial_gradient("L").resize(size).convert("RGB"), kind, **options)
    started = time.perf_counter()
    assert ingest.inspect(io.BytesIO(data)) == size
    in_request = time.perf_counter() - started
    photo = taken(data)
    started = time.perf_counter()
    ingest.prepare(photo)
    record_property(f"{kind}: seconds in the request", round(in_request, 2))
    record_property(f"{kind}: seconds in the task", round(time.perf_counter() - started, 2))
    assert photo.preparation == "ready"
    assert in_request < 1
