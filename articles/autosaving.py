"""What is typed and not saved. One row for each open form, replaced while the typing goes on."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article, Autosave, Revision, User
from newsportal.lib.text import legal

# How long a text is kept that was saved, thrown away, or forgotten.
KEPT_SAVED = timedelta(days=1)
KEPT_DISCARDED = timedelta(days=7)
KEPT_FORGOTTEN = timedelta(days=60)
MAX_FIELDS = 400
LAST_WORD = 2**40
"""The sequence of a text that came with the form itself: later than whatever its autosave has on the way."""

type Fields = dict[str, list[str]]


@transaction.atomic
def keep(
    session: uuid.UUID,
    *,
    user: User,
    article: Article | None,
    base: int,
    sequence: int,
    fields: Mapping[str, Iterable[str]],
) -> bool:
    """Store what stands in a form. False: this form was sent, saved or thrown away, it begins anew.

    An older `sequence` than the stored one changes nothing. Raises PermissionDenied.
    """
    values: Fields = {legal(name): [legal(value) for value in found] for name, found in fields.items()}
    stored, is_new = Autosave.objects.select_for_update().get_or_create(
        pk=session,
        defaults={
            "user": user,
            "article": article,
            "base_number": base,
            "sequence": sequence,
            "fields": values,
        },
    )
    if stored.user_id != user.pk:
        raise PermissionDenied(_("This text is being written by somebody else."))
    if stored.kept_as_id is not None or stored.discarded_at is not None:
        return False
    if not is_new and stored.sequence >= LAST_WORD:
        # By way of “back” the form is typed into again: its former words wait to be merged, these are others.
        return bool(stored.fields == values)
    if not is_new and sequence > stored.sequence:
        stored.fields, stored.sequence, stored.base_number = values, sequence, base
        stored.saved_at = timezone.now()
        stored.save(update_fields=["fields", "sequence", "base_number", "saved_at"])
    return True


def close(sessions: Iterable[uuid.UUID | None], *, user: User, revision: Revision) -> None:
    """Their text became this revision. The rows stay a while: a late answer must not bring the text back.

    A form that had stored nothing before gets a row too. Rows of somebody else are not touched.
    """
    closed = {"kept_as": revision, "fields": {}, "saved_at": timezone.now()}
    ids = {session for session in sessions if session is not None}
    missing = ids - set(Autosave.objects.filter(pk__in=ids).values_list("pk", flat=True))
    Autosave.objects.filter(pk__in=ids, user=user).update(**closed)
    Autosave.objects.bulk_create(
        [
            Autosave(pk=session, user=user, article_id=revision.article_id, sequence=0, **closed)
            for session in missing
        ],
        ignore_conflicts=True,
    )


def kept_as(session: uuid.UUID | None, *, user: User) -> Revision | None:
    """What this form became when it was sent before. Of two clicks the second waits for the first."""
    if session is None:
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"form:{session}"])
    rows = Autosave.objects.select_related("kept_as__article").filter(pk=session, user=user)
    return next((row.kept_as for row in rows), None)


def discard(session: uuid.UUID, *, user: User) -> None:
    """Thrown away by who typed it; it can still be found for some days."""
    Autosave.objects.filter(pk=session, user=user, kept_as=None).update(discarded_at=timezone.now())


def unsaved_of(user: User, article: Article | None) -> QuerySet[Autosave]:
    """Texts of this person that are in no revision, newest first."""
    return open_texts().filter(user=user, article=article)


def open_texts() -> QuerySet[Autosave]:
    return Autosave.objects.filter(kept_as=None, discarded_at=None).order_by("-saved_at")


def forget_old() -> int:
    """Delete what has been kept long enough; returns how many rows."""
    now = timezone.now()
    old = (
        Q(kept_as__isnull=False, saved_at__lt=now - KEPT_SAVED)
        | Q(discarded_at__lt=now - KEPT_DISCARDED)
        | Q(saved_at__lt=now - KEPT_FORGOTTEN)
    )
    return Autosave.objects.filter(old).delete()[0]
