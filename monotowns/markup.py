"""What a page has by the hundred, made in Python: a template takes ten times as long for the same.

Everything that comes from the database is escaped here; the words around it come from the catalogues.
"""

from collections.abc import Container, Iterable
from datetime import date
from functools import lru_cache
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from monotowns.charts import HEIGHT, LEFT, RIGHT, WIDTH, Chart, Line
from monotowns.maps import Mark
from monotowns.registry.figures import Figure, moment_of, number, when_of, word_of
from monotowns.registry.overview import Member

# The same names and sources again and again, on one page and on the next.
kept_escape = lru_cache(8192)(escape)

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
        f'<span class="about">{kept_escape(town.region)}</span></th><td>{kept_escape(town.group.name)}</td>'
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


def figure_rows(figures: Iterable[Figure]) -> SafeString:
    """Of the table under a chart. What repeats itself from row to row is kept: days, words, sources."""
    language = get_language()
    rows = [
        f'{_day_cell(day, precision, language)}<td class="num">{number(value)}</td>'
        f"{_word_cell(scope, language)}{_word_cell(kind, language)}{_source_cell(source, source_url)}</tr>"
        for value, day, precision, scope, kind, source, source_url in figures
    ]
    return mark_safe("".join(rows))


@lru_cache(4096)
def _day_cell(day: date, precision: str, language: str | None) -> str:
    moment, when = moment_of(day, precision), kept_escape(when_of(day, precision, language))
    return f'<tr><th scope="row"><time datetime="{moment}">{when}</time></th>'


@lru_cache
def _word_cell(code: str, language: str | None) -> str:
    return f"<td>{kept_escape(word_of(code, language))}</td>"


@lru_cache(1024)
def _source_cell(source: str, address: str) -> str:
    if not address:
        return f"<td>{kept_escape(source)}</td>"
    return f'<td><a href="{kept_escape(address)}" rel="external nofollow">{kept_escape(source)}</a></td>'


def points(line: Line) -> SafeString:
    language, name = get_language(), kept_escape(line.name)
    found = [
        f'<circle class="point {kind}" cx="{x}" cy="{y}" r="4">'
        f"<title>{number(value)} ({_about(day, precision, kind, source, language)}, {name})</title></circle>"
        for x, y, (value, day, precision, _scope, kind, source, _url) in line.points
    ]
    return mark_safe("".join(found))


@lru_cache(8192)
def _about(day: date, precision: str, kind: str, source: str, language: str | None) -> str:
    return kept_escape(f"{when_of(day, precision, language)}, {word_of(kind, language)}, {source}")


def axes(chart: Chart) -> SafeString:
    values = [
        f'<line class="grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{at}" y2="{at}"/>'
        f'<text class="tick" x="{LEFT - 8}" y="{at}" dy=".35em" text-anchor="end">{text}</text>'
        for at, text in chart.values
    ]
    years = [
        f'<text class="tick" x="{at}" y="{HEIGHT - 8}" text-anchor="middle">{text}</text>'
        for at, text in chart.years
    ]
    return mark_safe("".join(values + years))
