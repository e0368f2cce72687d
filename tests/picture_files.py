"""Picture files as the world sends them: turned, coloured, broken, disguised."""

import io
import struct
import zlib
from typing import Any

from PIL import Image, ImageCms, PngImagePlugin

from tests import newsroom

SECRETS = (b"secret", b"GPS", b"Exif", b"xmpmeta", b"8BIM", b"Copyright of")


def saved(image: Image.Image, kind: str, **options: Any) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def quarters(width: int = 60, height: int = 40) -> Image.Image:
    """Red, green / blue, white: four corners that say which way up the picture is."""
    image = Image.new("RGB", (width, height))
    half, low = width // 2, height // 2
    for box, colour in (
        ((0, 0, half, low), (255, 0, 0)),
        ((half, 0, width, low), (0, 255, 0)),
        ((0, low, half, height), (0, 0, 255)),
        ((half, low, width, height), (255, 255, 255)),
    ):
        image.paste(colour, box)
    return image


# What a camera does to an upright picture before it writes the number into EXIF.
LAID_DOWN = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def turned(orientation: int, kind: str = "JPEG", **options: Any) -> bytes:
    """`quarters` as a file that has to be turned to be seen so again."""
    turn = LAID_DOWN[orientation]
    image = quarters() if turn is None else quarters().transpose(turn)
    exif = Image.Exif()
    exif[0x0112] = orientation
    return saved(image, kind, exif=exif, **options)


def exif_with_a_place() -> Image.Exif:
    exif = Image.Exif()
    exif[0x010E] = "secret place"
    exif[0x8298] = "Copyright of nobody"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[29] = "secret day"
    return exif


def full_of_metadata(kind: str) -> bytes:
    """EXIF with a place, XMP, IPTC, a comment and a profile with a name, as far as the format knows them."""
    xmp = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>secret xmp</x:xmpmeta>"
    options: dict[str, Any] = {
        "icc_profile": ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    }
    if kind == "JPEG":
        options |= {"comment": b"secret comment", "xmp": xmp, "quality": 95}
        iptc = b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x0c\x1c\x02\x78\0\x06secret"
        options["extra"] = b"\xff\xed" + struct.pack(">H", len(iptc) + 2) + iptc
    elif kind == "PNG":
        words = PngImagePlugin.PngInfo()
        words.add_text("Comment", "secret comment")
        words.add_itxt("XML:com.adobe.xmp", xmp.decode())
        options["pnginfo"] = words
    elif kind != "GIF":
        options["xmp"] = xmp
    if kind == "GIF":
        return saved(quarters().convert("P"), kind, comment=b"secret comment")
    return saved(quarters(), kind, exif=exif_with_a_place(), **options)


def animated(kind: str) -> bytes:
    first, *others = (Image.new("RGB", (40, 30), colour) for colour in ("red", "blue", "green"))
    return saved(first, kind, save_all=True, append_images=others)


def png_of(width: int, height: int, *extra: tuple[bytes, bytes], data: bytes = b"") -> bytes:
    """A PNG made by hand: what the header declares, and further chunks."""
    chunks = [
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
        *extra,
        (b"IDAT", data or zlib.compress(b"\0" * 100)),
        (b"IEND", b""),
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in chunks
    )


def profile_bomb() -> bytes:
    """Half a gigabyte of profile in half a megabyte of file."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(bytes(10_000_000)) for _part in range(50)) + packer.flush()
    return png_of(16, 16, (b"iCCP", b"profile\0\0" + packed))


def polyglots() -> dict[str, bytes]:
    """Pictures that are something else at the same time."""
    script = b"<script>alert('secret')</script>"
    archive = b"PK\x03\x04secret" + b"\0" * 50
    return {
        "JPEG and archive": newsroom.picture_bytes() + archive,
        "JPEG and page": newsroom.picture_bytes(comment=script) + script,
        "PNG and page": newsroom.picture_bytes(kind="PNG") + script,
        "GIF and script": saved(quarters().convert("P"), "GIF", comment=b"*/=1;alert('secret')//") + script,
    }


NOT_PICTURES = {
    "empty": b"",
    "text": b"hello",
    "page": b"<html><script>alert(1)</script></html>",
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "pdf": b"%PDF-1.7\n",
    "tiff": saved(quarters(), "TIFF"),
    "bmp": saved(quarters(), "BMP"),
    "ico": saved(quarters(32, 32), "ICO"),
    "heic": b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(100),
    "heif that calls itself mif1": b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic" + bytes(100),
    "picture after a page": b"<html>" + newsroom.picture_bytes(),
    "declares 20 000 × 20 000": png_of(20_000, 20_000),
    "declares two thousand million pixels": png_of(2**31 - 1, 1),
    "profile bomb": profile_bomb(),
    "moving GIF": animated("GIF"),
    "moving WebP": animated("WEBP"),
    "moving PNG": animated("PNG"),
    "moving AVIF": animated("AVIF"),
}
CUT = {
    f"{kind}, {share} %": data[: len(data) * share // 100]
    for kind in ("JPEG", "PNG", "WEBP", "GIF")
    for data in [saved(Image.linear_gradient("L").resize((640, 480)).convert("RGB"), kind)]
    for share in (1, 30, 95)
}
