"""A chart, or a card with one value, as an SVG file of its own: for a story, a feed, somebody else's site."""

import base64
import hashlib
import textwrap
from collections.abc import Sequence
from datetime import date

from django.utils.csp import CSP
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from newsportal.lib.informers.asked import Theme
from widgets.charts.chart import Chart
from widgets.charts.colours import DARK, DARK_SHEET, LIGHT, look
from widgets.charts.drawing import drawing

WIDTH = 520
"""Small enough that letters are still read on a phone, which shows it at two thirds."""
EDGE = 20
CHART_HEIGHT = 250
# Letters of a title and of a note that fit between the edges.
TITLE_LETTERS, NOTE_LETTERS = 44, 66
TITLE_LINE, NOTE_LINE = 25, 20
FONT = "Golos Text, system-ui, -apple-system, Segoe UI, Roboto, Arial, sans-serif"

_HASH = base64.b64encode(hashlib.sha256(DARK_SHEET.encode()).digest()).decode()
PICTURE_CSP: dict[str, list[str]] = {
    "default-src": [CSP.NONE],
    "style-src": [f"'sha256-{_HASH}'"],
    "frame-ancestors": [CSP.NONE],
}
"""The policy of a picture that is opened by itself: nothing but its own sheet."""


def palette_of(theme: Theme) -> dict[str, str]:
    """`auto` begins with the light one, and is the only one that brings a sheet."""
    return DARK if theme is Theme.DARK else LIGHT


def picture_svg[Moment: date](
    chart: Chart[Moment] | None,
    *,
    title: str,
    description: str,
    notes: Sequence[str],
    source: str,
    theme: Theme,
) -> str:
    """Title, notes below it, the chart where there is one, and where it comes from."""
    palette = palette_of(theme)
    body, y = written(title, notes, palette)
    if chart is not None:
        body += format_html(
            '<svg x="{}" y="{}" width="{}" height="{}" overflow="visible">{}</svg>',
            EDGE,
            y,
            WIDTH - 2 * EDGE,
            CHART_HEIGHT,
            drawing(chart, CHART_HEIGHT, palette),
        )
        y += CHART_HEIGHT
    return document(body, y, title=title, description=description, source=source, theme=theme)


def written(title: str, notes: Sequence[str], palette: dict[str, str]) -> tuple[SafeString, int]:
    """The words at the top and the place below them."""
    lines = [
        *((line, "chart-title", TITLE_LINE) for line in textwrap.wrap(title, TITLE_LETTERS)),
        *((line, "chart-note", NOTE_LINE) for note in notes for line in textwrap.wrap(note, NOTE_LETTERS)),
    ]
    y, placed = EDGE, []
    for line, part, height in lines:
        y += height
        placed.append((EDGE, y, look(part, palette), line))
    return format_html_join("", '<text x="{}" y="{}" {}>{}</text>', placed), y + 12


def document(body: SafeString, y: int, *, title: str, description: str, source: str, theme: Theme) -> str:
    """The file around a drawing that ends at `y`, with its source at the foot."""
    palette = palette_of(theme)
    height = y + 44
    svg = format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"'
        ' viewBox="0 0 {width} {height}" role="img" aria-labelledby="title words" font-family="{font}">'
        '<title id="title">{title}</title><desc id="words">{words}</desc>{sheet}'
        '<rect width="{width}" height="{height}" {ground}/>'
        '<line x1="{edge}" x2="{edge_far}" y1="{edge}" y2="{edge}" {rule}/>{body}'
        '<text x="{edge}" y="{foot}" {note}>{source}</text></svg>',
        width=WIDTH,
        height=height,
        font=FONT,
        title=title,
        words=description,
        sheet=mark_safe(f"<style>{DARK_SHEET}</style>" if theme is Theme.AUTO else ""),
        ground=look("chart-ground", palette),
        edge=EDGE,
        edge_far=EDGE + 56,
        rule=look("chart-rule", palette),
        body=body,
        foot=height - 18,
        note=look("chart-note", palette),
        source=source,
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{svg}\n'
