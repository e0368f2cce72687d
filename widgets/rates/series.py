"""The rates of one currency within a period, and what can be reckoned from them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import groupby, pairwise
from typing import NamedTuple

from widgets.charts import Point
from widgets.models import Currency, Rate
from widgets.periods import Period

LONGEST_CARRY = timedelta(days=15)
"""A rate goes on over a week-end and the longest holidays; after that nobody knows what the rate was."""


class Published(NamedTuple):
    """A published day with the newest of its values, digit for digit."""

    date: date
    value: Decimal
    quant: int
    change: Decimal | None
    fetched_at: datetime

    def per(self, basis: int) -> Decimal:
        return self.value * basis / self.quant


@dataclass(frozen=True, slots=True)
class Summary:
    first: Published
    last: Published
    lowest: Published
    highest: Published
    mean: Decimal
    days: int


@dataclass(frozen=True)
class RateSeries:
    """`basis` is the number of units that all its values are shown for, whatever each day was quoted for."""

    currency: Currency
    period: Period
    rows: Sequence[Published]
    basis: int

    @property
    def points(self) -> list[Point[date]]:
        return [Point(row.date, row.per(self.basis)) for row in self.rows]

    def changes(self) -> list[Decimal | None]:
        """Beside each row: the bank's own figure, or the difference to the row before."""
        known: list[Decimal | None] = [_published_change(row, self.basis) for row in self.rows]
        for number, (before, row) in enumerate(pairwise(self.rows), start=1):
            if known[number] is None:
                known[number] = row.per(self.basis) - before.per(self.basis)
        return known


def _published_change(row: Published, basis: int) -> Decimal | None:
    return None if row.change is None else row.change * basis / row.quant


def rate_series(currency: Currency, period: Period) -> RateSeries:
    """One query."""
    found = Rate.objects.series(currency.pk, period.since, period.until)
    rows = [Published(*row) for row in found.values_list(*Published._fields)]
    # Of the last day, so that a picture of the past stays as it was.
    basis = 1 if currency.is_major or not rows else rows[-1].quant
    return RateSeries(currency, period, rows, basis)


def summary(rows: Sequence[Published], basis: int) -> Summary:
    """Of one row at least. Of equal extremes the newest counts."""
    newest_first = rows[::-1]
    return Summary(
        first=rows[0],
        last=rows[-1],
        lowest=min(newest_first, key=lambda row: row.per(basis)),
        highest=max(newest_first, key=lambda row: row.per(basis)),
        mean=sum((row.per(basis) for row in rows), Decimal()) / len(rows),
        days=len(rows),
    )


def by_months(rows: Sequence[Published], basis: int) -> list[tuple[date, Summary]]:
    """Each month with days of its own, under its first day, the newest first."""
    months = [
        (month, summary(list(of_month), basis))
        for month, of_month in groupby(rows, key=lambda row: row.date.replace(day=1))
    ]
    return months[::-1]


def bounds(currency: Currency) -> tuple[date, date] | None:
    """The first and the last published day; None while nothing real has been published."""
    days = Rate.objects.history().filter(currency=currency.pk)
    first = days.order_by("date").values_list("date", flat=True).first()
    last = days.order_by("-date").values_list("date", flat=True).first()
    return (first, last) if first and last else None
