"""Any picture file as bare pixels: upright, in sRGB, eight bits a channel, without a word of metadata."""

import io
import struct
from dataclasses import dataclass
from typing import BinaryIO

from PIL import ExifTags, Image, ImageCms, JpegImagePlugin, UnidentifiedImageError

FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF")
# What a file that is no picture, or a damaged one, makes Pillow raise.
NOT_A_PICTURE = (
    UnidentifiedImageError,
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    struct.error,
    Image.DecompressionBombError,
)
LOSSLESS = frozenset({"PNG", "GIF"})
WHITE = (255, 255, 255)
MAX_PROFILE = 4 * 1024 * 1024
"""Bytes: profiles of cameras and presses stay below; a larger one is not worth what reading it costs."""

_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_LYING = frozenset({5, 6, 7, 8})
_SIXTEEN_BITS = frozenset({"I;16", "I;16L", "I;16B", "I"})


@dataclass(frozen=True)
class CleanPicture:
    """The pixels, RGB, and how much of what lies behind shows through them."""

    colours: Image.Image
    alpha: Image.Image | None
    is_lossless: bool
    # As JPEG counts it: 0 keeps all of the colour, 2 a quarter.
    subsampling: int

    def on_white(self) -> Image.Image:
        if self.alpha is None:
            return self.colours
        ground = Image.new("RGB", self.colours.size, WHITE)
        ground.paste(self.colours, mask=self.alpha)
        return ground


def shown_size(image: Image.Image) -> tuple[int, int]:
    """Width and height once it has been turned upright; the header is enough to know."""
    width, height = image.size
    return (height, width) if _orientation(image) in _LYING else (width, height)


def clean(file: BinaryIO) -> CleanPicture:
    """Decode the file. Raises one of NOT_A_PICTURE."""
    with Image.open(file, formats=FORMATS) as opened:
        opened.load()
        colours, alpha = _apart(opened)
        return CleanPicture(
            colours=_upright(_bare(_in_srgb(colours, opened.info.get("icc_profile"))), opened),
            alpha=_upright(_bare(alpha), opened) if alpha else None,
            is_lossless=opened.format in LOSSLESS,
            subsampling=max(0, JpegImagePlugin.get_sampling(opened)),
        )


def _orientation(image: Image.Image) -> int:
    """By EXIF or XMP; 1, as it is, where they are unreadable, which many cameras' are."""
    try:
        # Not the method of PNG files, which would decode the whole picture for it.
        return int(Image.Image.getexif(image).get(ExifTags.Base.Orientation, 1))
    except (*NOT_A_PICTURE, KeyError, TypeError):
        return 1


def _upright(pixels: Image.Image, opened: Image.Image) -> Image.Image:
    turn = _TURNS.get(_orientation(opened))
    return pixels if turn is None else pixels.transpose(turn)


def _bare(image: Image.Image) -> Image.Image:
    """Pillow writes an image's comment, profile and XMP into whatever it saves: a new image has none."""
    fresh = Image.new(image.mode, image.size)
    fresh.paste(image)
    return fresh


def _apart(opened: Image.Image) -> tuple[Image.Image, Image.Image | None]:
    """Colours, in the channels that the profile speaks of, and transparency."""
    if opened.mode in _SIXTEEN_BITS:
        # Pillow would cut off at 255, and leave a white picture.
        return opened.point(lambda value: value / 256).convert("L"), None
    if opened.mode == "LA":
        return opened.getchannel("L"), opened.getchannel("A")
    if opened.has_transparency_data:
        layer = opened.convert("RGBA")
        return layer.convert("RGB"), layer.getchannel("A")
    if opened.mode in {"L", "RGB", "CMYK"}:
        return opened, None
    return opened.convert("RGB"), None


def _in_srgb(colours: Image.Image, profile: object) -> Image.Image:
    """As the embedded profile means them; an unreadable one, or one of other channels, counts as none."""
    if not isinstance(profile, bytes) or not 0 < len(profile) <= MAX_PROFILE:
        return colours.convert("RGB")
    try:
        known = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if known.profile.xcolor_space.strip() == "RGB" and colours.mode == "L":
            colours = colours.convert("RGB")
        converted = ImageCms.profileToProfile(
            colours,
            known,
            ImageCms.createProfile("sRGB"),
            renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
            outputMode="RGB",
            flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return colours.convert("RGB")
    return converted or colours.convert("RGB")
