"""Saving versions of a story. What readers see stays as it is; `articles.publishing` changes that."""

from typing import Any

from django.db import transaction

from articles import content as contents
from articles import policy, story_log
from articles.content import Content
from articles.models import Article, Revision, StoryEvent, User
from articles.places import mentions
from articles.policy import Action

# A text that was typed and not saved may be longer than any headline.
MAX_HEADLINE = Article._meta.get_field("working_headline").max_length


class StaleVersionError(Exception):
    """Somebody else changed the story in between: nothing was written."""


def locked(article: Article) -> Article:
    """The row as it is now, held until the transaction ends; what its rules look at comes along.

    Two queries: one that waits for the lock and joins as well would give the row as it is after the wait
    beside relations as they were before it.
    """
    Article.objects.select_for_update(no_key=True).only("pk").get(pk=article.pk)
    related = ("rubric", "live_revision", "working_revision", "scheduled_revision")
    return Article.objects.select_related(*related).get(pk=article.pk)


@transaction.atomic
def create_story(
    *,
    language: str,
    content: Content,
    by: User | None = None,
    note: str = "",
    details: dict[str, Any] | None = None,
    **columns: object,
) -> Article:
    """A new story with its first revision; readers see nothing of it. `details` go into the log."""
    policy.require(by, Action.CREATE)
    content = contents.clean(content)
    article = Article(language=language, created_by=by, **columns)
    contents.apply_columns(article, content)
    article.save()
    append_revision(article, content, by=by, note=note)
    story_log.record(article, StoryEvent.Kind.CREATED, by=by, details=details)
    return article


@transaction.atomic
def save_revision(
    article: Article,
    content: Content,
    *,
    by: User | None,
    note: str = "",
    base: int | None = None,
    action: Action = Action.EDIT,
) -> Revision:
    """Keep one more version of the whole content.

    `base` is the number of the newest revision that the writer has seen; None does not ask. `action` is the
    right it takes. Raises StaleVersionError, PermissionDenied.
    """
    row = locked(article)
    policy.require(by, action, row)
    newest = row.working_revision.number if row.working_revision else 0
    if base is not None and base != newest:
        raise StaleVersionError(f"story {row.pk}: written on version {base}, the newest is {newest}")
    revision = append_revision(row, contents.clean(content), by=by, note=note)
    article.refresh_from_db(fields=["working_revision", "working_headline", "work_state", "headline"])
    return revision


def append_revision(article: Article, content: Content, *, by: User | None, note: str) -> Revision:
    """The revision itself, of a row that the caller holds and has asked the policy about."""
    number = article.working_revision.number + 1 if article.working_revision else 1
    revision = Revision.objects.create(
        article=article, number=number, content=content, saved_by=by, note=note
    )
    article.working_revision = revision
    article.working_headline = content["headline"][:MAX_HEADLINE]
    columns = ["working_revision", "working_headline"]
    if article.work_state == Article.Work.DONE:
        article.work_state = Article.Work.DRAFT
        columns.append("work_state")
    if article.publication == Article.Publication.NONE:
        columns += name_by_draft(article, content)
    article.save(update_fields=columns)
    mentions.remember_working(article, content)
    return revision


def name_by_draft(article: Article, content: Content) -> list[str]:
    """Of a row that readers do not see: the desk names, files and filters the story by what it is now.

    Sets the columns, unsaved; returns their names for `update_fields`.
    """
    article.headline = content["headline"][:MAX_HEADLINE] or article.headline
    article.rubric_id, article.lead_photo_id = content["rubric"], content["lead_photo"]
    return ["headline", "rubric", "lead_photo"]
