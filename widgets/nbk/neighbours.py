"""What the tables say about the days around a publication."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from widgets.models import Rate, SuspectRate
from widgets.nbk.judging import COMPARED_WITHIN


@dataclass(slots=True)
class Neighbours:
    """By currency: the newest rate of the nearest day on each side, and what was held back up to this day."""

    before: dict[str, Rate]
    same_day: dict[str, Rate]
    later: dict[str, Rate]
    suspects: dict[str, list[SuspectRate]]


def around(day: date, codes: set[str]) -> Neighbours:
    """Two queries, whatever the publication holds."""
    first, last = day - COMPARED_WITHIN, day + COMPARED_WITHIN
    rates = list(Rate.objects.of_bank(first, last, codes))
    # The sort is stable: within a day the newest row stays the first.
    latest_day_first = sorted(rates, key=lambda rate: rate.date, reverse=True)
    suspects: dict[str, list[SuspectRate]] = {code: [] for code in codes}
    for suspect in SuspectRate.objects.filter(currency__in=codes, date__range=(first, day)).order_by("pk"):
        suspects[suspect.currency_id].append(suspect)
    return Neighbours(
        before=_first_of_each(rate for rate in latest_day_first if rate.date < day),
        same_day=_first_of_each(rate for rate in rates if rate.date == day),
        later=_first_of_each(rate for rate in rates if rate.date > day),
        suspects=suspects,
    )


def _first_of_each(rates: Iterable[Rate]) -> dict[str, Rate]:
    found: dict[str, Rate] = {}
    for rate in rates:
        found.setdefault(rate.currency_id, rate)
    return found
