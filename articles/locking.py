"""Who is writing a story at this moment. A lock is held by typing, renewed by the form, and lapses by itself.

It keeps two people from writing at once without knowing it. That nothing is ever overwritten does not
depend on it: `articles.revisions.save_revision` sees to that.
"""

import uuid
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from articles import autosaving, policy, story_log
from articles.content import Content
from articles.models import Article, Autosave, EditingLock, Revision, StoryEvent, User
from articles.policy import Action
from articles.revisions import append_revision, locked

LAPSES_AFTER = timedelta(seconds=60)


def holder(article: Article, now: datetime | None = None) -> EditingLock | None:
    """The lock that is in force."""
    since = (now or timezone.now()) - LAPSES_AFTER
    return EditingLock.objects.select_related("user").filter(article=article, seen_at__gt=since).first()


def is_other(lock: EditingLock | None, user: User) -> bool:
    """Somebody else's. A second tab of one's own is nobody else."""
    return lock is not None and lock.user_id != user.pk


@transaction.atomic
def acquire(article: Article, user: User, session: uuid.UUID) -> EditingLock:
    """Take or renew the lock; returns the one in force, which may be somebody else's."""
    hold_row(article)
    return _take_if_free(article, user, session)


def _take_if_free(article: Article, user: User, session: uuid.UUID) -> EditingLock:
    now = timezone.now()
    lock = holder(article, now)
    if lock is not None and is_other(lock, user):
        return lock
    began = lock.acquired_at if lock is not None and lock.session == session else now
    made, _created = EditingLock.objects.update_or_create(
        article=article, defaults={"user": user, "session": session, "acquired_at": began, "seen_at": now}
    )
    return made


def release(session: uuid.UUID) -> None:
    """The form was closed or saved."""
    EditingLock.objects.filter(session=session).delete()


@transaction.atomic
def take_over(
    article: Article, *, by: User, session: uuid.UUID, unsaved: "Content | None" = None
) -> Revision | None:
    """Hold the lock from now on, whoever had it.

    What the former holder had typed and not saved is `unsaved`, read from their autosave by the caller; it
    becomes a revision of theirs when it was written on the newest version. Raises PermissionDenied.
    """
    row = locked(article)
    policy.require(by, Action.TAKE_OVER, row)
    former = holder(row)
    EditingLock.objects.filter(article=row).delete()
    _take_if_free(row, by, session)
    if former is None or not is_other(former, by):
        return None
    kept = _keep_unsaved(row, former, unsaved) if unsaved is not None else None
    story_log.record(row, StoryEvent.Kind.TAKEN_OVER, by=by, revision=kept, details={"from": former.user_id})
    return kept


def _keep_unsaved(row: Article, former: EditingLock, unsaved: Content) -> Revision | None:
    autosave = Autosave.objects.filter(pk=former.session, kept_as=None).first()
    newest = row.working_revision
    if autosave is None or newest is None or autosave.base_number != newest.number:
        # Written on an older version: it stays an unsaved text, which its writer merges.
        return None
    if unsaved == newest.content:
        return None
    revision = append_revision(row, unsaved, by=former.user, note="")
    autosaving.close([autosave.pk], user=former.user, revision=revision)
    return revision


def hold_row(article: Article) -> None:
    """Saves and locks of one story wait for each other."""
    Article.objects.select_for_update(no_key=True).only("pk").get(pk=article.pk)
