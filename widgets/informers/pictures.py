"""The informer as an SVG image, for places where no frame can stand: mail, a forum, a page of one's own."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from newsportal.lib.addresses import language_of
from widgets.charts import PICTURE_CSP, Theme, picture_svg
from widgets.charts.colours import look
from widgets.charts.picture import EDGE, WIDTH, document, written
from widgets.informers.contents import Contents, Line, contents
from widgets.informers.informer import InformerError, Kind, asked_informer
from widgets.informers.words import described, signature
from widgets.weather_pages.addresses import picture

LINE_HEIGHT = 54
# Where values end: changes stand at the right edge, in the same place in every line.
RIGHT, CHANGES = WIDTH - EDGE, 104


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
    head, y = written(found.title, notes, theme.palette)
    is_wide = any(line.change for line in found.lines)
    parts = [head]
    for number, line in enumerate(found.lines):
        parts.append(_line(line, y + number * LINE_HEIGHT, theme, RIGHT - CHANGES if is_wide else RIGHT))
    body = format_html_join("", "{}", ((part,) for part in parts))
    return document(
        body,
        y + len(found.lines) * LINE_HEIGHT,
        title=found.title,
        description=described(found),
        source=signature(found),
        theme=theme,
    )


def _line(line: Line, y: int, theme: Theme, values_end: int) -> SafeString:
    value = "chart-row-old" if line.is_old else "chart-row"
    texts = [
        (EDGE, "start", "chart-row-name", y + 25, line.name),
        (EDGE, "start", "chart-note", y + 44, " · ".join(filter(None, (line.about, line.note)))),
        (values_end, "end", value, y + 32, line.value),
    ]
    if line.change:
        change = f"{line.change.arrow} {line.change.text}"
        texts.append((RIGHT, "end", f"chart-row-{line.change.direction}", y + 32, change))
    rule = format_html(
        '<line x1="{0}" x2="{1}" y1="{2}" y2="{2}" {3}/>', EDGE, RIGHT, y, _look("chart-grid", theme)
    )
    return rule + format_html_join(
        "",
        '<text x="{}" text-anchor="{}" {} y="{}">{}</text>',
        ((x, anchor, _look(part, theme), at, words) for x, anchor, part, at, words in texts if words),
    )


def _look(part: str, theme: Theme) -> SafeString:
    return look(part, theme.palette)


def _refusal(sentence: str) -> str:
    return picture_svg(
        None,
        title=_("This informer cannot be shown"),
        description=sentence,
        notes=[sentence],
        source="",
        theme=Theme.AUTO,
    )
