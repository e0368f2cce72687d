"""A publication into the database: what is new is written, what looks wrong is held back, all or nothing.

The same publication stored again stores nothing; a day published anew with another value gets a new row,
and the earlier one stays. Where a main currency that was quoted lately is not mentioned at all, the
publication is incomplete and waits as a whole; an item that cannot be read holds nobody else back.
"""

import logging
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from widgets.models import Rate, SuspectRate
from widgets.nbk import currencies, verdicts
from widgets.nbk.feed import Publication
from widgets.nbk.items import Quote
from widgets.nbk.judging import bears_out, doubt_about, is_near
from widgets.nbk.neighbours import Neighbours, around
from widgets.nbk.verdicts import Verdict
from widgets.notices import rates as notices

logger = logging.getLogger(__name__)

ONE_DAY = timedelta(days=1)
# A move of last month is no news: filling the history tells nobody.
NEWS_FOR = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Stored:
    """How many values of a publication were written and held back, and how many earlier ones it confirmed."""

    rates: int = 0
    held: int = 0
    confirmed: int = 0


@dataclass(slots=True)
class _Sorted:
    """New values of a publication by what becomes of them, and what waited for an answer that came."""

    rates: list[Rate] = field(default_factory=list)
    held: list[SuspectRate] = field(default_factory=list)
    right: list[SuspectRate] = field(default_factory=list)
    taken_back: list[SuspectRate] = field(default_factory=list)


def store(publication: Publication, fetched_at: datetime) -> Stored:
    """All of it in one transaction, one run after the other."""
    day = publication.date
    if day is None:
        return Stored()
    codes = {quote.code for quote in publication.items}
    with transaction.atomic():
        verdicts.lock_rates()
        currencies.add_missing(codes)
        majors = currencies.majors()
        known = around(day, codes | majors)
        confirmed = _confirm(publication, known)
        lacking = {code for code in majors - codes if code in known.before}
        missing = lacking - publication.mentioned
        found = _sort_out(publication, day, known, fetched_at, is_incomplete=bool(missing))
        Rate.objects.bulk_create(found.rates)
        SuspectRate.objects.bulk_create(found.held)
        verdicts.confirm_stored(found.right)
        verdicts.refuse(found.taken_back)
        notices.rates_held_back(found.held, missing)
        notices.rates_unreadable(day, lacking - missing)
        if day >= timezone.localdate(fetched_at) - NEWS_FOR:
            moved = (rate for rate in found.rates if rate.currency_id in known.before.keys() & majors)
            notices.rates_moved((rate, known.before[rate.currency_id]) for rate in moved)
    for item in publication.rejected:
        logger.warning("NBK %s: %s left out, %s: %r", day, item.code, item.fault, item.detail)
    return Stored(len(found.rates), len(found.held), confirmed)


def _confirm(publication: Publication, known: Neighbours) -> int:
    """Values that waited since the last good day and are borne out now; they become the day before."""
    borne_out = []
    for quote in publication.items:
        before = known.before.get(quote.code)
        borne_out += [
            suspect
            for suspect in known.suspects[quote.code]
            if suspect.verdict == Verdict.WAITING
            and suspect.date != publication.date
            and (before is None or suspect.date >= before.date)
            and bears_out(quote, suspect)
        ]
    accepted = verdicts.accept(borne_out, Verdict.CONFIRMED)
    in_order = sorted(accepted, key=lambda rate: (rate.date, rate.fetched_at))
    known.before |= {rate.currency_id: rate for rate in in_order}
    return len(borne_out)


def _sort_out(
    publication: Publication, day: date, known: Neighbours, fetched_at: datetime, *, is_incomplete: bool
) -> _Sorted:
    found = _Sorted()
    for quote in publication.items:
        newest = known.same_day.get(quote.code)
        of_day = [suspect for suspect in known.suspects[quote.code] if suspect.date == day]
        is_stored = newest is not None and _is_same(newest, quote) and newest.change == quote.change
        reason = None if is_stored else _doubt(quote, known, of_day)
        if reason is None and not is_stored and is_incomplete:
            reason = SuspectRate.Reason.MAJOR_MISSING
        if reason is not None:
            if not any(_is_same(suspect, quote) for suspect in of_day):
                found.held.append(_held(quote, day, fetched_at, reason, known.before.get(quote.code)))
            continue
        if not is_stored:
            found.rates.append(_rate(quote, day, verdicts.after(newest, fetched_at)))
        # A good value answers what waited for this day: the same was right, another one the bank took back.
        for suspect in of_day:
            if suspect.verdict == Verdict.WAITING:
                (found.right if _is_same(suspect, quote) else found.taken_back).append(suspect)
    return found


def _doubt(quote: Quote, known: Neighbours, of_day: list[SuspectRate]) -> SuspectRate.Reason | None:
    reason = doubt_about(quote, known.before.get(quote.code))
    if reason is not SuspectRate.Reason.JUMP:
        return reason
    # Days may be filled in any order, so that the next may be there already; or it was let through before.
    later = known.later.get(quote.code)
    accepted = {Verdict.RELEASED, Verdict.CONFIRMED}
    is_known = any(suspect.verdict in accepted and _is_same(suspect, quote) for suspect in of_day)
    return None if is_known or (later and is_near(quote.per_unit, later.per_unit)) else reason


def _is_same(row: Rate | SuspectRate, quote: Quote) -> bool:
    return (row.value, row.quant) == (quote.value, quote.quant)


def _rate(quote: Quote, day: date, fetched_at: datetime) -> Rate:
    return Rate(
        currency_id=quote.code,
        date=day,
        value=quote.value,
        quant=quote.quant,
        change=quote.change,
        source=Rate.Source.NBK,
        fetched_at=fetched_at,
    )


def _held(
    quote: Quote, day: date, fetched_at: datetime, reason: SuspectRate.Reason, before: Rate | None
) -> SuspectRate:
    # For as many units, so that the two can be compared at a glance.
    previous = None
    if before is not None:
        previous = before.value if before.quant == quote.quant else before.per_unit * quote.quant
    return SuspectRate(
        currency_id=quote.code,
        date=day,
        value=quote.value,
        quant=quote.quant,
        change=quote.change,
        fetched_at=fetched_at,
        reason=reason,
        previous_value=previous,
        previous_date=before.date if before else None,
    )
