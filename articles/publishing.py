"""What changes a story: saving a revision, publishing, correcting, withdrawing. Each is one transaction."""

from datetime import datetime

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone

from articles import content as contents
from articles.content import Content
from articles.models import Article, Correction, Revision, User


class StaleVersionError(Exception):
    """Somebody else saved in between: nothing was written."""


@transaction.atomic
def create_story(*, language: str, content: Content, by: User | None = None, **columns: object) -> Article:
    """A new story with its first revision; readers see nothing of it."""
    content = contents.clean(content)
    article = Article(language=language, created_by=by, **columns)
    contents.apply_columns(article, content)
    article.save()
    save_revision(article, content, by=by)
    return article


@transaction.atomic
def save_revision(article: Article, content: Content, *, by: User | None, note: str = "") -> Revision:
    """Keep one more version of the whole content. The live columns stay as they are."""
    # The row's lock serialises the numbers.
    Article.objects.select_for_update(no_key=True).only("pk").get(pk=article.pk)
    last = Revision.objects.filter(article=article).aggregate(last=Max("number"))["last"] or 0
    return Revision.objects.create(
        article=article, number=last + 1, content=contents.clean(content), saved_by=by, note=note
    )


@transaction.atomic
def publish(
    article: Article,
    revision: Revision,
    *,
    at: datetime | None = None,
    substance_changed: bool = False,
) -> None:
    """Make a revision what readers see: at once, or from `at` on when that lies ahead.

    The date of the first publication stays; `updated_at` moves only when the substance changed.
    """
    row = Article.objects.select_for_update(no_key=True).get(pk=article.pk)
    if row.version != article.version:
        raise StaleVersionError(
            f"story {article.pk}: version {article.version}, in the database {row.version}"
        )
    now = timezone.now()
    columns = contents.apply_columns(article, revision.content)
    was_live = row.publication == Article.Publication.PUBLISHED
    was_seen = row.publication != Article.Publication.NONE and row.published_at is not None
    article.publication = Article.Publication.PUBLISHED
    article.published_at = at or (row.published_at if was_seen else now)
    article.withdrawn_at, article.withdrawal_reason = None, ""
    article.live_revision = revision
    article.version = row.version + 1
    columns += [
        "publication",
        "published_at",
        "withdrawn_at",
        "withdrawal_reason",
        "live_revision",
        "version",
    ]
    if was_live and substance_changed:
        article.updated_at = now
        columns.append("updated_at")
    article.save(update_fields=columns)
    contents.apply_relations(article, revision.content)


@transaction.atomic
def withdraw(article: Article, *, reason: str) -> None:
    """Take the story from readers; its address answers 410 with the reason."""
    Article.objects.filter(pk=article.pk, publication=Article.Publication.PUBLISHED).update(
        publication=Article.Publication.WITHDRAWN,
        withdrawn_at=timezone.now(),
        withdrawal_reason=reason,
        version=F("version") + 1,
    )
    article.refresh_from_db()


def correct(
    article: Article, *, kind: str, text: str, placement: str = "bottom", at: datetime | None = None
) -> Correction:
    """Tell readers what was wrong; tied to the revision that mended it by the newsroom's desk."""
    return Correction.objects.create(
        article=article,
        kind=kind,
        text=text,
        placement=placement,
        published_at=at or timezone.now(),
        to_revision=article.live_revision,
    )
