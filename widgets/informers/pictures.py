"""The informer as an SVG image, for places where no frame can stand: mail, a forum, a page of one's own."""

import textwrap

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from newsportal.lib.addresses import language_of
from newsportal.lib.informers.asked import InformerError, Theme
from newsportal.lib.shown import shown
from widgets.charts import PICTURE_CSP, palette_of, picture_svg
from widgets.charts.colours import look
from widgets.charts.picture import EDGE, WIDTH, document, written
from widgets.informers.contents import Contents, Line, contents
from widgets.informers.informer import Kind, asked_informer
from widgets.informers.words import described, signature
from widgets.weather_pages.addresses import PAGE_SECONDS, picture

ABOVE, NAME_LINE, BELOW = 3, 22, 29
"""A line: what is above its name, each line of the name, and what is below."""
RIGHT = WIDTH - EDGE
CHANGES = 104
"""Room at the right edge, where any line has a change: values stand in one column."""
# Letters of a name that fit beside the value, with changes and without.
NARROW_NAME, WIDE_NAME = 26, 36


@shown(
    "rates",
    "weather",
    parameters=["currencies", "cities", "theme"],
    refuses_others=True,
    seconds=PAGE_SECONDS,
)
@csp_override(PICTURE_CSP)
@require_safe
def informer_picture(request: HttpRequest, kind: Kind) -> HttpResponse:
    """An address that asks for what is not there gives a picture that says so."""
    try:
        informer = asked_informer(kind, request.GET, language_of(request.path))
        found = contents(informer, timezone.now())
    except InformerError as refused:
        response = picture(_refusal(str(refused)), None)
        response.status_code = 400
        response.headers["Cache-Control"] = "no-store"
        return response
    return picture(informer_svg(found, informer.theme), None)


def informer_svg(found: Contents, theme: Theme) -> str:
    notes = [
        note for note in (found.stamp, found.notice, _("sample data") if found.is_sample else "") if note
    ]
    head, y = written(found.title, notes, palette_of(theme))
    with_changes = any(line.change for line in found.lines)
    parts = [head]
    for line in found.lines:
        drawn, y = _line(line, y, theme, with_changes=with_changes)
        parts.append(drawn)
    return document(
        format_html_join("", "{}", ((part,) for part in parts)),
        y,
        title=found.title,
        description=described(found),
        source=signature(found),
        theme=theme,
    )


def _line(line: Line, y: int, theme: Theme, *, with_changes: bool) -> tuple[SafeString, int]:
    """Its drawing, and the place below it."""
    names = textwrap.wrap(line.name, NARROW_NAME if with_changes else WIDE_NAME)
    below = y + ABOVE + NAME_LINE * len(names)
    texts = [
        (EDGE, "start", "chart-row-name", y + ABOVE + NAME_LINE * number, name)
        for number, name in enumerate(names, start=1)
    ]
    texts.append((EDGE, "start", "chart-note", below + 19, " · ".join(filter(None, (line.about, line.note)))))
    value = "chart-row-old" if line.is_old else "chart-row"
    texts.append((RIGHT - CHANGES if with_changes else RIGHT, "end", value, y + 32, line.value))
    if line.change:
        change = f"{line.change.arrow} {line.change.text}"
        texts.append((RIGHT, "end", f"chart-row-{line.change.direction}", y + 32, change))
    rule = format_html(
        '<line x1="{0}" x2="{1}" y1="{2}" y2="{2}" {3}/>', EDGE, RIGHT, y, _look("chart-grid", theme)
    )
    words = format_html_join(
        "",
        '<text x="{}" text-anchor="{}" {} y="{}">{}</text>',
        ((x, anchor, _look(part, theme), at, text) for x, anchor, part, at, text in texts if text),
    )
    return rule + words, below + BELOW


def _look(part: str, theme: Theme) -> SafeString:
    return look(part, palette_of(theme))


def _refusal(sentence: str) -> str:
    return picture_svg(
        None,
        title=_("This informer cannot be shown"),
        description=sentence,
        notes=[sentence],
        source="",
        theme=Theme.AUTO,
    )
