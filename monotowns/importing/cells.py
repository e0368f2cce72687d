"""One cell into one value, or a sentence that says what is wrong with it."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from monotowns.models import Observation
from monotowns.models.enterprise import YEARS

Precision = Observation.Precision
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_PRECISIONS = {1: Precision.YEAR, 2: Precision.MONTH, 3: Precision.DAY}
# Thousands as people write them; a comma before the last digits is a decimal one.
_SPACES = str.maketrans("", "", " \u00a0\u202f\u2009")


class CellError(Exception):
    """Its first argument is a sentence."""


def slug(cell: str) -> str:
    if not _SLUG.fullmatch(cell) or len(cell) > 60:
        raise CellError(_("An address is of Latin letters, digits and hyphens: temirtau."))
    return cell


def number(cell: str) -> Decimal:
    try:
        value = Decimal(cell.translate(_SPACES).replace(",", "."))
    except InvalidOperation:
        raise CellError(_("This is not a number.")) from None
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int) or abs(value) >= Decimal(10) ** 14 or exponent < -5:
        raise CellError(_("This number cannot be kept: it is too large or too precise."))
    return value


def not_negative(cell: str) -> Decimal:
    value = number(cell)
    if value < 0:
        raise CellError(_("The number is below zero."))
    return value


def year(cell: str) -> int:
    if not (cell.isascii() and cell.isdigit() and len(cell) == 4 and YEARS[0] <= int(cell) <= YEARS[1]):
        raise CellError(_("A year is written with four digits: 1998."))
    return int(cell)


def moment(cell: str) -> tuple[date, Precision]:
    """A year, a month or a day, and which of them it is."""
    found = _DATE.fullmatch(cell)
    parts = [int(part) for part in found.groups() if part] if found else []
    try:
        first_day = date(*parts, *[1] * (3 - len(parts)))
    except (TypeError, ValueError):
        first_day = date.min
    if not YEARS[0] <= first_day.year <= YEARS[1]:
        raise CellError(_("A date is written 1999, 2021-10 or 2023-01-01."))
    return first_day, _PRECISIONS[len(parts)]


def flag(cell: str) -> bool:
    if cell not in {"0", "1"}:
        raise CellError(_("Write 1 for yes and 0 for no."))
    return cell == "1"


def kato(cell: str) -> str:
    if not re.fullmatch(r"\d{9}", cell, re.ASCII):
        raise CellError(_("A KATO code has nine digits."))
    return cell


def address(cell: str) -> str:
    try:
        URLValidator(["http", "https"])(cell)
    except ValidationError:
        raise CellError(_("This is not an address of a page: https://…")) from None
    return text(500)(cell)


def text(longest: int) -> Callable[[str], str]:
    def read(cell: str) -> str:
        if len(cell) > longest:
            raise CellError(_("The text is longer than %(count)d characters.") % {"count": longest})
        return cell

    return read


def one_of(values: Mapping[str, object] | list[str]) -> Callable[[str], str]:
    def read(cell: str) -> str:
        if cell not in values:
            raise CellError(_("Write one of: %(values)s.") % {"values": ", ".join(sorted(values))})
        return cell

    return read


def names(cell: str) -> list[str]:
    """Several of them, with semicolons between."""
    return [text(80)(name.strip()) for name in cell.split(";") if name.strip()]
