"""Letters in pictures: every letter of both languages is there, lines fit."""

import re

import pytest
from django.conf import settings
from PIL import Image, ImageDraw

from newsportal.lib.lettering import Face, width_of, wrapped, write

FACE = Face(40)
RUSSIAN = "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдеёжзийклмнопрстуфхцчшщъыьэюя№"
KAZAKH = "ӘҒҚҢӨҰҮҺІәғқңөұүһі"
SIGNS = "AZaz0123456789«»—–-,.:;!?()%+−₸₽…"


def drawn(text: str) -> bytes:
    image = Image.new("L", (120, 80))
    write(ImageDraw.Draw(image), (20, 60), text, FACE, "white")
    return image.tobytes()


@pytest.mark.parametrize("letter", RUSSIAN + KAZAKH + SIGNS)
def test_every_letter_is_in_a_font_of_ours(letter: str) -> None:
    assert drawn(letter) not in (drawn("\ue000"), drawn(" ")), letter


def test_letters_are_looked_for_where_the_sheet_has_them() -> None:
    """The ranges are written twice, here for pictures and there for browsers."""
    sheet = (settings.BASE_DIR / "static/css/site.css").read_text()
    for script, letters in (("cyrillic", RUSSIAN + "ІіҰұ"), ("kazakh", "ҒғҚқҢңҮүҺһӘәӨө"), ("currency", "₸₽")):
        ranges = re.search(rf"golos-text-{script}\.woff2[^}}]*unicode-range: ([^;]+);", sheet)
        assert ranges
        codes: set[int] = set()
        for part in ranges[1].replace("U+", "").split(","):
            first, _dash, last = part.strip().partition("-")
            codes.update(range(int(first, 16), int(last or first, 16) + 1))
        assert codes == {ord(letter) for letter in letters}, script


def test_lines_break_between_words_and_never_within_a_number_and_its_word() -> None:
    lines = wrapped("Города со средним потенциалом развития, 10\u00a0городов", FACE, 500, 3)
    assert lines == ["Города со средним", "потенциалом развития,", "10\u00a0городов"]
    assert all(width_of(line, FACE) <= 500 for line in lines)


@pytest.mark.parametrize("text", ["Очень " * 30, "ы" * 300, ""])
def test_what_has_no_room_is_cut(text: str) -> None:
    lines = wrapped(text, FACE, 300, 2)
    assert len(lines) <= 2 and all(width_of(line, FACE) <= 300 for line in lines)
    assert not text or lines[-1].endswith("…")


def test_a_heavier_letter_is_wider() -> None:
    assert width_of("Моногорода", Face(40, 600)) > width_of("Моногорода", Face(40, 400))
