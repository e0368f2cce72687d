"""What is counted, and the words of the codes that stand beside every figure."""

from functools import cache
from typing import Any

from monotowns.api.parts import label
from monotowns.models import Indicator, Observation
from newsportal.lib.rest.shapes import InBoth, Shape, in_both


class IndicatorOfRegistry(Shape):
    code: str
    name: InBoth
    unit: InBoth


class CodeInWords(Shape):
    """A code of a figure, as a sentence says it."""

    code: str
    name: InBoth


class Indicators(Shape):
    """`scopes` and `kinds` are the areas and the ways of counting that figures name by their codes."""

    items: list[IndicatorOfRegistry]
    scopes: list[CodeInWords]
    kinds: list[CodeInWords]


def indicator(row: Indicator) -> IndicatorOfRegistry:
    return IndicatorOfRegistry(code=row.code, name=in_both(row, "name"), unit=in_both(row, "unit"))


@cache
def words(choices: Any) -> tuple[CodeInWords, ...]:
    return tuple(CodeInWords(code=choice.value, name=label(choice)) for choice in choices)


def indicators() -> Indicators:
    """One query."""
    return Indicators(
        items=[indicator(row) for row in Indicator.objects.all()],
        scopes=list(words(Observation.Scope)),
        kinds=list(words(Observation.Kind)),
    )
