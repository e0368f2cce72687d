"""Numbers in sentences, as both languages write them: a comma, a real minus, a space before the unit."""

from decimal import ROUND_HALF_UP, Decimal

MINUS = "\N{MINUS SIGN}"
NBSP = "\N{NO-BREAK SPACE}"


def exact(value: Decimal) -> str:
    """«501,02»: digit for digit, two places at least."""
    places = max(2, -int(value.normalize().as_tuple().exponent))
    return _written(value.quantize(Decimal(1).scaleb(-places)))


def percent_of(value: Decimal, before: Decimal) -> Decimal:
    """By how much it moved, to two places."""
    return ((value / before - 1) * 100).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def percent(value: Decimal) -> str:
    """«1,23 %»."""
    return f"{exact(value)}{NBSP}%"


def signed(value: Decimal) -> str:
    """«+1,23», «−1,23»."""
    return f"+{_written(value)}" if value > 0 else _written(value)


def degrees(value: Decimal) -> str:
    """«−33,4 °C», «+41 °C», «0 °C»."""
    whole = value.to_integral_value()
    return f"{signed(whole if value == whole else value)}{NBSP}°C"


def _written(value: Decimal) -> str:
    return f"{value:f}".replace("-", MINUS).replace(".", ",")
