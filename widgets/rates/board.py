"""The table of all currencies on a day, ready for templates."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.urls import reverse

from widgets import display
from widgets.models import Currency, Rate
from widgets.rates.series import LONGEST_CARRY


@dataclass(frozen=True, slots=True)
class Row:
    code: str
    name: str
    is_major: bool
    url: str
    value: str
    # "per 100", or nothing for one unit.
    units: str
    change: display.Change | None
    date: date
    carried_forward: bool
    per_unit: Decimal
    rate: Rate


@dataclass(frozen=True, slots=True)
class DayBoard:
    """`published` is the newest day of its rates; a row of an older day says so itself."""

    day: date
    rows: list[Row]
    published: date | None
    is_sample: bool

    @property
    def carried_forward(self) -> bool:
        return self.published is not None and self.published < self.day

    @property
    def groups(self) -> list[list[Row]]:
        """The majors, then the others; none is empty."""
        majors = [row for row in self.rows if row.is_major]
        others = [row for row in self.rows if not row.is_major]
        return [group for group in (majors, others) if group]


def day_board(day: date, *, goes_on: bool = False) -> DayBoard:
    """All currencies on a day, in one query.

    On a day of the past a rate is carried forward for `LONGEST_CARRY` and no longer. Today it `goes_on` as
    long as nothing newer has come, and the page says how old it is. What is no longer quoted is left out.
    """
    rates = list(Rate.objects.in_force(day, Currency.objects.all()))
    published = max((rate.date for rate in rates), default=None)
    if published is None or (not goes_on and day - published > LONGEST_CARRY):
        return DayBoard(day, [], None, is_sample=False)
    return DayBoard(
        day=day,
        rows=[row_of(rate) for rate in rates if published - rate.date <= LONGEST_CARRY],
        published=published,
        is_sample=any(rate.source == Rate.Source.SAMPLE for rate in rates),
    )


def row_of(rate: Rate) -> Row:
    """From a rate of `in_force()`."""
    basis = rate.basis
    change = rate.change_per_unit
    return Row(
        code=rate.currency.code,
        name=rate.currency.name,
        is_major=rate.currency.is_major,
        url=reverse("rate_currency", args=[rate.currency.code]),
        value=display.money(rate.per_unit * basis),
        units=display.units(basis),
        change=display.change(None if change is None else change * basis),
        date=rate.date,
        carried_forward=rate.carried_forward,
        per_unit=rate.per_unit,
        rate=rate,
    )


def rate_now(currency: Currency, today: date, *, as_of: int | None = None) -> Row | None:
    """One currency today, however old; a sample while there is nothing real."""
    rate = Rate.objects.in_force(today, Currency.objects.filter(pk=currency.pk), as_of=as_of).first()
    return None if rate is None else row_of(rate)


def rate_on(currency: Currency, day: date, today: date, *, as_of: int | None = None) -> Row | None:
    """One currency on a day, for pages and pictures that stay as they are.

    Of a day to come only what was published for it is shown; a sample never is.
    """
    row = rate_now(currency, day, as_of=as_of)
    if row is None or row.rate.source == Rate.Source.SAMPLE or day - row.date > LONGEST_CARRY:
        return None
    return None if row.carried_forward and day > today else row
