"""One item of the feed: a currency's code, value, quant and change, or why it was left out."""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from babel.numbers import list_currencies

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

# The bank's own currency, and the codes of ISO 4217 that stand for none.
NEVER_QUOTED = frozenset({"KZT", "XTS", "XXX"})
NUMBER = re.compile(r"[+-]?[0-9]{1,9}([.,][0-9]{1,9})?")
QUANT = re.compile(r"[0-9]{1,7}")


class Fault(StrEnum):
    """Why an item was left out."""

    CODE = "code"
    DUPLICATE = "duplicate"
    VALUE = "value"
    QUANT = "quant"
    # The RSS goes on listing dead currencies under their last day.
    OTHER_DATE = "other_date"


@dataclass(frozen=True, slots=True)
class Quote:
    """One currency as published: tenge for `quant` units. The value may be zero or less; the quant is not."""

    code: str
    value: Decimal
    quant: int
    change: Decimal | None

    @property
    def per_unit(self) -> Decimal:
        return self.value / self.quant


@dataclass(frozen=True, slots=True)
class Rejected:
    """An item that was left out, with what it said, cut short."""

    code: str
    fault: Fault
    detail: str


def code_of(item: "Element") -> str | Rejected:
    code = (item.findtext("title") or "").strip()
    return code if code in _codes() else Rejected(short(code), Fault.CODE, short(code))


def quote_of(code: str, item: "Element") -> Quote | Rejected:
    value = _number(item.findtext("description"))
    if value is None:
        return Rejected(code, Fault.VALUE, short(item.findtext("description")))
    quant = _squeezed(item.findtext("quant"))
    # A missing one is not 1: the value would be wrong by ten or a thousand times.
    if not QUANT.fullmatch(quant) or int(quant) < 1:
        return Rejected(code, Fault.QUANT, short(quant))
    return Quote(code, value, int(quant), _number(item.findtext("change")))


def _number(text: str | None) -> Decimal | None:
    """Digits with a dot or a comma, and with spaces of any kind between thousands; nothing else."""
    squeezed = _squeezed(text)
    return Decimal(squeezed.replace(",", ".")) if NUMBER.fullmatch(squeezed) else None


def _squeezed(text: str | None) -> str:
    return "".join((text or "").split())


def short(text: str | None) -> str:
    """For logs: what was written, cut."""
    return (text or "").strip()[:40]


@cache
def _codes() -> frozenset[str]:
    """Of ISO 4217, past ones too: history quotes currencies that are no more."""
    return frozenset(list_currencies()) - NEVER_QUOTED
