"""The converter: any amount from one currency to another at the rates of a day, through the tenge."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from widgets.rates.board import Row

TENGE = "KZT"
AMOUNT = re.compile(r"[0-9]{1,12}(?:\.[0-9]{1,6})?")
# What people put between thousands.
GROUPING = str.maketrans("", "", " \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}'")


@dataclass(frozen=True, slots=True)
class Choice:
    code: str
    name: str
    # Tenge for one unit.
    rate: Decimal


@dataclass(frozen=True, slots=True)
class Converter:
    """`amount` is as it was typed; `result` is empty where `error` says why."""

    choices: list[Choice]
    amount: str
    source: str
    target: str
    result: str
    error: str


def converter(query: Mapping[str, str], rows: Sequence[Row]) -> Converter:
    """`?amount=100&of=USD&in=KZT`; by default one unit of the first currency in tenge."""
    choices = [Choice(row.code, row.name, row.per_unit) for row in rows]
    choices.append(Choice(TENGE, _("Kazakhstani tenge"), Decimal(1)))
    rates = {choice.code: choice.rate for choice in choices}
    source = _chosen(query.get("of", ""), rates, choices[0].code)
    target = _chosen(query.get("in", ""), rates, TENGE)
    typed = query.get("amount", "").strip()[:40] or "1"
    amount = read_amount(typed)
    if amount is None:
        error = _("Write the amount in figures, for example 1500 or 99.90.")
        return Converter(choices, typed, source, target, "", error)
    result = amount_text(amount * rates[source] / rates[target])
    return Converter(choices, typed, source, target, result, "")


def _chosen(asked: str, rates: Mapping[str, Decimal], default: str) -> str:
    return asked if asked in rates else default


def read_amount(typed: str) -> Decimal | None:
    digits = typed.translate(GROUPING).replace(",", ".")
    return Decimal(digits) if AMOUNT.fullmatch(digits) else None


def shown_amount(value: Decimal) -> Decimal:
    """Two places; below one, four digits that say something."""
    if value and value < 1:
        shown = value.quantize(Decimal(1).scaleb(value.adjusted() - 3), rounding=ROUND_HALF_UP).normalize()
        if -int(shown.as_tuple().exponent) >= 2:
            return shown
    return value.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def amount_text(value: Decimal) -> str:
    """«50 102.00», «0.001996»."""
    return f"{shown_amount(value):,f}".replace(",", "\N{NO-BREAK SPACE}")
