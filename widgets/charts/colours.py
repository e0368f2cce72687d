"""What each part of a drawing looks like, once for pages and once for pictures.

Inside a page the classes of `static/css/data-pages.css` say it. A picture stands alone in a story, a feed or
somebody's site, where no sheet of ours reaches: there each part carries its look as attributes.
"""

from django.utils.html import format_html_join
from django.utils.safestring import SafeString

# The palette of static/css/site.css.
LIGHT = {
    "ground": "#ffffff",
    "ink": "#132422",
    "soft": "#51625f",
    "line": "#d3dcda",
    "strong": "#8fa19d",
    "accent": "#9c4310",
    "wash": "#f3d9c8",
    "up": "#1c6b46",
    "down": "#b3261e",
}
DARK = {
    "ground": "#0f1817",
    "ink": "#e8efed",
    "soft": "#a3b5b1",
    "line": "#2b3a38",
    "strong": "#62746f",
    "accent": "#e8955a",
    "wash": "#4a3322",
    "up": "#6fc798",
    "down": "#ff9c91",
}

# Part → attribute → colour of the palette, or a value that is the same in every light.
PARTS: dict[str, dict[str, str]] = {
    "chart-ground": {"fill": "ground"},
    "chart-grid": {"stroke": "line", "stroke-width": "1"},
    "chart-zero": {"stroke": "strong", "stroke-width": "1"},
    "chart-band": {"fill": "wash", "stroke": "accent", "stroke-width": "1", "stroke-linejoin": "round"},
    "chart-line": {
        "fill": "none",
        "stroke": "accent",
        "stroke-width": "1.8",
        "stroke-linejoin": "round",
        "stroke-linecap": "round",
    },
    "chart-dot": {"fill": "accent"},
    # With a rim of the ground: it stays legible where the series runs behind it.
    "chart-label": {
        "fill": "soft",
        "font-size": "13",
        "stroke": "ground",
        "stroke-width": "4",
        "stroke-linejoin": "round",
        "paint-order": "stroke",
    },
    "chart-note": {"fill": "soft", "font-size": "14"},
    "chart-title": {"fill": "ink", "font-size": "19", "font-weight": "600"},
    "chart-figure": {"fill": "ink", "font-size": "68", "font-weight": "600"},
    "chart-up": {"fill": "up", "font-size": "20", "font-weight": "600"},
    "chart-down": {"fill": "down", "font-size": "20", "font-weight": "600"},
    "chart-row": {"fill": "ink", "font-size": "24", "font-weight": "600"},
    "chart-row-old": {"fill": "soft", "font-size": "24"},
    "chart-row-name": {"fill": "ink", "font-size": "18"},
    "chart-row-up": {"fill": "up", "font-size": "17"},
    "chart-row-down": {"fill": "down", "font-size": "17"},
    "chart-rule": {"stroke": "accent", "stroke-width": "3"},
}


def look(part: str, palette: dict[str, str] | None) -> SafeString:
    """The attributes of one part: its class, and without a sheet its colours and sizes too."""
    attributes = {"class": part}
    if palette is not None:
        # "chart-label chart-label-more": the first names the part, the second is for sheets alone.
        attributes |= {
            name: palette.get(value, value) for name, value in PARTS[part.partition(" ")[0]].items()
        }
    return format_html_join(" ", '{}="{}"', attributes.items())


def _dark_rules() -> str:
    rules = (
        f".{part}{{{';'.join(f'{name}:{DARK[value]}' for name, value in look.items() if value in DARK)}}}"
        for part, look in PARTS.items()
    )
    return f"@media (prefers-color-scheme:dark){{{''.join(rules)}}}"


DARK_SHEET = _dark_rules()
"""The one sheet a picture may bring: it changes with nothing, so that its hash may stand in the policy."""
