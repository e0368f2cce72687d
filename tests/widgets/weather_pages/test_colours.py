"""Temperatures are read on their colours, in both schemes."""

import re

import pytest
from django.conf import settings

SHEET = (settings.BASE_DIR / "static/css/weather-pages.css").read_text()
PAIR = re.compile(r"\.(warmth-\d) \{ --heat: #(\w+); --on-heat: #(\w+); \}")


def luminance(colour: str) -> float:
    full = colour if len(colour) == 6 else "".join(letter * 2 for letter in colour)
    parts = [int(full[start : start + 2], 16) / 255 for start in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_both_schemes_have_every_colour() -> None:
    assert [name for name, _, _ in PAIR.findall(SHEET)] == [f"warmth-{step}" for step in range(8)] * 2


@pytest.mark.parametrize(("name", "ground", "letters"), PAIR.findall(SHEET))
def test_letters_are_read_on_their_colour(name: str, ground: str, letters: str) -> None:
    lighter, darker = sorted((luminance(ground), luminance(letters)), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= 4.5, name
