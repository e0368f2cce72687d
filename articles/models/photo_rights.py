"""May a photo be shown? One rule, said twice: of a row that is there, and of rows that are asked for."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Expression, Q, TextChoices
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsportal.lib.asked import Asked, Moment

if TYPE_CHECKING:
    from articles.models.photo import Photo


# The newsroom is told of rights that end within so many days.
ENDS_SOON = timedelta(days=30)


class Consent(TextChoices):
    """Of the people in the picture: the Civil Code gives them a right to their own image."""

    NOT_NEEDED = "not_needed", _("not needed: nobody is to be recognised, or it is a public event")
    OBTAINED = "obtained", _("obtained")
    NOT_OBTAINED = "not_obtained", _("not obtained")


class Preparation(TextChoices):
    """How far `articles.ingest` is with the file."""

    WAITING = "waiting", _("being prepared")
    READY = "ready", _("ready")
    DAMAGED = "damaged", _("damaged")


class Problem(TextChoices):
    """Why a photo may not be shown, in a sentence."""

    WITHDRAWN = "withdrawn", _("It is withdrawn.")
    RIGHTS_ENDED = "rights_ended", _("The rights to it have ended.")
    NO_CONSENT = "no_consent", _("The people in it have not consented.")
    NO_CREDIT = "no_credit", _("It has no credit: say whose it is.")
    DAMAGED = "damaged", _("Its file is damaged: upload it again.")


def day_of(now: datetime | None) -> date:
    """Rights are a matter of days, those of the newsroom."""
    return timezone.localdate(now)


def day_asked(now: Moment | None) -> date | Expression:
    """The same for a queryset, which may be asked later."""
    if isinstance(now, Asked):
        return TruncDate(now, tzinfo=timezone.get_default_timezone())
    return day_of(now)


def problem_of(photo: "Photo", day: date) -> Problem | None:
    if photo.withdrawn_at is not None:
        return Problem.WITHDRAWN
    if photo.rights_until is not None and photo.rights_until < day:
        return Problem.RIGHTS_ENDED
    if photo.consent == Consent.NOT_OBTAINED:
        return Problem.NO_CONSENT
    if not photo.credit.strip():
        return Problem.NO_CREDIT
    if photo.preparation == Preparation.DAMAGED:
        return Problem.DAMAGED
    return None


def without_a_problem(day: date | Expression) -> Q:
    """The rows of which `problem_of` says None."""
    return (
        Q(withdrawn_at__isnull=True)
        & (Q(rights_until__isnull=True) | Q(rights_until__gte=day))
        & ~Q(consent=Consent.NOT_OBTAINED)
        & Q(credit__regex=r"\S")
        & ~Q(preparation=Preparation.DAMAGED)
    )
