"""What a draft says, before it is words."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from widgets.notices.numbers import percent_of


@dataclass(frozen=True, slots=True)
class Text:
    headline: str
    lead: str
    paragraphs: list[str]


@dataclass(frozen=True, slots=True)
class Move:
    """Both values are tenge for `quant` units of the currency."""

    name: str
    code: str
    quant: int
    day: date
    value: Decimal
    previous_day: date
    previous: Decimal

    @property
    def rose(self) -> bool:
        return self.value > self.previous

    @property
    def difference(self) -> Decimal:
        return abs(self.value - self.previous)

    @property
    def percent(self) -> Decimal:
        return abs(percent_of(self.value, self.previous))


@dataclass(frozen=True, slots=True)
class Frost:
    in_city: str
    moment: datetime
    temperature: Decimal
    service: str


@dataclass(frozen=True, slots=True)
class Record:
    in_city: str
    day: date
    is_lowest: bool
    temperature: Decimal
    previous: Decimal
    previous_day: date
    # Of the series, before this one.
    days: int
    services: list[str]
