"""Ten years of rates: a random walk in the bank's rhythm."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from django.utils import timezone

COLUMNS = ["id", "currency_id", "date", "value", "quant", "change", "source", "fetched_at"]
ENDS_NEAR = {"USD": 501.02, "EUR": 597.27, "CNY": 72.08, "RUB": 6.59}
QUANTS = {"AMD": 10, "HUF": 10, "KRW": 100, "UZS": 100, "IRR": 1000}
DAILY = 0.006
CENT = Decimal("0.01")
ONE_DAY = timedelta(days=1)
# Month and day of the holidays that stay where they are: on these the bank sets no rate.
HOLIDAYS = {
    (1, 1), (1, 2), (1, 7), (3, 8), (3, 21), (3, 22), (3, 23), (5, 1), (5, 7), (5, 9), (7, 6), (8, 30),
    (10, 25), (12, 16),
}  # fmt: skip


def rows(codes: list[str], first: date, last: date, *, begin: int, seed: int) -> Iterator[tuple[Any, ...]]:
    """One for each day and currency, numbered from `begin`. The same seed and days give the same rows."""
    random = Random(seed)  # noqa: S311  nothing secret depends on it
    walks = {code: _walk(code, (last - first).days + 1, random) for code in codes}
    values = {code: walk[0] for code, walk in walks.items()}
    number = begin
    for index in range((last - first).days + 1):
        day = first + ONE_DAY * index
        is_set = index == 0 or _is_set_on(day - ONE_DAY)
        fetched_at = datetime.combine(day - ONE_DAY, time(16, 10), timezone.get_default_timezone())
        for code in codes:
            value = walks[code][index] if is_set else values[code]
            yield number, code, day, value, QUANTS.get(code, 1), value - values[code], "nbk", fetched_at
            values[code] = value
            number += 1


def _walk(code: str, days: int, random: Random) -> list[Decimal]:
    """Backwards from where it is to end, so that the last day looks like today."""
    value = ENDS_NEAR.get(code) or 10 ** random.uniform(0.7, 2.8)
    walk = []
    for _day in range(days):
        walk.append(max(CENT, Decimal(value).quantize(CENT)))
        value *= 1 - random.gauss(0.0001, DAILY)
    return walk[::-1]


def _is_set_on(day: date) -> bool:
    """On business days a rate is set for the next day; the others repeat the one before."""
    return day.weekday() < 5 and (day.month, day.day) not in HOLIDAYS
