"""Towns of tables, lists, maps and forms."""

from collections.abc import Container, Iterable

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from monotowns.maps import Mark
from monotowns.markup.escaping import kept_escape
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
    unknown = f'<span class="about">{kept_escape(_("not confirmed"))}</span>'
    rows = [
        f'<tr><th scope="row"><a href="{kept_escape(town.url)}"{AWAY}>{kept_escape(town.name)}</a>'
        f'<span class="about">{kept_escape(town.region)}</span>'
        f'<span class="about when-narrow">{kept_escape(town.group.name)}</span></th>'
        f"<td>{kept_escape(town.group.name)}</td>"
        f'<td class="num">{_population(town.population) if town.population else unknown}</td></tr>'
        for town in members
    ]
    return mark_safe("".join(rows))


def town_rows(members: Iterable[Member]) -> SafeString:
    """Of the table of the overview."""
    unknown = f'<span class="muted">{kept_escape(_("not confirmed"))}</span>'
    rows = [
        f'<tr><th scope="row"><a href="{kept_escape(town.url)}">{kept_escape(town.name)}</a></th>'
        f"<td>{kept_escape(town.group.name)}</td><td>{kept_escape(town.region)}</td>"
        f"<td>{kept_escape(', '.join(town.industries.values()) or '—')}</td>"
        f'<td class="num">{_population(town.population) if town.population else unknown}</td></tr>'
        for town in members
    ]
    return mark_safe("".join(rows))


def _population(figure: Figure) -> str:
    return f'{figure.text}<small class="figure-about">{kept_escape(figure.about)}</small>'


def town_links(members: Iterable[Member], with_regions: bool = False) -> SafeString:
    items = [
        f'<li><a href="{kept_escape(town.url)}">{kept_escape(town.name)}</a>'
        + (f' <span class="muted">{kept_escape(town.region)}</span>' if with_regions else "")
        + "</li>"
        for town in members
    ]
    return mark_safe("".join(items))


def town_choices(members: Iterable[Member], chosen: Container[str]) -> SafeString:
    """Boxes to tick, of a form that compares."""
    items = [
        f'<li><label><input type="checkbox" name="town" value="{kept_escape(town.slug)}"'
        f"{' checked' if town.slug in chosen else ''}> {kept_escape(town.name)}</label></li>"
        for town in members
    ]
    return mark_safe("".join(items))


def map_marks(marks: Iterable[Mark], away: bool = False) -> SafeString:
    """Each is a link with a name; around it a circle large enough to be touched. `away` is out of a frame."""
    target = AWAY if away else ""
    found = []
    for mark in marks:
        town, group = mark.member, mark.member.group
        name = kept_escape(town.name)
        crowded = " is-crowded" if mark.is_crowded else ""
        found.append(
            f'<a href="{kept_escape(town.url)}"{target} class="town-mark group-{group.position}{crowded}"'
            f' transform="translate({mark.x} {mark.y})" aria-label="{name}: {kept_escape(group.name)}">'
            f'<circle class="mark-reach" r="24"/>{SHAPES[mark.shape]}'
            f'<text x="{mark.dx}" y="{mark.dy}" text-anchor="{mark.anchor}"'
            f' aria-hidden="true">{name}</text></a>'
        )
    return mark_safe("".join(found))


def shape(name: str) -> SafeString:
    return mark_safe(SHAPES[name])
