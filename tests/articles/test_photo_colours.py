"""Colours are those that the sender's profile means, whatever channels the file has."""

import io

import pytest
from PIL import Image, ImageCms

from articles.clean_pixels import MAX_PROFILE, clean
from tests.picture_files import quarters, saved

# Profiles of real devices are copyrighted: this one says what a wide screen says, and is made of its numbers.
DISPLAY_P3 = {
    "red": (0.51512, 0.2412, -0.00105),
    "green": (0.29198, 0.69225, 0.04189),
    "blue": (0.1571, 0.06657, 0.78407),
}


def s15(value: float) -> bytes:
    return round(value * 65536).to_bytes(4, "big", signed=True)


def display_p3() -> bytes:
    """A matrix profile with the primaries of Display P3 and the curve of a plain gamma."""
    tags: dict[bytes, bytes] = {
        b"desc": b"desc\0\0\0\0" + (3).to_bytes(4, "big") + b"P3\0" + bytes(12 + 67),
        b"wtpt": b"XYZ \0\0\0\0" + s15(0.9642) + s15(1.0) + s15(0.8249),
    }
    for name, primary in ((b"r", "red"), (b"g", "green"), (b"b", "blue")):
        tags[name + b"XYZ"] = b"XYZ \0\0\0\0" + b"".join(s15(value) for value in DISPLAY_P3[primary])
        tags[name + b"TRC"] = (
            b"curv\0\0\0\0" + (1).to_bytes(4, "big") + round(2.2 * 256).to_bytes(2, "big") + b"\0\0"
        )
    offset = 128 + 4 + 12 * len(tags)
    table, body = b"", b""
    for name, data in tags.items():
        padded = data + bytes(-len(data) % 4)
        table += name + (offset + len(body)).to_bytes(4, "big") + len(data).to_bytes(4, "big")
        body += padded
    size = offset + len(body)
    header = size.to_bytes(4, "big") + b"lcms" + bytes([2, 0x40, 0, 0]) + b"mntrRGB XYZ "
    header += bytes(12) + b"acsp" + bytes(28) + s15(0.9642) + s15(1.0) + s15(0.8249)
    return header + bytes(128 - len(header)) + len(tags).to_bytes(4, "big") + table + body


def srgb() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def pixel(data: bytes, at: tuple[int, int] = (0, 0)) -> tuple[int, ...]:
    found = clean(io.BytesIO(data)).on_white().getpixel(at)
    assert isinstance(found, tuple)
    return found


def about(*expected: int) -> object:
    return pytest.approx(expected, abs=2)


def flat(mode: str, colour: object, kind: str = "PNG", **options: object) -> bytes:
    return saved(Image.new(mode, (16, 16), colour), kind, **options)  # type: ignore[arg-type]


def test_a_wide_profile_is_converted_not_dropped() -> None:
    """Its (200, 100, 50) is a stronger orange than that of sRGB: so say the matrices, worked out by hand."""
    red, green, blue = pixel(flat("RGB", (200, 100, 50), icc_profile=display_p3()))
    assert (red, green, blue) == about(216, 93, 24)
    assert pixel(flat("RGB", (200, 100, 50), icc_profile=srgb())) == about(200, 100, 50)


def test_a_profile_counts_with_transparency_too() -> None:
    picture = clean(io.BytesIO(flat("RGBA", (200, 100, 50, 128), icc_profile=display_p3())))
    assert picture.colours.getpixel((0, 0)) == about(216, 93, 24)
    assert picture.alpha is not None
    assert picture.alpha.getpixel((0, 0)) == 128


@pytest.mark.parametrize(
    "profile",
    [
        b"nonsense",
        display_p3()[:200],
        display_p3()[:128] + b"\xff" * 4000,
        bytes(MAX_PROFILE + 1),
        ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes(),
    ],
    ids=["nonsense", "cut", "garbage", "too large", "of other channels"],
)
def test_a_profile_that_cannot_be_used_is_as_good_as_none(profile: bytes) -> None:
    assert pixel(flat("RGB", (200, 100, 50), "JPEG", quality=100, icc_profile=profile)) == about(200, 100, 50)


def test_cmyk_is_seen_in_its_colours() -> None:
    assert pixel(flat("CMYK", (0, 0, 0, 0), "JPEG", quality=100)) == about(255, 255, 255)
    assert pixel(flat("CMYK", (0, 0, 0, 255), "JPEG", quality=100)) == about(0, 0, 0)
    red, green, blue = pixel(flat("CMYK", (0, 255, 255, 0), "JPEG", quality=100))
    assert red > 200
    assert max(green, blue) < 60


def test_sixteen_bits_keep_their_greys() -> None:
    image = Image.new("I;16", (4, 1))
    for place, value in enumerate((0, 256 * 64, 256 * 128, 65_535)):
        image.putpixel((place, 0), value)
    data = saved(image, "PNG")
    assert [pixel(data, (place, 0)) for place in range(4)] == [(0,) * 3, (64,) * 3, (128,) * 3, (255,) * 3]


@pytest.mark.parametrize(
    ("mode", "colour", "seen"),
    [
        ("L", 100, (100, 100, 100)),
        ("1", 1, (255, 255, 255)),
        ("LA", (100, 255), (100, 100, 100)),
        ("LA", (100, 0), (255, 255, 255)),
        ("RGBA", (255, 0, 0, 0), (255, 255, 255)),
        ("RGBA", (0, 0, 0, 128), (127, 127, 127)),
    ],
)
def test_every_kind_of_channels_is_read(mode: str, colour: object, seen: tuple[int, ...]) -> None:
    assert pixel(flat(mode, colour)) == about(*seen)


def test_a_grey_picture_with_a_profile_of_colours_is_read() -> None:
    assert pixel(flat("L", 100, "JPEG", quality=100, icc_profile=srgb())) == about(100, 100, 100)


def test_a_palette_with_a_transparent_colour_lets_white_through() -> None:
    image = quarters().convert("P", palette=Image.Palette.ADAPTIVE, colors=8)
    red = image.getpixel((0, 0))
    data = saved(image, "PNG", transparency=red)
    assert pixel(data, (0, 0)) == (255, 255, 255)
    assert pixel(data, (59, 0)) == about(0, 255, 0)
    assert pixel(saved(image, "GIF", transparency=red), (0, 0)) == (255, 255, 255)


def test_a_colour_named_transparent_lets_white_through() -> None:
    assert pixel(saved(quarters(), "PNG", transparency=(255, 0, 0)), (0, 0)) == (255, 255, 255)
