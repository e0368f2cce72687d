"""A person decides what was held back: releases it to readers, or rejects it for good.

Of the rows that are asked for, only those that still wait are decided: somebody else, or the bank's next
publication, may have been faster. The answer says which they were.
"""

from collections.abc import Collection

from django.db import transaction

from widgets.models import SuspectRate
from widgets.nbk import verdicts
from widgets.nbk.judging import COMPARED_WITHIN, is_near
from widgets.nbk.verdicts import Verdict


@transaction.atomic
def release(suspects: Collection[int], *, by: str) -> list[SuspectRate]:
    """Each value becomes the rate of its day, except for zero and less, which can only be rejected.

    Later days that waited for the same jump (the feed repeats a figure over a week-end) are confirmed with
    it: from the released value it is none.
    """
    released = _waiting(suspects, value__gt=0)
    verdicts.accept(released, Verdict.RELEASED, by=by)
    others = SuspectRate.objects.filter(
        verdict=Verdict.WAITING,
        reason=SuspectRate.Reason.JUMP,
        value__gt=0,
        currency__in={suspect.currency_id for suspect in released},
    ).order_by("date", "pk")
    followers = [one for one in others if any(_follows(one, suspect) for suspect in released)]
    verdicts.accept(followers, Verdict.CONFIRMED)
    return released


@transaction.atomic
def reject(suspects: Collection[int], *, by: str) -> list[SuspectRate]:
    """Readers never see them, and the same value of the same day is not asked about again."""
    rejected = _waiting(suspects)
    verdicts.refuse(rejected, by=by)
    return rejected


def _waiting(suspects: Collection[int], **more: object) -> list[SuspectRate]:
    verdicts.lock_rates()
    found = SuspectRate.objects.filter(pk__in=suspects, verdict=Verdict.WAITING, **more)
    return list(found.select_related("currency").order_by("date", "pk"))


def _follows(suspect: SuspectRate, released: SuspectRate) -> bool:
    return (
        suspect.currency_id == released.currency_id
        and released.date < suspect.date <= released.date + COMPARED_WITHIN
        and is_near(suspect.per_unit, released.per_unit)
    )
