"""A figure with all that must be said beside it, as queries return it and as pages show it."""

from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import CharField, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Cast, JSONObject
from django.utils.translation import get_language

from monotowns.models import Indicator, Observation, Town
from monotowns.models.observation import POPULATION
from newsportal.lib.dates import long_day, month_title

NARROW_SPACE = "\u202f"
_WORDS = dict([*Observation.Scope.choices, *Observation.Kind.choices])


class Figure(NamedTuple):
    """A tuple, since a page has a thousand of them."""

    value: Decimal
    date: date
    precision: str
    scope: str
    kind: str
    source: str
    source_url: str = ""

    @classmethod
    def of(cls, row: dict[str, Any]) -> "Figure":
        """A row of `values()`, or the JSON of a subquery."""
        day = row["date"] if isinstance(row["date"], date) else date.fromisoformat(row["date"])
        return cls(**row | {"value": Decimal(row["value"]), "date": day})

    @property
    def text(self) -> str:
        return number(self.value)

    @property
    def moment(self) -> str:
        """As machines read it: 1999, 2021-10, 2023-01-01."""
        return moment_of(self.date, self.precision)

    @property
    def when(self) -> str:
        return when_of(self.date, self.precision, get_language())

    @property
    def scope_name(self) -> str:
        return word_of(self.scope, get_language())

    @property
    def kind_name(self) -> str:
        return word_of(self.kind, get_language())

    @property
    def about(self) -> str:
        """«1 января 2024, оценка, БНС-2024»."""
        return ", ".join([self.when, self.kind_name, self.source])


def moment_of(day: date, precision: str) -> str:
    return day.isoformat()[: {"year": 4, "month": 7, "day": 10}[precision]]


@lru_cache(4096)
def when_of(day: date, precision: str, language: str | None) -> str:
    """Kept, since a page has hundreds of days, and the same ones again and again."""
    match precision:
        case "year":
            return str(day.year)
        case "month":
            return month_title(day).lower()
    return long_day(day)


@lru_cache
def word_of(code: str, language: str | None) -> str:
    return str(_WORDS[code])


@lru_cache(16_384)
def number(value: Decimal) -> str:
    """«171 609»; a fraction as it is, with a comma."""
    whole, _point, fraction = f"{value.normalize():,f}".partition(".")
    return whole.replace(",", NARROW_SPACE).replace("-", "−") + (f",{fraction}" if fraction else "")


COLUMNS = ("date", "precision", "scope", "kind", "source", "source_url")


def newest_population(town: OuterRef) -> Subquery:
    """Of the city proper: an akimat has villages, and what is unclear is not compared."""
    # The number of the indicator is asked once: with it the index has the newest figure at its end.
    population = Subquery(Indicator.objects.filter(code=POPULATION).values("pk")[:1])
    figures = Observation.objects.filter(
        town=town, indicator=population, scope=Observation.Scope.CITY
    ).order_by("-date")
    # As text: a JSON number would come back as a float.
    value = Cast("value", CharField())
    return Subquery(figures.values(figure=JSONObject(value=value, **{name: F(name) for name in COLUMNS}))[:1])


def newest_figure(town: Town) -> Figure | None:
    """Its newest population, as in `newest_population`."""
    found = Observation.objects.filter(
        town=town, indicator__code=POPULATION, scope=Observation.Scope.CITY
    ).order_by("-date")
    return next(iter(figures_of(found[:1])), None)


def figures_of(rows: "QuerySet[Observation]") -> list[Figure]:
    return [Figure.of(row) for row in rows.values("value", *COLUMNS)]
