"""The files that readers load: three types of each photo, in declared sizes."""

import io

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from articles.models.photo import Rendition

WIDTHS = (400, 800, 1200, 1600)
# Chosen so that the three look alike; AVIF at speed 8 costs a fraction of the default's time.
ENCODINGS: dict[str, dict[str, object]] = {
    "avif": {"format": "AVIF", "quality": 60, "speed": 8},
    "webp": {"format": "WEBP", "quality": 78, "method": 4},
    "jpg": {"format": "JPEG", "quality": 80, "optimize": True, "progressive": True},
}
MAX_SIDE = 16_383
"""Pixels: a longer side does not go into WebP."""

REDUCING_GAP = 3.0
"""A picture many times larger is first reduced by whole steps: several times faster, and not to be seen."""


def rendition_path(key: str, width: int, extension: str) -> str:
    """Where a rendition is kept in the storage."""
    return f"photos/{key}/{width}.{extension}"


def write_renditions(key: str, pixels: Image.Image) -> list[Rendition]:
    """Write every rendition of bare RGB pixels. Repeatable: files are replaced."""
    made: list[Rendition] = []
    # Never larger than the original; a narrow one keeps its own width.
    for width in sorted({min(width, pixels.width) for width in WIDTHS}):
        height = max(1, round(pixels.height * width / pixels.width))
        scaled = (
            pixels
            if width == pixels.width
            else pixels.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=REDUCING_GAP)
        )
        for extension, encoding in ENCODINGS.items():
            buffer = io.BytesIO()
            scaled.save(buffer, **encoding)  # type: ignore[arg-type]
            path = rendition_path(key, width, extension)
            if default_storage.exists(path):
                default_storage.delete(path)
            default_storage.save(path, ContentFile(buffer.getvalue()))
            size = buffer.tell()
            made.append(Rendition(width=width, height=height, bytes=size, extension=extension))  # type: ignore[typeddict-item]
    return made
