"""What becomes of rates that were held back: rows among the rates, or nothing. No other module decides."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import connection
from django.utils import timezone

from widgets.models import Rate, SuspectRate
from widgets.notices import rates as notices

Verdict = SuspectRate.Verdict


def lock_rates() -> None:
    """Until the transaction ends nobody else stores or decides: two at once do not see each other's rows."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('widgets_rate'))")


def accept(suspects: Sequence[SuspectRate], verdict: Verdict, *, by: str = "") -> list[Rate]:
    """They were right. Each becomes what is shown of its day, under the time it was fetched at."""
    newest = _newest_of_days(suspects)
    rates = []
    for suspect in suspects:
        key = (suspect.currency_id, suspect.date)
        newest[key] = Rate(
            currency_id=suspect.currency_id,
            date=suspect.date,
            value=suspect.value,
            quant=suspect.quant,
            change=suspect.change,
            source=Rate.Source.NBK,
            fetched_at=after(newest.get(key), suspect.fetched_at),
        )
        rates.append(newest[key])
    Rate.objects.bulk_create(rates)
    _decide(suspects, verdict, by)
    return rates


def confirm_stored(suspects: Sequence[SuspectRate]) -> None:
    """What the bank has published once more, complete: its rows are written already."""
    _decide(suspects, Verdict.CONFIRMED)


def refuse(suspects: Sequence[SuspectRate], *, by: str = "") -> None:
    """They were wrong: by what a person knows, or because the bank has published the day anew."""
    _decide(suspects, Verdict.REJECTED, by)


def after(newest: Rate | None, fetched_at: datetime) -> datetime:
    """The last row of a day is the one shown, whatever the clock did between two fetches."""
    return max(fetched_at, newest.fetched_at + timedelta(microseconds=1)) if newest else fetched_at


def _newest_of_days(suspects: Sequence[SuspectRate]) -> dict[tuple[str, object], Rate]:
    if not suspects:
        return {}
    days = [suspect.date for suspect in suspects]
    rates = Rate.objects.of_bank(min(days), max(days), {suspect.currency_id for suspect in suspects})
    # Within a day the newest comes first: read backwards, it is what stays.
    return {(rate.currency_id, rate.date): rate for rate in reversed(rates)}


def _decide(suspects: Sequence[SuspectRate], verdict: Verdict, by: str = "") -> None:
    if not suspects:
        return
    now = timezone.now()
    for suspect in suspects:
        suspect.verdict, suspect.decided_at, suspect.decided_by = verdict, now, by
    SuspectRate.objects.bulk_update(suspects, ["verdict", "decided_at", "decided_by"])
    notices.settle_held_back(suspects, now)
