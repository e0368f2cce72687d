"""From an uploaded original to the files that readers load: upright, without metadata, in declared sizes."""

import io
from typing import BinaryIO, cast

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from articles.models import Photo
from articles.models.photo import Rendition

MAX_BYTES = 20 * 1024 * 1024
MAX_PIXELS = 50_000_000
FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF")
WIDTHS = (400, 800, 1200, 1600)
# Chosen so that the three look alike; AVIF at speed 8 costs a fraction of the default's time.
ENCODINGS: dict[str, dict[str, object]] = {
    "avif": {"format": "AVIF", "quality": 60, "speed": 8},
    "webp": {"format": "WEBP", "quality": 78, "method": 4},
    "jpg": {"format": "JPEG", "quality": 80, "optimize": True, "progressive": True},
}
JPEG_BACKGROUND = (255, 255, 255)


def inspect(file: BinaryIO) -> tuple[int, int]:
    """Width and height in pixels as shown (EXIF rotation applied).

    Raises ValidationError, in words for the person who uploads, for what is not a picture we take. The header
    is judged before anything is decoded.
    """
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    if size > MAX_BYTES:
        raise ValidationError(
            _("The file is larger than %(limit)s MB.") % {"limit": MAX_BYTES // 1024 // 1024}
        )
    try:
        with Image.open(file, formats=FORMATS) as image:
            if image.width * image.height > MAX_PIXELS:
                raise ValidationError(
                    _("The picture has more than %(limit)s megapixels.") % {"limit": MAX_PIXELS // 1_000_000}
                )
            image.load()
            return ImageOps.exif_transpose(image).size
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError):
        raise ValidationError(
            _("This file is not a picture, or it is damaged. Take JPEG, PNG, WebP or AVIF.")
        ) from None
    finally:
        file.seek(0)


def clean_pixels(file: BinaryIO) -> Image.Image:
    """The upright picture as bare RGB pixels: no EXIF, GPS, comments or profile come along."""
    with Image.open(file, formats=FORMATS) as opened:
        upright = ImageOps.exif_transpose(opened)
        if "A" in upright.getbands() or "transparency" in upright.info:
            layer = upright.convert("RGBA")
            clean = Image.new("RGB", layer.size, JPEG_BACKGROUND)
            clean.paste(layer, mask=layer.getchannel("A"))
        else:
            clean = Image.new("RGB", upright.size)
            clean.paste(upright.convert("RGB"))
    return clean


def rendition_path(key: str, width: int, extension: str) -> str:
    """Where a rendition is kept in the storage."""
    return f"photos/{key}/{width}.{extension}"


def make_renditions(photo: Photo) -> None:
    """Write every rendition and say so in the row. Repeatable: files are replaced."""
    with photo.original.open("rb") as file:
        pixels = clean_pixels(cast("BinaryIO", file))
    made: list[Rendition] = []
    # Never larger than the original; a narrow one keeps its own width.
    for width in sorted({min(width, pixels.width) for width in WIDTHS}):
        height = max(1, round(pixels.height * width / pixels.width))
        scaled = pixels if width == pixels.width else pixels.resize((width, height), Image.Resampling.LANCZOS)
        for extension, encoding in ENCODINGS.items():
            buffer = io.BytesIO()
            scaled.save(buffer, **encoding)  # type: ignore[arg-type]
            path = rendition_path(photo.key, width, extension)
            if default_storage.exists(path):
                default_storage.delete(path)
            default_storage.save(path, ContentFile(buffer.getvalue()))
            size = buffer.tell()
            made.append(Rendition(width=width, height=height, bytes=size, extension=extension))  # type: ignore[typeddict-item]
    photo.renditions = made
    photo.save(update_fields=["renditions"])
