"""Taking a story over from whoever is writing it, with what they have typed and not saved."""

import uuid

from articles import locking
from articles.admin.article.typed import content_of_fields
from articles.admin.article.unsaved_texts import base_of
from articles.models import Article, Autosave, EditingLock, Revision, User


def take_over(article: Article, lock: EditingLock, *, by: User, session: uuid.UUID) -> Revision | None:
    """Returns the revision that their text became, if it says anything new."""
    row = Article.objects.select_related("working_revision").get(pk=article.pk)
    autosave = Autosave.objects.filter(pk=lock.session, user=lock.user).first()
    unsaved = content_of_fields(autosave.fields, base_of(row)) if autosave and autosave.fields else None
    return locking.take_over(article, by=by, session=session, unsaved=unsaved)
