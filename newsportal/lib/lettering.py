"""Our letters in pictures that the server draws.

The fonts are those of the pages, cut into files by script as a browser wants them; a line is put together
from the files that have its letters.
"""

from collections.abc import Iterator
from functools import cache
from itertools import groupby
from typing import NamedTuple

from django.conf import settings
from PIL import ImageDraw, ImageFont

# As `unicode-range` in static/css/site.css says; what is in neither is Latin, digits and signs.
_CYRILLIC = frozenset("ЁёІіҰұ№") | {chr(code) for code in range(0x410, 0x450)}
_KAZAKH = frozenset("ҒғҚқҢңҮүҺһӘәӨө")
_CURRENCY = frozenset("₸₽")
# Spaces that the files do not have.
_SPACES = {0x202F: " ", 0x2009: " "}

type Point = tuple[float, float]


class Face(NamedTuple):
    """Golos Text, of a size in pixels and a weight from 400 to 600."""

    size: int
    weight: int = 400


def width_of(text: str, face: Face) -> float:
    return sum(_font(script, face).getlength(run) for script, run in _runs(text))


def write(draw: ImageDraw.ImageDraw, at: Point, text: str, face: Face, colour: str) -> None:
    """One line; `at` is its left end on the base line."""
    x, y = at
    for script, run in _runs(text):
        font = _font(script, face)
        draw.text((x, y), run, font=font, fill=colour, anchor="ls")
        x += font.getlength(run)


def wrapped(text: str, face: Face, width: float, most: int) -> list[str]:
    """Lines by words; what does not fit into the last one ends with an ellipsis."""
    lines: list[str] = []
    # A number stays with its word: no-break spaces are none to break at.
    rest = text.split(" ")
    while rest and len(lines) < most:
        count = 1
        while count < len(rest) and width_of(" ".join(rest[: count + 1]), face) <= width:
            count += 1
        lines.append(" ".join(rest[:count]))
        rest = rest[count:]
    if lines and (rest or width_of(lines[-1], face) > width):
        lines[-1] = _cut(lines[-1], face, width)
    return lines


def _cut(line: str, face: Face, width: float) -> str:
    while line and width_of(f"{line}…", face) > width:
        line = line[:-1].rstrip()
    return f"{line}…"


def _runs(text: str) -> Iterator[tuple[str, str]]:
    for script, letters in groupby(text.translate(_SPACES), key=_script):
        yield script, "".join(letters)


def _script(letter: str) -> str:
    if letter in _CYRILLIC:
        return "cyrillic"
    if letter in _KAZAKH:
        return "kazakh"
    return "currency" if letter in _CURRENCY else "latin"


@cache
def _font(script: str, face: Face) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(settings.BASE_DIR / f"static/fonts/golos-text-{script}.woff2", face.size)
    font.set_variation_by_axes([face.weight])
    return font
