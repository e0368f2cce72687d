"""Figures of a town, a series for each indicator and area."""

from collections import defaultdict
from dataclasses import dataclass

from monotowns.models import Observation, Town
from monotowns.registry.figures import COLUMNS, Figure
from newsportal.lib.translated import in_language_of_page

OF_INDICATOR = ("code", "name_ru", "name_kk", "unit_ru", "unit_kk")


@dataclass(frozen=True)
class Series:
    """Figures of one indicator and one area; areas are never joined in a line."""

    code: str
    name: str
    unit: str
    scope: str
    figures: list[Figure]

    @property
    def newest_first(self) -> list[Figure]:
        return self.figures[::-1]


def series_of(town: Town) -> list[Series]:
    """In the order of the indicators; within one the city, the akimat, what is unclear."""
    rows = (
        Observation.objects.filter(town=town)
        .order_by("indicator__position", "indicator__code", "date")
        .values_list(*(f"indicator__{name}" for name in OF_INDICATOR), "value", *COLUMNS)
    )
    lines: defaultdict[str, defaultdict[str, list[Figure]]] = defaultdict(lambda: defaultdict(list))
    words: dict[str, dict[str, str]] = {}
    for code, *cells in rows:
        if code not in words:
            # Once for each, not with every row: a town has a thousand figures of twenty indicators.
            words[code] = dict(zip(OF_INDICATOR[1:], cells, strict=False))
        figure = Figure(*cells[len(OF_INDICATOR) - 1 :])
        lines[code][figure.scope].append(figure)
    return [
        Series(code, name, unit, scope, by_scope[scope])
        for code, by_scope in lines.items()
        for name, unit in [[in_language_of_page(words[code], part) for part in ("name", "unit")]]
        for scope in Observation.Scope.values
        if scope in by_scope
    ]
