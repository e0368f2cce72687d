"""What the form of a story shows: the newest revision, an older one, or a text typed and not saved."""

from dataclasses import dataclass

from django.db.models import Model

from articles import content as contents
from articles.content import Content
from articles.models import Article, Author, Autosave, Photo, Revision, Rubric, Source, Topic


@dataclass(frozen=True)
class WorkingCopy:
    """One opened version of a story beside the newest and the live one."""

    content: Content
    opened: Revision | None
    newest: Revision | None
    live: Revision | None
    # The text comes from here, and was typed on the revision that it names.
    unsaved: Autosave | None = None

    @property
    def base_number(self) -> int:
        """The newest revision its reader has seen: saving over a later one is a conflict."""
        if self.unsaved is not None:
            return self.unsaved.base_number
        return self.newest.number if self.newest else 0

    @property
    def is_older(self) -> bool:
        return self.opened != self.newest

    @property
    def differs_from_live(self) -> bool:
        return self.live is not None and self.content != contents.of_revision(self.live)


def newest_revision(article: Article) -> Revision | None:
    return article.revisions.select_related("saved_by").order_by("-number").first()


def open_working_copy(article: Article, number: int = 0) -> WorkingCopy:
    """The newest revision; with a number, that one."""
    newest = newest_revision(article)
    opened = article.revisions.select_related("saved_by").filter(number=number).first() if number else None
    opened = opened or newest
    # A story imported without revisions has its live columns.
    content = contents.of_revision(opened) if opened else contents.capture(article)
    return WorkingCopy(content=content, opened=opened, newest=newest, live=article.live_revision)


def missing_relations(content: Content) -> list[str]:
    """Names of the models of which the content refers to rows that were deleted since it was saved."""
    wanted: dict[type[Model], set[int | None]] = {
        Rubric: {content["rubric"]},
        Photo: {content["lead_photo"]} - {None},
        Topic: {*content["topics"]},
        Author: {*content["authors"]},
        Source: {item["source"] for item in content["sources"]},
    }
    return [
        str(model._meta.verbose_name)
        for model, ids in wanted.items()
        if ids and model._default_manager.filter(pk__in=ids).count() < len(ids)
    ]
