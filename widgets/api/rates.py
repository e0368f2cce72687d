"""Rates as values, from the same rows and by the same rules as the pages."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from django.http import Http404
from django.utils import timezone

from newsportal.lib.rest.exact import Exact, exact, exact_or_none
from newsportal.lib.rest.languages import address_of, pages_of, said
from newsportal.lib.rest.shapes import in_both
from widgets.api.rate_shapes import (
    BoardLinks,
    CurrencyRef,
    RateOfDay,
    RateOnBoard,
    RatesBoard,
    RateSource,
    RateTomorrow,
)
from widgets.models import Currency, Rate
from widgets.rates.board import DayBoard, day_board
from widgets.rates.words import BANK


def rates_board_shape(now: datetime | None = None) -> RatesBoard:
    """The major currencies today, as the header shows them. One query."""
    now = now or timezone.now()
    today = timezone.localdate(now)
    items = [on_board(rate, _next_of_board(rate)) for rate in Rate.objects.board(now)]
    return _board(today, items, is_today=True)


def board_of_today() -> RatesBoard:
    """Every currency today, however old its rate; with tomorrow's, once they are out."""
    today = timezone.localdate()
    next_day = day_board(today + timedelta(days=1))
    tomorrow = {row.code: row.rate for row in next_day.rows if not row.carried_forward}
    rows = day_board(today, goes_on=True).rows
    return _board(today, [on_board(row.rate, _next(tomorrow, row.code)) for row in rows], is_today=True)


def board_of_day(day: date) -> RatesBoard:
    """Raises Http404 where the site has no page of that day."""
    board = known_board(day)
    return _board(day, [on_board(row.rate) for row in board.rows], is_today=False)


def known_board(day: date) -> DayBoard:
    """Of a day to come only what was published for it; a sample is no rate of a day. Raises Http404."""
    board = day_board(day)
    if not board.rows or board.is_sample or (day > timezone.localdate() and board.carried_forward):
        raise Http404
    return board


def _board(day: date, items: Sequence[RateOnBoard], *, is_today: bool) -> RatesBoard:
    published = max((item.date for item in items), default=None)
    tomorrow = day + timedelta(days=1) if any(item.tomorrow for item in items) else None
    query = "" if is_today else f"?date={day}"
    return RatesBoard(
        day=day,
        published=published,
        carried_forward=published is not None and published < day,
        is_sample=any(item.source == "sample" for item in items),
        tomorrow=tomorrow,
        items=list(items),
        source=bank(),
        page=pages_of("rates") if is_today else pages_of("rates_on_day", day),
        links=BoardLinks(
            tomorrow=None if tomorrow is None else f"{address_of('api:rates')}?date={tomorrow}",
            csv=address_of("rates_csv") + query,
            json=address_of("rates_json") + query,
        ),
    )


def on_board(rate: Rate, tomorrow: RateTomorrow | None = None) -> RateOnBoard:
    """From a rate of `in_force()`."""
    row: Any = rate
    return RateOnBoard(
        currency=currency_ref(rate.currency),
        date=rate.date,
        carried_forward=rate.carried_forward,
        quant=rate.quant,
        value=exact(rate.value),
        per_unit=exact(rate.per_unit),
        change=_change(rate.change, rate.change_per_unit, rate.quant),
        source=row.source,
        fetched_at=rate.fetched_at,
        tomorrow=tomorrow,
    )


def _next(tomorrow: Mapping[str, Rate], code: str) -> RateTomorrow | None:
    rate = tomorrow.get(code)
    if rate is None:
        return None
    change = _change(rate.change, rate.change_per_unit, rate.quant)
    return _tomorrow(rate.value, rate.quant, change)


def _next_of_board(rate: Rate) -> RateTomorrow | None:
    """From a rate of `board()`."""
    if rate.next_value is None or rate.next_quant is None:
        return None
    change = _change(rate.next_change, rate.tomorrow_change_per_unit, rate.next_quant)
    return _tomorrow(rate.next_value, rate.next_quant, change)


def _tomorrow(value: Decimal, quant: int, change: Exact | None) -> RateTomorrow:
    return RateTomorrow(quant=quant, value=exact(value), per_unit=exact(value / quant), change=change)


def _change(published: Decimal | None, per_unit: Decimal | None, quant: int) -> Exact | None:
    """The bank's own figure as it wrote it; failing that, the difference that the pages show."""
    return exact_or_none(published if per_unit is None or published is not None else per_unit * quant)


def of_day(rate: Rate) -> RateOfDay:
    return RateOfDay(
        date=rate.date,
        quant=rate.quant,
        value=exact(rate.value),
        change=exact_or_none(rate.change),
        fetched_at=rate.fetched_at,
    )


def currency_ref(currency: Currency) -> CurrencyRef:
    return CurrencyRef(
        code=currency.code,
        name=in_both(currency, "name"),
        symbol=currency.symbol,
        is_major=currency.is_major,
    )


@cache
def bank() -> RateSource:
    return RateSource(name=said(BANK.name), url=BANK.url, terms=said(BANK.licence))
