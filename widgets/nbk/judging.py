"""What looks wrong about a published rate, and what bears a doubtful one out.

Values are compared for one unit: the bank changes `quant` from time to time. A rate is compared with the
newest earlier day that was published and stored, if that is not longer ago than fifteen days: over the New
Year holidays ten days may go by, and after a longer gap, or at the very first fetch, there is nothing to
compare with and any positive value is taken. Samples, and values that are held back themselves, are never
compared with.
"""

from datetime import timedelta
from decimal import Decimal

from widgets.models import Rate, SuspectRate
from widgets.nbk.items import Quote

COMPARED_WITHIN = timedelta(days=15)
JUMP = Decimal("0.20")


def is_near(value: Decimal, other: Decimal) -> bool:
    """Within 20 % of the other."""
    return abs(value - other) <= JUMP * other


def doubt_about(quote: Quote, before: Rate | None) -> SuspectRate.Reason | None:
    """Nothing for a value to be trusted."""
    if quote.value <= 0:
        return SuspectRate.Reason.NOT_POSITIVE
    if before is not None and not is_near(quote.per_unit, before.per_unit):
        return SuspectRate.Reason.JUMP
    return None


def bears_out(quote: Quote, suspect: SuspectRate) -> bool:
    """Whether what was published for a later day confirms a value that waits.

    On Sundays, Mondays and holidays the feed repeats the last figure with a change of 0.00. A wrong figure is
    repeated like a right one, so that a repetition confirms no jump: the next figure that the bank sets does.
    """
    if suspect.value <= 0 or quote.value <= 0:
        return False
    is_repeated = quote.change == 0 and (quote.value, quote.quant) == (suspect.value, suspect.quant)
    if is_repeated and suspect.reason == SuspectRate.Reason.JUMP:
        return False
    return is_near(quote.per_unit, suspect.per_unit)
