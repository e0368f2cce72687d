"""The rates of one currency within a period, and what can be reckoned from them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import groupby, pairwise
from operator import itemgetter
from typing import NamedTuple

from django.db.models import Max, Q

from widgets.charts import Point
from widgets.models import Currency, Rate
from widgets.periods import Period

LONGEST_CARRY = timedelta(days=15)
"""A rate goes on over a week-end and the longest holidays; after that nobody knows what the rate was."""


class Published(NamedTuple):
    """A published day with the newest of its values."""

    date: date
    value: Decimal
    # The bank's own figure.
    change: Decimal | None


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
    """`basis` is the number of units that all its values are for, whatever each day was quoted for."""

    currency: Currency
    period: Period
    rows: Sequence[Published]
    basis: int

    @property
    def points(self) -> list[Point[date]]:
        return [Point(row.date, row.value) for row in self.rows]

    def changes(self) -> list[Decimal | None]:
        """Beside each row: the bank's own figure, or the difference to the row before."""
        known = [row.change for row in self.rows]
        for number, (before, row) in enumerate(pairwise(self.rows), start=1):
            if known[number] is None:
                known[number] = row.value - before.value
        return known


def rate_series(currency: Currency, period: Period, *, as_of: int | None = None) -> RateSeries:
    """One query."""
    found = Rate.objects.as_of(as_of).series(currency.pk, period.since, period.until)
    rows = list(found.values_list("date", "value", "quant", "change"))
    # As the last day was quoted, so that a picture of the past stays as it was.
    basis = 1 if currency.is_major or not rows else rows[-1][2]

    def for_basis(value: Decimal, quant: int) -> Decimal:
        return value if quant == basis else value * basis / quant

    published = [
        Published(day, for_basis(value, quant), None if change is None else for_basis(change, quant))
        for day, value, quant, change in rows
    ]
    return RateSeries(currency, period, published, basis)


def last_fetched(series: RateSeries, *, as_of: int | None = None) -> datetime | None:
    """When the newest of its values came. Apart: thousands of moments take as long to read as their rates."""
    period = series.period
    found = Rate.objects.as_of(as_of).within(series.currency.pk, period.since, period.until)
    newest: datetime | None = found.aggregate(newest=Max("fetched_at"))["newest"]
    return newest


def summary(rows: Sequence[Published]) -> Summary:
    """Of one row at least. Of equal extremes the newest counts."""
    newest_first = rows[::-1]
    value = itemgetter(1)
    return Summary(
        first=rows[0],
        last=rows[-1],
        lowest=min(newest_first, key=value),
        highest=max(newest_first, key=value),
        mean=sum(map(value, rows), Decimal()) / len(rows),
        days=len(rows),
    )


def by_months(rows: Sequence[Published]) -> list[tuple[date, Summary]]:
    """Each month with days of its own, under its first day, the newest first."""
    months = [
        (date(year, month, 1), summary(list(of_month)))
        for (year, month), of_month in groupby(rows, key=lambda row: (row.date.year, row.date.month))
    ]
    return months[::-1]


def bounds(currency: Currency) -> tuple[date, date] | None:
    """The first and the last published day; None while nothing real has been published."""
    days = Rate.objects.history().filter(currency=currency.pk)
    first = days.order_by("date").values_list("date", flat=True).first()
    last = days.order_by("-date").values_list("date", flat=True).first()
    return (first, last) if first and last else None


def neighbours(day: date, today: date, currency: Currency | None = None) -> tuple[date | None, date | None]:
    """The day before and the day after, where a page stands there: something published is not too old."""
    # The index begins with the currency, and no day is published without one of the majors.
    of = Q(currency__is_major=True) if currency is None else Q(currency=currency)
    published = Rate.objects.history().filter(of)
    before, after = day - timedelta(days=1), day + timedelta(days=1)
    has_before = published.filter(date__range=(before - LONGEST_CARRY, before)).exists()
    # Of a day to come there is a page only when its own rates are out.
    since = after - LONGEST_CARRY if after <= today else after
    has_after = published.filter(date__range=(since, after)).exists()
    return before if has_before else None, after if has_after else None
