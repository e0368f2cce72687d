"""What the newsroom is told of rates, a function for each kind; the words are made where it is shown."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from widgets.models import Notice, Rate, SuspectRate

if TYPE_CHECKING:
    from datetime import date

MOVED = Decimal("0.01")


def rates_moved(moves: Iterable[tuple[Rate, Rate]]) -> None:
    """Pairs of a rate and the one published before it: those that moved by more than 1 % for one unit."""
    Notice.objects.tell(
        Notice(
            kind=Notice.Kind.RATE_MOVED,
            key=f"rate_moved:{rate.currency_id}:{rate.date}",
            facts={
                "currency": rate.currency_id,
                "date": str(rate.date),
                "value": str(rate.value),
                "quant": rate.quant,
                "previous_value": str(before.value),
                "previous_quant": before.quant,
                "previous_date": str(before.date),
                "percent": f"{(rate.per_unit / before.per_unit - 1) * 100:+.2f}",
            },
        )
        for rate, before in moves
        if abs(rate.per_unit - before.per_unit) > MOVED * before.per_unit
    )


def rates_held_back(suspects: Sequence[SuspectRate], missing: Collection[str] = ()) -> None:
    """One for each doubtful value, and one for a whole publication that lacks a main currency."""
    told = {_key(suspect): _facts(suspect) for suspect in suspects}
    for facts in told.values():
        if facts["reason"] == SuspectRate.Reason.MAJOR_MISSING:
            facts["missing"] = sorted(missing)
    Notice.objects.tell(
        Notice(kind=Notice.Kind.RATE_HELD_BACK, key=key, facts=facts) for key, facts in told.items()
    )


def rates_unreadable(day: "date", codes: Iterable[str]) -> None:
    """Main currencies whose item of the day could not be read: there is no value to release."""
    Notice.objects.tell(
        Notice(
            kind=Notice.Kind.RATE_HELD_BACK,
            key=f"rate_held_back:{code}:{day}:unreadable",
            facts={"currency": code, "date": str(day), "reason": "unreadable"},
        )
        for code in codes
    )


def settle_held_back(suspects: Sequence[SuspectRate], now: datetime) -> None:
    """What has been decided waits for nobody any more."""
    keys = {_key(suspect) for suspect in suspects}
    still = SuspectRate.objects.filter(
        verdict=SuspectRate.Verdict.WAITING, date__in={suspect.date for suspect in suspects}
    )
    keys -= {_key(suspect) for suspect in still}
    Notice.objects.filter(key__in=keys, dismissed_at=None).update(dismissed_at=now)


def _key(suspect: SuspectRate) -> str:
    if suspect.reason == SuspectRate.Reason.MAJOR_MISSING:
        return f"rate_held_back:{suspect.date}:{suspect.reason}"
    value = f"{suspect.value.normalize():f}/{suspect.quant}"
    return f"rate_held_back:{suspect.currency_id}:{suspect.date}:{value}"


def _facts(suspect: SuspectRate) -> dict[str, Any]:
    facts: dict[str, Any] = {"date": str(suspect.date), "reason": str(suspect.reason)}
    if suspect.reason == SuspectRate.Reason.MAJOR_MISSING:
        return facts
    return facts | {
        "currency": suspect.currency_id,
        "value": str(suspect.value),
        "quant": suspect.quant,
        "previous_value": None if suspect.previous_value is None else str(suspect.previous_value),
        "previous_date": None if suspect.previous_date is None else str(suspect.previous_date),
    }
