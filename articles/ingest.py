"""How a file becomes a photo of the library. The request judges it, the task queue makes what is kept of it.

`inspect` looks at the header and, where that is cheap, at whether the file is whole. `prepare` decodes: up to
fifty megapixels, seconds of work and hundreds of megabytes, which no request should wait for or hold.
"""

import io
import logging
from contextlib import suppress
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _
from PIL import Image
from procrastinate.exceptions import AlreadyEnqueued

from articles.clean_pixels import FORMATS, NOT_A_PICTURE, CleanPicture, clean, shown_size
from articles.models import Photo
from articles.models.photo_rights import Preparation
from articles.renditions import MAX_SIDE, rendition_path, write_renditions

log = logging.getLogger(__name__)

MAX_BYTES = 20 * 1024 * 1024
MAX_PIXELS = 50_000_000
# What phones write by themselves, and few programs read.
HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
# JPEG at 95 cannot be told from its source by eye; PNG where the source was without loss too.
MASTER_QUALITY = 95


def inspect(file: BinaryIO) -> tuple[int, int]:
    """Width and height in pixels as shown (EXIF rotation applied).

    Raises ValidationError, in words for the person who uploads, for what is not a picture we take. Nothing is
    decoded in full: what only that would find, the task finds (`Preparation.DAMAGED`).
    """
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    if size > MAX_BYTES:
        raise ValidationError(
            _("The file is larger than %(limit)s MB.") % {"limit": MAX_BYTES // 1024 // 1024}
        )
    try:
        with Image.open(file, formats=FORMATS) as image:
            _refuse_unfit(image)
            shown = shown_size(image)
            _read_through(image)
            return shown
    except Image.DecompressionBombError:
        raise ValidationError(_too_many_pixels()) from None
    except NOT_A_PICTURE:
        raise ValidationError(_what_is_wrong(file)) from None
    finally:
        file.seek(0)


def _refuse_unfit(image: Image.Image) -> None:
    if image.width * image.height > MAX_PIXELS:
        raise ValidationError(_too_many_pixels())
    if max(image.size) > MAX_SIDE:
        raise ValidationError(
            _("One side of the picture is longer than %(limit)s pixels.") % {"limit": MAX_SIDE}
        )
    # MPO is a JPEG with a further picture behind it, for depth or for another screen: the first is the photo.
    if image.format != "MPO" and getattr(image, "is_animated", False):
        raise ValidationError(
            _("The picture moves, and here it would stand still. Take a single frame of it.")
        )


def _read_through(image: Image.Image) -> None:
    """Whether the file ends too early, without decoding it: WebP and AVIF are read when they are opened."""
    match image.format:
        case "JPEG" | "MPO":
            # An eighth of each side: the whole file is read, a sixty-fourth of the pixels made.
            image.draft("RGB", (max(1, image.width // 8), max(1, image.height // 8)))
            image.load()
        case "PNG":
            image.verify()
        case "GIF":
            image.load()


def _too_many_pixels() -> str:
    return _("The picture has more than %(limit)s megapixels.") % {"limit": MAX_PIXELS // 1_000_000}


def _what_is_wrong(file: BinaryIO) -> str:
    file.seek(0)
    head = file.read(12)
    if head[4:8] == b"ftyp" and head[8:12] in HEIC_BRANDS:
        return _("This is a HEIC photo of a phone. Save it as JPEG, or have the camera write JPEG.")
    return _("This file is not a picture, or it is damaged. Take JPEG, PNG, WebP or AVIF.")


def take_in(photo: Photo, file: "File[bytes]") -> None:
    """Save a photo, its facts given, with a file of the newsroom's or a reader's. Raises ValidationError."""
    photo.width, photo.height = inspect(file)  # type: ignore[arg-type]
    photo.original.save("", file, save=False)
    with transaction.atomic():
        photo.save(force_insert=True)
        have_prepared(photo)


def have_prepared(photo: Photo, *, priority: int = 0) -> None:
    """Queue it, once. The queue is in the same database: the job appears with the row, or not at all."""
    from articles.tasks import render_photo

    with suppress(AlreadyEnqueued), transaction.atomic():
        job = render_photo.configure(queueing_lock=f"articles.render_photo:{photo.pk}", priority=priority)
        job.defer(photo_id=photo.pk)


def prepare(photo: Photo) -> None:
    """Make the clean original and every size of it, and say so in the row. Repeatable: files are replaced."""
    upload = photo.original.name or ""
    try:
        with photo.original.open("rb") as file:
            data = file.read()
    except (FileNotFoundError, ValueError):
        _without_a_file(photo)
        return
    try:
        picture = clean(io.BytesIO(data))
    except NOT_A_PICTURE as error:
        log.warning("photo %s cannot be read: %s", photo.key, error)
        Photo.objects.filter(pk=photo.pk).update(preparation=Preparation.DAMAGED)
        return
    if photo.preparation != Preparation.READY:
        photo.original.name = _write_master(photo.key, picture)
    pixels = picture.on_white()
    photo.width, photo.height = pixels.size
    photo.renditions = write_renditions(photo.key, pixels)
    photo.preparation = Preparation.READY
    _keep(photo, upload)


def _write_master(key: str, picture: CleanPicture) -> str:
    """The picture at its full size, made anew of its pixels; returns where it is kept."""
    buffer = io.BytesIO()
    if picture.is_lossless:
        pixels = picture.colours.copy()
        if picture.alpha is not None:
            pixels.putalpha(picture.alpha)
        pixels.save(buffer, "PNG")
    else:
        picture.on_white().save(
            buffer, "JPEG", quality=MASTER_QUALITY, subsampling=picture.subsampling, progressive=False
        )
    name = f"originals/{key}.{'png' if picture.is_lossless else 'jpg'}"
    if default_storage.exists(name):
        default_storage.delete(name)
    return default_storage.save(name, ContentFile(buffer.getvalue()))


@transaction.atomic
def _keep(photo: Photo, upload: str) -> None:
    """Write the row; what the file was before goes, and with it the place where the photo was taken."""
    files = {
        name: getattr(photo, name) for name in ("original", "width", "height", "renditions", "preparation")
    }
    master = photo.original.name or ""
    if Photo.objects.filter(pk=photo.pk).update(**files):
        forgotten = [upload] if upload != master else []
    else:
        # Deleted meanwhile: nobody would ever find these files again.
        forgotten = [
            master,
            *(rendition_path(photo.key, r["width"], r["extension"]) for r in photo.renditions),
        ]

    def forget() -> None:
        for name in forgotten:
            default_storage.delete(name)

    transaction.on_commit(forget)


def _without_a_file(photo: Photo) -> None:
    """Another run was quicker; or the file is lost, and what was made of it has to do."""
    photo.refresh_from_db()
    if photo.preparation != Preparation.WAITING:
        return
    log.warning("photo %s has lost its file", photo.key)
    state = Preparation.READY if photo.renditions else Preparation.DAMAGED
    Photo.objects.filter(pk=photo.pk).update(preparation=state)
