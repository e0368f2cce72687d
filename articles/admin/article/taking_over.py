"""Taking a story over from whoever is writing it, with what they have typed and not saved."""

import uuid

from django.db import transaction

from articles import locking
from articles.admin.article.typed import Fields, content_of_fields, too_long_body
from articles.admin.article.unsaved_texts import base_of
from articles.models import Article, Autosave, EditingLock, Revision, User


@transaction.atomic
def take_over(article: Article, lock: EditingLock, *, by: User, session: uuid.UUID) -> Revision | None:
    """Returns the revision that their text became, if it says anything new.

    A text that is too long to be saved stays an unsaved one, whole.
    """
    locking.hold_row(article)
    row = Article.objects.select_related("working_revision").get(pk=article.pk)
    # Held until it is a revision: what they type at this moment comes after it, and is told so.
    held = Autosave.objects.select_for_update().filter(pk=lock.session, user=lock.user)
    fields: Fields = held.values_list("fields", flat=True).first() or {}
    is_whole = bool(fields) and too_long_body(fields) is None
    unsaved = content_of_fields(fields, base_of(row)) if is_whole else None
    return locking.take_over(article, by=by, session=session, unsaved=unsaved)
