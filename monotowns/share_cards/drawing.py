"""The picture of a card, drawn by Pillow: shapes at twice the size, then made smooth, then letters."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from io import BytesIO
from typing import NamedTuple

from PIL import Image, ImageDraw

from monotowns.maps import shape_of
from monotowns.share_cards.card import Card
from newsportal.lib.country_map import Point, border, proportion
from newsportal.lib.lettering import Face, width_of, wrapped, write

WIDTH, HEIGHT = 1200, 630
SMOOTH = 2
EDGE = 64
GROUND, LAND, COAST = "#102c2a", "#1d423f", "#3d6662"
INK, SOFT, ACCENT = "#e8efed", "#a3b5b1", "#e8955a"
GROUPS = {1: "#6fc798", 2: "#83b9ee", 3: "#ff9c91"}

# The largest that the title has room in.
TITLES = (Face(84, 600), Face(68, 600), Face(54, 600))
SUBTITLE, BADGE, LEGEND, SITE = Face(30), Face(26, 600), Face(24), Face(26, 600)
LEGEND_LINE = 31
# The map: its left and upper edge, and its width; words stand above it and on its left.
MAP_LEFT, MAP_TOP, MAP_WIDTH = 470, 195, 690
MAP_HEIGHT = round(MAP_WIDTH / proportion())
BESIDE_MAP = MAP_LEFT - EDGE - 20


CORNERS = {
    "square": ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
    "triangle": ((0.0, -1.2), (1.1, 0.9), (-1.1, 0.9)),
    "diamond": ((0.0, -1.3), (1.2, 0.0), (0.0, 1.3), (-1.2, 0.0)),
}


class Look(NamedTuple):
    shape: str
    fill: str
    edge: str = GROUND


@lru_cache(64)
def png(card: Card) -> bytes:
    """Kept, since those who share a page come at once."""
    image = Image.new("RGB", (WIDTH * SMOOTH, HEIGHT * SMOOTH), GROUND)
    legends = list(_legends(card))
    _shapes(ImageDraw.Draw(image), card, legends)
    image = image.reduce(SMOOTH)
    draw = ImageDraw.Draw(image)
    _heading(draw, card)
    for y, _position, lines in legends:
        for number, line in enumerate(lines):
            write(draw, (EDGE + 34, y + LEGEND_LINE * number), line, LEGEND, INK)
    write(draw, (EDGE, HEIGHT - 42), card.site, SITE, ACCENT)
    written = BytesIO()
    # A few flat colours and their edges: a palette makes the file a third, and the reader waits less.
    image.quantize(64, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(written, "PNG")
    return written.getvalue()


def _legends(card: Card) -> Iterator[tuple[float, int, list[str]]]:
    """The base line, the group and the lines of each, one below the other."""
    y = MAP_TOP + 50.0
    for legend in card.legends[:4]:
        lines = wrapped(legend.text, LEGEND, BESIDE_MAP - 34, 3)
        yield y, legend.position, lines
        y += LEGEND_LINE * len(lines) + 14


def _shapes(draw: ImageDraw.ImageDraw, card: Card, legends: Iterable[tuple[float, int, list[str]]]) -> None:
    outline = [_on_map(x, y) for x, y in border()]
    draw.polygon(outline, LAND)
    draw.line([*outline, outline[0]], COAST, 2 * SMOOTH, joint="curve")
    radius = 13 if len(card.dots) == 1 else 9 if len(card.dots) <= 80 else 6
    for (x, y), position in card.dots:
        at = _on_map(x, y)
        if len(card.dots) == 1:
            _mark(draw, at, 29, Look("circle", LAND, ACCENT))
        _mark(draw, at, radius, _look(position))
    for y, position, _lines in legends:
        _mark(draw, ((EDGE + 11) * SMOOTH, (y - 8) * SMOOTH), 10, _look(position))


def _heading(draw: ImageDraw.ImageDraw, card: Card) -> None:
    room = WIDTH - 2 * EDGE
    face = next((face for face in TITLES if width_of(card.title, face) <= room), TITLES[-1])
    write(draw, (EDGE, 120), "".join(wrapped(card.title, face, room, 1)), face, INK)
    y = 180
    if card.badge:
        room -= round(width_of(card.badge, BADGE)) + 60
    subtitle = "".join(wrapped(card.subtitle, SUBTITLE, room, 1))
    write(draw, (EDGE, y), subtitle, SUBTITLE, SOFT)
    if card.badge:
        left = EDGE + width_of(subtitle, SUBTITLE) + 24
        draw.rectangle((left, y - 33, left + width_of(card.badge, BADGE) + 28, y + 13), ACCENT)
        write(draw, (left + 14, y - 1), card.badge, BADGE, GROUND)


def _on_map(x: float, y: float) -> Point:
    return (MAP_LEFT + x * MAP_WIDTH) * SMOOTH, (MAP_TOP + y * MAP_HEIGHT) * SMOOTH


def _look(position: int) -> Look:
    """Of a group, or of no group."""
    if not position:
        return Look("circle", SOFT)
    return Look(shape_of(position), GROUPS.get(position, SOFT))


def _mark(draw: ImageDraw.ImageDraw, at: Point, radius: float, look: Look) -> None:
    """Its edge is a larger one below: Pillow would make a mask of the whole picture for an outline."""
    _shape(draw, at, (radius + 2) * SMOOTH, look.shape, look.edge)
    _shape(draw, at, radius * SMOOTH, look.shape, look.fill)


def _shape(draw: ImageDraw.ImageDraw, at: Point, size: float, shape: str, colour: str) -> None:
    """The shapes of the map of the pages (monotowns/markup/towns.py)."""
    if shape == "circle":
        draw.circle(at, size, colour)
    else:
        draw.polygon([(at[0] + dx * size, at[1] + dy * size) for dx, dy in CORNERS[shape]], colour)
