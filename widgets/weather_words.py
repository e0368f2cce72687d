"""What stands beside a temperature: its colour, the wind, the damp and the rain, as readers see them."""

from bisect import bisect_right
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from widgets.display import whole_degrees

STEPS = (-30, -20, -10, 0, 10, 20, 30)
"""Degrees at which the colour changes; the colours stand in static/css/weather-pages.css."""

SCALE = [
    ("warmth-0", f"< {STEPS[0]}°"),
    *((f"warmth-{number}", f"{step:+d}°…" if step else "0°…") for number, step in enumerate(STEPS, start=1)),
]
"""Each colour with the degrees from which it is used: the key of the map."""


def warmth(value: Decimal | None) -> str:
    """The class of the colour, by the degrees that are shown."""
    return "" if value is None else f"warmth-{bisect_right(STEPS, whole_degrees(value))}"


def wind(speed: Decimal | None) -> str:
    if speed is None:
        return ""
    whole = int(speed.quantize(Decimal(1), rounding=ROUND_HALF_UP))
    return _("%(speed)d m/s") % {"speed": whole} if whole else _("calm")


def humidity(percent: int | None) -> str:
    return "" if percent is None else f"{percent} %"


def precipitation(amount: Decimal | None) -> str:
    """Nothing where none is expected: dry hours are the rule, and a row of zeros hides the wet ones."""
    return _("%(amount)s mm") % {"amount": f"{amount.normalize():f}".replace(".", ",")} if amount else ""
