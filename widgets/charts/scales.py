"""The scale of values: where a number stands between bottom and top, and which round numbers mark it."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

ROUND_STEPS = (Decimal(1), Decimal(2), Decimal(5), Decimal(10))


def round_step(span: Decimal, count: int) -> Decimal:
    """The smallest of 1, 2, 5 × 10ⁿ that needs no more than `count` steps for the span."""
    wanted = span / count
    power = Decimal(1).scaleb(wanted.adjusted())
    return next(step * power for step in ROUND_STEPS if step * power >= wanted)


@dataclass(frozen=True, slots=True)
class ValueScale:
    """From the round number below the lowest value to the one above the highest."""

    ticks: tuple[Decimal, ...]
    # Digits after the dot that tell one mark from the next.
    places: int

    @classmethod
    def of(cls, values: Iterable[Decimal], count: int = 4) -> "ValueScale":
        """Raises ValueError where there are no values."""
        known = list(values)
        low, high = min(known), max(known)
        if low == high:
            # A line that never moves runs through the middle.
            margin = abs(low) / 100 or Decimal(1)
            low, high = low - margin, high + margin
        step = round_step(high - low, count)
        first = int((low / step).to_integral_value(ROUND_FLOOR))
        last = int((high / step).to_integral_value(ROUND_CEILING))
        exponent = step.normalize().as_tuple().exponent
        places = max(0, -exponent) if isinstance(exponent, int) else 0
        return cls(tuple(step * number for number in range(first, last + 1)), places)

    @property
    def low(self) -> Decimal:
        return self.ticks[0]

    @property
    def high(self) -> Decimal:
        return self.ticks[-1]

    def position(self, value: Decimal) -> float:
        """0 at the bottom, 1 at the top."""
        return float((value - self.low) / (self.high - self.low))

    def label(self, tick: Decimal) -> str:
        return f"{tick:.{self.places}f}"
