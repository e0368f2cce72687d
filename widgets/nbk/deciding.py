"""A person decides what was held back: releases it to readers, or rejects it for good."""

from datetime import timedelta

from django.db import transaction

from widgets.models import SuspectRate
from widgets.nbk import verdicts
from widgets.nbk.judging import COMPARED_WITHIN, is_near
from widgets.nbk.verdicts import Verdict

ONE_DAY = timedelta(days=1)


class AlreadyDecidedError(Exception):
    """Somebody, or the bank's next publication, was faster; `suspect` says what came of it."""

    def __init__(self, suspect: SuspectRate) -> None:
        super().__init__(str(suspect))
        self.suspect = suspect


class NeverReleasedError(Exception):
    """The value is zero or less."""


@transaction.atomic
def release(suspect_id: int, *, by: str) -> SuspectRate:
    """The value becomes the rate of its day.

    Later days that waited for the same jump (the feed repeats a figure over a week-end) are confirmed with
    it: from the released value it is none.
    """
    suspect = _waiting(suspect_id)
    if suspect.value <= 0:
        raise NeverReleasedError
    verdicts.accept([suspect], Verdict.RELEASED, by=by)
    later = SuspectRate.objects.filter(
        currency=suspect.currency_id,
        verdict=Verdict.WAITING,
        reason=SuspectRate.Reason.JUMP,
        date__range=(suspect.date + ONE_DAY, suspect.date + COMPARED_WITHIN),
    ).order_by("date", "pk")
    verdicts.accept([one for one in later if is_near(one.per_unit, suspect.per_unit)], Verdict.CONFIRMED)
    return suspect


@transaction.atomic
def reject(suspect_id: int, *, by: str) -> SuspectRate:
    """Readers never see it, and the same value of the same day is not asked about again."""
    suspect = _waiting(suspect_id)
    verdicts.refuse([suspect], by=by)
    return suspect


def _waiting(suspect_id: int) -> SuspectRate:
    verdicts.lock_rates()
    suspect = SuspectRate.objects.select_related("currency").get(pk=suspect_id)
    if suspect.verdict != Verdict.WAITING:
        raise AlreadyDecidedError(suspect)
    return suspect
