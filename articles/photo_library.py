"""Taking a photo from readers, and giving it back: on every page, card, feed and file at once."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import policy
from articles.models import Photo, User
from articles.policy import Action

COLUMNS = ["withdrawn_at", "withdrawal_reason", "withdrawn_by"]


@transaction.atomic
def withdraw(photo: Photo, *, reason: str, by: User | None) -> None:
    """Raises PermissionDenied, and ValidationError without a reason or when somebody was quicker."""
    row = _held(photo, by)
    if row.withdrawn_at is not None:
        raise ValidationError(_("The photo has been withdrawn already: %s") % row.withdrawal_reason)
    if not reason.strip():
        raise ValidationError(_("Say why: colleagues ask for it later."))
    row.withdrawn_at, row.withdrawal_reason, row.withdrawn_by = timezone.now(), reason.strip(), by
    row.save(update_fields=COLUMNS)
    photo.refresh_from_db(fields=COLUMNS)


@transaction.atomic
def bring_back(photo: Photo, *, by: User | None) -> str:
    """Returns the reason for which it had been withdrawn. Raises PermissionDenied, ValidationError."""
    row = _held(photo, by)
    if row.withdrawn_at is None:
        raise ValidationError(_("The photo is not withdrawn."))
    reason = row.withdrawal_reason
    row.withdrawn_at, row.withdrawal_reason, row.withdrawn_by = None, "", None
    row.save(update_fields=COLUMNS)
    photo.refresh_from_db(fields=COLUMNS)
    return reason


def _held(photo: Photo, by: User | None) -> Photo:
    """The row as it is now, for who may decide on it. None is the program itself."""
    if by is not None and not (verdict := policy.may_with_photo(by, Action.WITHDRAW_PHOTO, photo)):
        raise PermissionDenied(verdict.reason)
    return Photo.objects.select_for_update(no_key=True).get(pk=photo.pk)
