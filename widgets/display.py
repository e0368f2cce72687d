"""Values as readers see and hear them, to the character."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

NOTHING = "—"
MUTED_AFTER = timedelta(hours=3)
HIDDEN_AFTER = timedelta(hours=24)


class Age(StrEnum):
    """How far a weather observation may still be trusted."""

    FRESH = "fresh"
    STALE = "stale"
    HIDDEN = "hidden"


def age(observed_at: datetime | None, now: datetime) -> Age:
    if observed_at is None or now - observed_at > HIDDEN_AFTER:
        return Age.HIDDEN
    return Age.STALE if now - observed_at > MUTED_AFTER else Age.FRESH


def clock_note(observed_at: datetime) -> str:
    return _("data as of %(time)s") % {"time": f"{timezone.localtime(observed_at):%H:%M}"}


def whole_degrees(value: Decimal) -> int:
    """Halves go away from zero (Decimal's ROUND_HALF_UP does that on both sides)."""
    return int(value.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def temperature(value: Decimal | None) -> str:
    """`-17°`, `+1°`, `0°` after rounding, never `-0°`; the minus is the ASCII one."""
    if value is None:
        return NOTHING
    degrees = whole_degrees(value)
    return f"{degrees:+d}°" if degrees else "0°"


def spoken_temperature(value: Decimal | None) -> str:
    """For screen readers, most of which pass over a lone sign."""
    if value is None:
        return _("no data")
    degrees = whole_degrees(value)
    if degrees < 0:
        words = ngettext("minus %(count)d degree", "minus %(count)d degrees", -degrees)
    elif degrees > 0:
        words = ngettext("plus %(count)d degree", "plus %(count)d degrees", degrees)
    else:
        words = ngettext("%(count)d degree", "%(count)d degrees", 0)
    return words % {"count": abs(degrees)}


def money(value: Decimal) -> str:
    """Two places always, with a dot."""
    return str(value.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP))


def units(quant: int) -> str:
    """What a rate is for, where that is not one unit."""
    return "" if quant == 1 else _("per %(quant)d") % {"quant": quant}


@dataclass(frozen=True, slots=True)
class Change:
    """A move of a rate: sign and arrow for the eye, words for the ear, direction for the colour."""

    text: str
    arrow: str
    direction: str
    spoken: str


def change(value: Decimal | None) -> Change | None:
    """Nothing where it is unknown or rounds to zero."""
    if value is None or not (rounded := value.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)):
        return None
    amount = {"amount": str(abs(rounded)).replace(".", ",")}
    if rounded > 0:
        return Change(f"{rounded:+}", "▲", "up", _("rose by %(amount)s") % amount)
    return Change(f"{rounded:+}", "▼", "down", _("fell by %(amount)s") % amount)
