"""Figures of one town: rows of its tables, points and axes of its charts."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from monotowns.charts import HEIGHT, LEFT, RIGHT, WIDTH, Chart, Line
from monotowns.markup.escaping import kept_escape
from monotowns.registry.figures import Figure, moment_of, number, when_of, word_of


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
