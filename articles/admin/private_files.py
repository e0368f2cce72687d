"""Files that readers have no address for, handed to members of the newsroom."""

import re
from typing import BinaryIO

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404
from django.utils.cache import patch_cache_control
from PIL import Image, UnidentifiedImageError

from articles.clean_pixels import FORMATS
from articles.models import Photo
from articles.views.media import rendition

PREVIEW_SECONDS = 600


def preview(photo: Photo, width: int = 0) -> FileResponse:
    """The narrowest JPEG of a photo that is at least so wide, whether or not readers may see it."""
    jpegs = photo.renditions_as("jpg")
    if not jpegs:
        raise Http404("the renditions are not made yet")
    chosen = next((item for item in jpegs if item["width"] >= width), jpegs[-1])
    return private_rendition(photo, chosen["width"], "jpg")


def private_rendition(photo: Photo, width: int, extension: str) -> FileResponse:
    """Any rendition, whether or not readers may see it."""
    response = rendition(photo, width, extension)
    patch_cache_control(response, private=True, max_age=PREVIEW_SECONDS)
    return response


def attachment(file: FieldFile, name: str) -> FileResponse:
    """A file as it was sent: saved, never shown, and of no type that a browser would run."""
    try:
        opened = file.open("rb")
    except (FileNotFoundError, ValueError):
        raise Http404("the file is missing") from None
    kind = _picture_kind(opened)
    extension = kind.lower().replace("jpeg", "jpg") if kind else "bin"
    return FileResponse(
        opened,
        as_attachment=True,
        filename=f"{re.sub(r'[^A-Za-z0-9-]', '', name)}.{extension}",
        content_type=f"image/{kind.lower()}" if kind else "application/octet-stream",
    )


def _picture_kind(file: BinaryIO | FieldFile) -> str | None:
    """JPEG, PNG… by the content of the file."""
    try:
        with Image.open(file, formats=FORMATS) as image:
            # A JPEG with further pictures behind the first.
            return "JPEG" if image.format == "MPO" else image.format
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return None
    finally:
        file.seek(0)
