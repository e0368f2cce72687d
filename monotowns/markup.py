"""What a page has by the hundred, made in Python: a template takes ten times as long for the same.

Everything that comes from the database is escaped here; the words around it come from the catalogues.
"""

from collections.abc import Iterable
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from monotowns.charts import Line
from monotowns.maps import Mark
from monotowns.registry.figures import Figure
from monotowns.registry.overview import Member

SHAPES = {
    "circle": '<circle r="10"/>',
    "square": '<rect x="-9" y="-9" width="18" height="18"/>',
    "triangle": '<path d="M0-12L11 9H-11Z"/>',
    "diamond": '<path d="M0-13L12 0L0 13L-12 0Z"/>',
}


# A link of a frame opens beside the page that the frame is in.
AWAY = ' target="_blank" rel="noopener"'


def informer_rows(members: Iterable[Member]) -> SafeString:
    """Of the table in a frame: narrower, the region below the name."""
    unknown = f'<span class="about">{escape(_("not confirmed"))}</span>'
    rows = [
        f'<tr><th scope="row"><a href="{escape(town.url)}"{AWAY}>{escape(town.name)}</a>'
        f'<span class="about">{escape(town.region)}</span></th><td>{escape(town.group.name)}</td>'
        f'<td class="num">{_population(town.population) if town.population else unknown}</td></tr>'
        for town in members
    ]
    return mark_safe("".join(rows))


def town_rows(members: Iterable[Member]) -> SafeString:
    """Of the table of the overview."""
    unknown = f'<span class="muted">{escape(_("not confirmed"))}</span>'
    rows = [
        f'<tr><th scope="row"><a href="{escape(town.url)}">{escape(town.name)}</a></th>'
        f"<td>{escape(town.group.name)}</td><td>{escape(town.region)}</td>"
        f"<td>{escape(', '.join(town.industries.values()) or '—')}</td>"
        f'<td class="num">{_population(town.population) if town.population else unknown}</td></tr>'
        for town in members
    ]
    return mark_safe("".join(rows))


def _population(figure: Figure) -> str:
    return f'{figure.text}<small class="figure-about">{escape(figure.about)}</small>'


def town_links(members: Iterable[Member], with_regions: bool = False) -> SafeString:
    items = [
        f'<li><a href="{escape(town.url)}">{escape(town.name)}</a>'
        + (f' <span class="muted">{escape(town.region)}</span>' if with_regions else "")
        + "</li>"
        for town in members
    ]
    return mark_safe("".join(items))


def map_marks(marks: Iterable[Mark], away: bool = False) -> SafeString:
    """Each is a link with a name; around it a circle large enough to be touched. `away` is out of a frame."""
    target = AWAY if away else ""
    found = []
    for mark in marks:
        town, group = mark.member, mark.member.group
        name = escape(town.name)
        crowded = " is-crowded" if mark.is_crowded else ""
        found.append(
            f'<a href="{escape(town.url)}"{target} class="town-mark group-{group.position}{crowded}"'
            f' transform="translate({mark.x} {mark.y})" aria-label="{name}: {escape(group.name)}">'
            f'<circle class="mark-reach" r="24"/>{SHAPES[mark.shape]}'
            f'<text x="{mark.dx}" y="{mark.dy}" text-anchor="{mark.anchor}"'
            f' aria-hidden="true">{name}</text></a>'
        )
    return mark_safe("".join(found))


def shape(name: str) -> SafeString:
    return mark_safe(SHAPES[name])


def figure_rows(figures: Iterable[Figure]) -> SafeString:
    """Of the table under a chart."""
    rows = [
        f'<tr><th scope="row"><time datetime="{figure.moment}">{escape(figure.when)}</time></th>'
        f'<td class="num">{figure.text}</td><td>{escape(figure.scope_name)}</td>'
        f"<td>{escape(figure.kind_name)}</td><td>{_source(figure)}</td></tr>"
        for figure in figures
    ]
    return mark_safe("".join(rows))


def _source(figure: Figure) -> str:
    source = escape(figure.source)
    if not figure.source_url:
        return source
    return f'<a href="{escape(figure.source_url)}" rel="external nofollow">{source}</a>'


def points(line: Line) -> SafeString:
    name = escape(line.name)
    found = [
        f'<circle class="point {point.figure.kind}" cx="{point.x}" cy="{point.y}" r="4">'
        f"<title>{point.figure.text} ({escape(point.figure.about)}, {name})</title></circle>"
        for point in line.points
    ]
    return mark_safe("".join(found))
