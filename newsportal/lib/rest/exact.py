"""Exact numbers: a string of digits, which no float of a client rounds. Never with an exponent."""

from decimal import Decimal
from typing import Annotated

from msgspec import Meta

type Exact = Annotated[str, Meta(pattern=r"^-?[0-9]+(\.[0-9]+)?$", extra_json_schema={"format": "decimal"})]


def exact(value: Decimal) -> Exact:
    """Digit for digit as it is kept."""
    return f"{value:f}"


def exact_or_none(value: Decimal | None) -> Exact | None:
    return None if value is None else exact(value)
