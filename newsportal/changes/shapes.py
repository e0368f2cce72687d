"""What a client that keeps a copy is told."""

from typing import Annotated, Literal

from msgspec import UNSET, Meta, UnsetType

from articles.api.shapes import ArticleCard
from newsportal.changes.wholes import Wholes
from newsportal.lib.rest.shapes import Address, Shape

Reason = Literal["withdrawn", "embargoed", "expired", "unpublished", "deleted", "language_changed"]


class ChangedArticle(Shape):
    """A story as it is now: put it in the place of what you have of it."""

    article: ArticleCard
    body_html: Annotated[str, Meta(description="With `include=body_html`.")] | UnsetType = UNSET


class RemovedArticle(Shape):
    """A story that readers see no more: forget all you have of it."""

    id: int
    reason: Reason


class Beginning(Shape):
    """Where a new copy begins: read the list to its end, then ask for changes with the cursor."""

    articles: Address


class Changes(Shape):
    """What has changed since the cursor; apply it in any order, it may come twice.

    While `has_more` is true ask again at once, with the new cursor.
    """

    cursor: str
    has_more: bool
    begin: Annotated[Beginning | None, Meta(description="Only without a cursor.")]
    changed: list[ChangedArticle]
    removed: list[RemovedArticle]
    wholes: Wholes
